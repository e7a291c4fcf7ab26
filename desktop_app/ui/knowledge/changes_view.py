"""What changed in an article since its reader knew it: read it, or acknowledged it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.knowledge.difference import section_difference
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_words import edition_number
from desktop_app.ui.knowledge.aside_pane import TextAlone
from desktop_app.ui.knowledge.changes_html import changes_html
from desktop_app.ui.knowledge.reading import Reading, Since
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.segmented import Segmented


def changes_view(context: Context, reading: Reading) -> QWidget | None:
    """A view of them; None where no edition its reader knows is here to compare with."""
    known = [since for since in reading.since if since.text is not None]
    return ChangesView(context, reading, known) if known else None


class ChangesView(QWidget):
    """The difference to one of the editions its reader knows; a choice above it where there are two."""

    def __init__(self, context: Context, reading: Reading, known: list[Since]) -> None:
        super().__init__()
        self._context, self._reading, self._known = context, reading, known
        self.difference: TextAlone | None = None
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.choice: Segmented | None = None
        if len(known) > 1:
            items = [(str(place), self._named(each)) for place, each in enumerate(known)]
            self.choice = Segmented(context.theme, context.text("Compared with"), items, "0")
            self.choice.chosen.connect(lambda place: self._compare(int(str(place))))
            self._lines.addLayout(row(self.choice, None, margins=(24, 12, 24, 0)))
        self._compare(0)

    def _named(self, since: Since) -> str:
        text, number = self._context.text, edition_number(since)
        if since.acknowledged:
            return text("Version {n}, which you acknowledged", n=number)
        return text("Version {n}, which you read", n=number)

    def _compare(self, place: int) -> None:
        context, since, article = self._context, self._known[place], self._reading.article
        assert since.text is not None
        changes = section_difference(since.text.title, since.text.body, article.title, article.body)
        then = self._named(since)
        now = context.text("Version {n}, now", n=edition_number(article))
        made = TextAlone(
            context.theme, context.text("What changed"),
            lambda width: changes_html(changes, then, now, context.theme, context.text, width), wraps=True,
        )  # fmt: skip
        if self.difference is not None:
            self._lines.removeWidget(self.difference)
            self.difference.hide()
            self.difference.deleteLater()
        self.difference = made
        self._lines.addWidget(made, 1)
        self.setFocusProxy(made)
