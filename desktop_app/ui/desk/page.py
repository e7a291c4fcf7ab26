"""The desk: queue, request, person, side by side; everything by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.actions import Action, listen
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.conversation.attention import Level, attend
from desktop_app.ui.conversation.reading import Reading, read_request
from desktop_app.ui.desk.person_pane import WIDTH, PersonPane
from desktop_app.ui.desk.queue_pane import QueuePane, read_queue
from desktop_app.ui.desk.queue_rows import Queue
from desktop_app.ui.desk.request_pane import RequestPane, focusable
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.columns import Columns
from desktop_app.ui.widgets.layout import column, holder, row

_OF_A_REQUEST = frozenset((
    "request", "message", "event", "attachment", "rating", "person", "form", "calendar", "outbox", "notice", "draft",
    "file", "article",
))  # fmt: skip
_OF_THE_QUEUE = _OF_A_REQUEST | {"read_marker", "membership", "team", "site"}
MINUTE = 60_000


class DeskPage(PageWidget):
    """Opens a request by a link to this page: `sigap://page/desk?request=<id>`."""

    gutter = 16

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._at = ""
        self._asked = ""
        text = context.text
        self.queue, self.request, self.person = QueuePane(context), RequestPane(context), PersonPane(context)
        main = holder(row(self.queue, (self.request, 1), gap=0))
        self.columns = Columns(context.theme, main, self.person, text("Requester"), text("Close"), width=WIDTH, gap=0)
        self.setLayout(column(Rule(), (self.columns, 1), gap=0))
        self.columns.narrowed.connect(self.request.actions_bar.show_person_button)
        self.columns.narrowed.connect(self.person.in_drawer)
        self.request.person_asked.connect(self.columns.open_drawer)
        self.queue.moved.connect(self._moved)
        self.queue.opened.connect(self._moved)
        self.person.inserting.connect(self._insert)
        self.person.opening.connect(self._open_request)
        self.request.box.writing.connect(lambda on: self._attend("conversation" if on else "request"))
        self._clock = QTimer(self, interval=MINUTE)  # what is late grows later while nothing changes
        self._clock.timeout.connect(self._grow_old)
        self._clock.start()
        listen(self.page_actions(), self)

    def refresh(self, changes: Changed | None) -> None:
        context, me = self.context, self.context.me.login
        if changes is None or changes.kinds & _OF_THE_QUEUE:
            context.read(lambda c: read_queue(c, me, context), self._show_queue, owner=self, latest="queue")
        if self._at and (changes is None or changes.kinds & _OF_A_REQUEST):
            self._read(self._at)

    def open(self, link: Link) -> None:
        asked = link.get("request") or (link.key if link.kind == "request" else "")
        if asked:
            self._asked = asked
            self._open_request(asked)

    def place(self) -> Link | None:
        return link("page", "desk", request=self._at) if self._at else None

    def leave(self) -> None:
        self.request.leave()
        self.columns.close_drawer()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._at:
            self._attend()
            self.request.talk.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        attend(self.context, "idle")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.queue.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            super().keyPressEvent(event)

    def page_actions(self) -> Sequence[Action]:
        text, group, queue = self.context.text, self.context.text("Desk"), self.queue

        def chosen() -> bool:
            return bool(self._at)

        return (
            Action("desk next", text("Next request"), lambda: queue.list.step(1), ("J",), "", group),
            Action("desk back", text("Request before"), lambda: queue.list.step(-1), ("K",), "", group),
            Action(
                "desk reply", text("Reply"), lambda: self._write(note=False), ("R",), "note-pencil", group, when=chosen
            ),
            Action("desk note", text("Team note"), lambda: self._write(note=True), ("N",), "note", group, when=chosen),
            Action("desk take", text("Take the request"), self._take, ("E",), "hand", group, when=chosen),
            Action("desk person", text("Requester"), self._show_person, ("P",), "user-circle", group, when=chosen),
            Action("desk search", text("Search in this queue"), queue.focus_search, ("/",), "magnifying-glass", group),
        )

    def panes(self) -> Sequence[QWidget]:
        return (self.queue, *focusable(self.request), self.person)

    def _show_queue(self, queue: Queue) -> None:
        self.queue.show_queue(queue)
        if not self._at and not self._asked:
            self.queue.list.step(1)
        elif self._at:
            self.queue.choose(self._at)
        if not self._at:
            self.request.show_nothing(queue_is_empty=not queue.items)
        self.person.setVisible(bool(self._at))

    def _moved(self, key: object) -> None:
        if key != self._at:
            self._open_request(str(key))

    def _open_request(self, said: str) -> None:
        if said != self._at:
            self.request.leave()
            self._at = said
            self._attend()
            self._read(said)

    def _attend(self, level: Level = "request") -> None:
        attend(self.context, level, self._at)

    def _read(self, said: str) -> None:
        context, now = self.context, self.context.now()
        context.operation.read(
            lambda: read_request(context.store, context.me, said, context.language, now),
            lambda reading: self._show(said, reading), doing="read", owner=self, latest="request",
        )  # fmt: skip

    def _show(self, said: str, reading: Reading | None) -> None:
        if said != self._at:
            return
        if reading is None:
            self._at = ""
            if said == self._asked:
                self.context.toast(self.context.text("This request is not on this laptop yet. Sync, then try again."))
        else:
            self._at = reading.item.id
            if said != self._at:
                self._attend()
            self.person.show_reading(reading)
            self.queue.choose(self._at)
            self.request.show_reading(reading)
        self._asked = ""
        if not self._at:
            self.request.show_nothing(queue_is_empty=False)

    def _write(self, *, note: bool) -> None:
        box = self.request.box
        if self._at and box.isVisible():
            if note:
                box.write_note()
            else:
                box.write_reply()

    def _take(self) -> None:
        self.request.do(self.request.actions_bar.taking())

    def _show_person(self) -> None:
        self.columns.open_drawer()

    def _insert(self, words: str) -> None:
        self.columns.close_drawer()
        self.request.box.insert(words)

    def _grow_old(self) -> None:
        if self.isVisible():
            self.queue.grow_old()
            if self._at:
                self._read(self._at)
