"""What others still do for the person of a checklist, in the order it is due."""

from __future__ import annotations

from desktop_app.store.queries.checklists import ChecklistItem
from desktop_app.ui.checklists.reading import tasks_of
from desktop_app.ui.checklists.task_rows import due_label, local
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.card_head import CardHead
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.wording import Wording

MOST = 4
_KIND = RowKind(lead="avatar", title_lines=2, title_weight=400, body_lines=1, tags=True, pad_x=18, pad_y=9)


class OthersCard(Card):
    """Hidden while nothing is open; a row leads to the task in the list."""

    def __init__(self, context: Context) -> None:
        self._context = context
        name = context.text("Others do this for you")
        self.list = RowList(context.theme, name, _KIND)
        head = CardHead(context.theme, name, inset=18)
        super().__init__(context.theme, column(head, self.list, gap=2), margins=(0, 2, 0, 6))

    def show_checklist(self, item: ChecklistItem) -> None:
        """What is open on it, as the one it is for sees it; the others have tasks of their own to look at."""
        words, me = self._context.words, self._context.me.login
        rows = others(item, me, words)
        self.list.set_rows(rows)
        self.setVisible(item.person == me and bool(rows))


def others(item: ChecklistItem, me: str, words: Wording) -> list[Row]:
    """The next few."""
    tasks = [task for task in tasks_of(item) if task.state == "open" and task.owner != me]
    tasks.sort(key=lambda task: task.due)
    return [
        Row(key=task.id, title=local(task.title, words), body=task.owner_name, avatar=task.owner_name,
            tags=(due_label(task, words),))
        for task in tasks[:MOST]
    ]  # fmt: skip
