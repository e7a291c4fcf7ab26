"""What waits to be sent from this laptop, in the order it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.store.queries.outbox import OutboxItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_SHOWN = 4


class WaitingCard(QWidget):
    """Hidden while nothing waits. `opened` of its `list` tells the request."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        kind = RowKind(lead="glyph", body_lines=1, pad_y=10)
        self.list = RowList(theme, text("Waiting to be sent"), kind)
        self._count = Badge(theme, "", "info")
        head = row(Text(text("Waiting to be sent"), 17, 600), self._count, None)
        safe = Text(
            text("You may close the laptop. It is sent once it is connected again, and nothing is sent twice."),
            12, 400, "soft", wrap=True, leading=0,
        )  # fmt: skip
        lock = row((Icon(theme, "lock-simple", "soft", 18), Qt.AlignmentFlag.AlignTop), (safe, 1), gap=10)
        self.setLayout(column(head, Card(theme, column(self.list, gap=0), margins=(0, 2, 0, 2)), lock, 8, gap=10))
        self.hide()

    def show_waiting(self, waiting: Sequence[OutboxItem], about: Mapping[str, RequestItem]) -> None:
        """The commands about these requests, oldest first."""
        known = [each for each in waiting if each.about in about]
        self.setVisible(bool(known))
        self._count.say(str(len(known)), "info")
        rows = []
        for place, each in enumerate(known[:_SHOWN]):
            item = about[str(each.about)]
            rows.append(self._row(each, item, place))
        self.list.set_rows(rows)

    def _row(self, each: OutboxItem, item: RequestItem, place: int) -> Row:
        text = self._context.text
        called = item.number or item.reference
        title = item.subject if each.kind == "Submit" else self._title(each.kind, called)
        order = text("being sent") if each.sent else text("next") if place == 0 else text("after that")
        body = text("Short reference {reference}", reference=item.reference) if each.kind == "Submit" else item.subject
        icon = "cloud-arrow-up" if each.sent else "clock"
        return Row(key=(item.id, each.id), title=title, body=body, side=order, icon=icon)

    def _title(self, kind: str, called: str) -> str:
        text = self._context.text
        match kind:
            case "AddReply":
                return text("Reply about {request}", request=called)
            case "Close":
                return text("Confirmation for {request}", request=called)
            case "Reopen":
                return text("{request} is not solved yet", request=called)
            case "Rate":
                return text("Rating of {request}", request=called)
            case "Cancel":
                return text("Cancellation of {request}", request=called)
        return called
