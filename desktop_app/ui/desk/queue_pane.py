"""The queue of the desk: chips, a search, the rows, and the keys at its foot."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup

from desktop_app.store.queries import people, requests
from desktop_app.ui.context import Context
from desktop_app.ui.desk.queue_rows import Filter, Queue, fits, found, late, rows
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import RowKind
from desktop_app.ui.widgets.text import Text

WIDTH = 366


def read_queue(c: Any, me: str, context: Context) -> Queue:
    """All of it in one go."""
    everyone = {each.login: each for each in people.people(c)}
    teams = {each.id: context.local(each.names) for each in people.teams(c)}
    mine = tuple(teams.get(id, id) for id in people.teams_of(c, me))
    return Queue(tuple(requests.queue(c, me, now=context.now())), everyone, mine)


class Search(SearchField):
    """Esc empties it, then leaves it."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        leaving = {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, *(() if self.text() else (Qt.Key.Key_Escape,))}
        if event.key() in leaving:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class QueuePane(Pane):
    """`moved(id)`: another request was chosen; `opened(id)`: by Enter or a click."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        self._queue: Queue | None = None
        self._listing = False
        self._filter: Filter = "all"
        self._title = Text(text("Queue"), 17, 600)
        self._count = Text("", 12, 400, "soft")
        self.chips: dict[Filter, Chip] = {}
        group = QButtonGroup()
        titles: dict[Filter, str] = {
            "all": text("All"), "mine": text("Mine"), "new": text.context("requests", "New"),
            "waiting": text("Waiting"),
        }  # fmt: skip
        for key, title in titles.items():
            chip = Chip(theme, title, checkable=True, checked=key == "all")
            group.addButton(chip)
            self.chips[key] = chip
        self.search = Search(theme, text("Search in this queue"), text("Clear the search"))
        self.search.hide()
        self.look = IconButton(theme, "magnifying-glass", text("Search in this queue"))
        kind = RowKind(kicker=True, tags=True, pad_y=7)
        self.list = RowList(theme, text("Queue"), kind, fit=False, keeps=True, ground="canvas")
        self.list.setLayoutMode(RowList.LayoutMode.Batched)
        self.list.setBatchSize(100)
        self._nothing = Text("", 14, 400, "soft", wrap=True)
        self._nothing.setContentsMargins(16, 12, 16, 0)
        self._nothing.hide()
        head = row(self._title, None, self._count, self.look, gap=6, margins=(16, 10, 10, 0))
        chips = row(*self.chips.values(), None, gap=6, margins=(16, 0, 8, 0))
        field = row(self.search, margins=(16, 4, 14, 0))
        layout = column(head, 6, chips, field, self._nothing, 4, (self.list, 1), self._keys(), gap=0)
        super().__init__(theme, layout, "canvas", ("right",))
        group.setParent(self)
        self.search.textChanged.connect(self._show)
        self.search.left.connect(self._leave_search)
        self.look.clicked.connect(self.focus_search)
        self.list.moved.connect(self._list_moved)
        self.list.opened.connect(self.opened)
        for key, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, key=key: self._choose(key))
        layout.setContentsMargins(0, 0, 1, 0)
        self.setFixedWidth(theme.px(WIDTH))
        theme.changed.connect(lambda: self.setFixedWidth(theme.px(WIDTH)))

    def show_queue(self, queue: Queue) -> None:
        """These requests; the one that was chosen stays chosen where it still is listed."""
        self._queue = queue
        self._show()

    def focus_search(self) -> None:
        """To the search in the queue."""
        self.search.show()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def chosen(self) -> str | None:
        """The id of the chosen request."""
        key = self.list.chosen()
        return None if key is None else str(key)

    def choose(self, id: str) -> None:
        """Marks this request; none where it is not among those listed, so that no row stands for another one."""
        if self.chosen() != id and not self.list.choose(id):
            self.list.setCurrentIndex(QModelIndex())

    def grow_old(self) -> None:
        """The same requests, in the words of this minute."""
        self._show()

    def _list_moved(self, key: object) -> None:
        if key is not None and not self._listing:
            self.moved.emit(key)

    def _choose(self, which: Filter) -> None:
        self._filter = which
        self._show()

    def _leave_search(self) -> None:
        self.search.setVisible(bool(self.search.text()))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, *_: object) -> None:
        if (queue := self._queue) is None:
            return
        words, text, me = self._context.words, self._context.text, self._context.me.login
        for key, chip in self.chips.items():
            chip.say(chip.text().replace("&&", "&"), sum(fits(item, key, me) for item in queue.items))
        open_ones = [item for item in queue.items if fits(item, "all", me)]
        one_team = len(queue.team_names) == 1
        self._title.say(text("{team} queue", team=queue.team_names[0]) if one_team else text("Queue"))
        late_ones = late(open_ones, words)
        said = text.plural("{n} open", "{n} open", len(open_ones))
        self._count.say(text("{open}, {late} late", open=said, late=late_ones) if late_ones else said)
        typed = self.search.text().strip()
        shown = found(queue, typed) if typed else [item for item in queue.items if fits(item, self._filter, me)]
        self._listing = True  # that a list is filled anew is no choice of anybody's
        self.list.set_rows(rows(shown, queue, me, words))
        self._listing = False
        self._nothing.say("" if shown else self._nothing_words(typed))
        self._nothing.setVisible(bool(self._nothing.accessibleName()))

    def _nothing_words(self, typed: str) -> str:
        text = self._context.text
        if typed:
            return text("No request of your team has “{words}” in it.", words=typed)
        if self._filter == "all":
            return ""
        return text("Nothing here now.")

    def _keys(self) -> Pane:
        theme, text = self._context.theme, self._context.text
        hints: list[Any] = []
        for key, about in (
            ("J", ""), ("K", text("move")), ("R", text("reply")), ("/", text("search")), ("?", text("all keys")),
        ):  # fmt: skip
            hints.append(Kbd(theme, key))
            if about:
                hints += [Text(about, 12, 400, "soft"), 6]
        foot = Pane(theme, row(*hints, None, gap=4, margins=(16, 0, 8, 0)), "canvas", ("top",))
        foot.setFixedHeight(theme.px(44))
        return foot
