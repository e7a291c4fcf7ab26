"""What one's teams have to do to keep their articles true: a list by day, and the one that is chosen beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop_app.domain.knowledge.upkeep import LONGEST_NOTE, CompleteUpkeep, Kind
from desktop_app.store.queries.upkeep import UpkeepItem, upkeep
from desktop_app.ui.authoring.upkeep_words import about_words, kind_words, title_words, upkeep_row
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Group, Row, RowKind
from desktop_app.ui.widgets.text import Text

KINDS = frozenset(("upkeep", "membership", "article", "person"))
BESIDE = 900
"""From this width on the chosen one stands beside the list."""


class UpkeepPane(QWidget):
    """The list, and what is chosen of it: read, done with a note, taken up."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.items: list[UpkeepItem] = []
        theme, text = context.theme, context.text
        self.list = RowList(
            theme, text("What is to be done"), RowKind(lead="tile", kicker=True, body_lines=1), keeps=True
        )
        self._card = Card(theme, column(self.list, gap=0), margins=(0, 4, 0, 4))
        self._empty = EmptyState(
            theme, "check-circle", text("Nothing is to be done"),
            text("What readers miss, what nobody finds and what is due comes here by itself, once a day."),
        )  # fmt: skip
        self._chosen = _Chosen(context)
        self._halves = row((self._card, 3), (self._chosen, 2), gap=16)
        self._halves.setAlignment(self._chosen, Qt.AlignmentFlag.AlignTop)
        self._halves.setAlignment(self._card, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(self._halves, self._empty, None, gap=12))
        self.list.moved.connect(self._choose)
        self.list.opened.connect(self._choose)
        for part in (self._card, self._chosen, self._empty):
            part.hide()

    @property
    def chosen(self) -> _Chosen:
        """The one that is chosen, with its buttons."""
        return self._chosen

    def refresh(self, changes: Changed | None) -> None:
        """Reads anew where something it shows has changed."""
        if changes is None or changes.kinds & KINDS:
            me, language = self.context.me.login, self.context.language
            self.context.read(lambda c: upkeep(c, me, language), self.show_items, owner=self, latest="upkeep")

    def show_items(self, items: list[UpkeepItem]) -> None:
        """These."""
        self.items = items
        words = self.context.words
        waits = [upkeep_row(each, words) for each in items if each.task.state == "open"]
        done = [upkeep_row(each, words) for each in items if each.task.state == "done"]
        rows: list[Row | Group] = [*waits]
        if done:
            rows += [Group(self.context.text("Done"), len(done)), *done]
        self.list.set_rows(rows)
        self._card.setVisible(bool(items))
        self._empty.setVisible(not items)
        if items and self.list.chosen() is None:
            self.list.choose(items[0].task.id)
        self._choose(self.list.chosen())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.context.theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.BottomToTop
        if way != self._halves.direction():
            self._halves.setDirection(way)

    def _choose(self, key: object) -> None:
        item = next((each for each in self.items if each.task.id == key), None)
        self._chosen.setVisible(item is not None)
        if item is not None:
            self._chosen.show_item(item)


class _Chosen(Card):
    """One of them: why, all that was said, and what to do about it."""

    def __init__(self, context: Context) -> None:
        self._context, self._item = context, None
        theme, text = context.theme, context.text
        self._kind = Text("", 12, 600, "soft", wrap=True, leading=0)
        self._title = Text("", 17, 600, wrap=True, leading=0)
        self.said = Text("", 14, wrap=True, leading=0, selectable=True)
        self._aside = Text("", 12, 400, "soft", wrap=True)
        self.note = QLineEdit()
        self.note.setMaxLength(LONGEST_NOTE)
        what = text("What did you do? May stay empty.")
        self.note.setAccessibleName(what)
        label = Text(what, 12, 600, leading=0)
        label.setBuddy(self.note)
        self.done = Button(theme, text("It is done"), "primary", "check")
        self.take_up = Button(theme, "", "secondary", "pencil-line")
        self.read = Button(theme, text("Open the article"), "quiet", "book-open")
        self._note = holder(column(label, self.note, gap=4))
        self._acts = holder(FlowLayout(self.done, self.take_up, self.read, gap=8))
        super().__init__(
            theme, column(self._kind, self._title, self.said, self._aside, 4, self._note, self._acts, gap=8)
        )
        self.done.clicked.connect(self._complete)
        self.note.returnPressed.connect(self._complete)
        self.take_up.clicked.connect(self._take_up)
        self.read.clicked.connect(self._open)

    _item: UpkeepItem | None

    def show_item(self, item: UpkeepItem) -> None:
        """This one. What is just being typed stays."""
        if self._item is None or self._item.task.id != item.task.id:
            self.note.clear()
        self._item = item
        words, text, task = self._context.words, self._context.text, item.task
        waits, gap = task.state == "open", task.kind == Kind.GAP
        self._kind.say(kind_words(item, words))
        self._title.say(title_words(item, words))
        reasons = task.text.splitlines()
        listed = "\n".join(f"• {each}" for each in reasons)
        self.said.say(listed if task.kind == Kind.FEEDBACK else about_words(item, words))
        self._aside.say(self._about(item))
        self._note.setVisible(waits)
        self.done.setVisible(waits)
        self.done.setEnabled(waits)
        self.take_up.say(text("Write an article") if gap else text("Write on it"))
        self.take_up.setVisible(waits)
        self.read.setVisible(not gap)

    def _about(self, item: UpkeepItem) -> str:
        text, task = self._context.text, item.task
        if task.state == "done":
            if not task.done_by:
                return text("Settled by a change of the article.")
            said = text("Done by {name}.", name=item.done_by or task.done_by)
            return text("{said} “{note}”", said=said, note=task.done_note) if task.done_note else said
        if task.kind in (Kind.GAP, Kind.FEEDBACK, Kind.RATING):
            return text("Nobody's name is kept with it.")
        return ""

    def _complete(self) -> None:
        if self._item is None or not self.done.isEnabled():
            return
        self.done.setEnabled(False)
        made = command(self._context, CompleteUpkeep, upkeep=self._item.task.id, note=self.note.text())
        self._context.run(made, owner=self)

    def _take_up(self) -> None:
        if self._item is None:
            return
        task = self._item.task
        if task.kind == Kind.GAP:
            self._context.open(link("write", title=_sentence(task.text), language=task.language))
        else:
            said = {"language": task.language} if task.language else {}
            self._context.open(link("write", task.article or "", **said))

    def _open(self) -> None:
        if self._item is not None and self._item.task.article:
            self._context.open(link("article", self._item.task.article))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
