"""The page of one's own requests: the list, and one request with its conversation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.ui.actions import Action, listen
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.conversation.attention import Level, attend
from desktop_app.ui.conversation.reading import Reading, read_request
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.requests.list_pane import ListPane, Mine, read_mine
from desktop_app.ui.requests.request_pane import RequestPane
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.scroll import Scroll

_OF_A_REQUEST = frozenset((
    "request", "message", "event", "attachment", "rating", "person", "form", "calendar", "outbox", "notice", "draft",
    "file", "retention",
))  # fmt: skip
_OF_THE_LIST = _OF_A_REQUEST | {"read_marker", "team"}
MINUTE = 60_000


class RequestsPage(PageWidget):
    """Shows the list, or the request that a link names."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._at = ""
        self.list = ListPane(context)
        self.pane = RequestPane(context)
        self._list_scroll = Scroll(self.list)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list_scroll)
        self.stack.addWidget(self.pane)
        self._place = column(self.stack, gap=0)
        self.setLayout(self._place)
        self._list_scroll.verticalScrollBar().rangeChanged.connect(self._set_gutter)
        self.list.opened.connect(lambda key: self.open(link("request", key)))
        self.pane.back.connect(self.to_list)
        self.pane.box.writing.connect(lambda on: self._attend("conversation" if on else "request"))
        self._clock = QTimer(self, interval=MINUTE)  # times grow old while nothing changes
        self._clock.timeout.connect(self._grow_old)
        self._clock.start()
        listen(self.page_actions(), self)

    def refresh(self, changes: Changed | None) -> None:
        if changes is None or changes.kinds & _OF_THE_LIST:
            context, me = self.context, self.context.me.login
            context.read(lambda c: read_mine(c, me, context), self._show_list, owner=self, latest="mine")
        if self._at and (changes is None or changes.kinds & _OF_A_REQUEST):
            self._read(self._at)

    def open(self, link: Link) -> None:
        if link.kind == "request" and link.key:
            self.pane.leave()
            self._at = link.key
            self._read(link.key)

    def place(self) -> Link | None:
        return link("request", self._at) if self._at else None

    def leave(self) -> None:
        self.pane.leave()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._at:
            self._attend()
            self.pane.talk.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        attend(self.context, "idle")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._at:
            super().keyPressEvent(event)
        elif self.pane.box.isAncestorOf(self.focusWidget()):
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.to_list()

    def page_actions(self) -> Sequence[Action]:
        text, group = self.context.text, self.context.text("Requests")
        return (
            Action("requests search", text("Search in my requests"), self._search, ("/",), "magnifying-glass", group),
            Action(
                "requests back", text("Back to my requests"), self.to_list, ("Alt+Left",), "arrow-left", group,
                when=lambda: bool(self._at),
            ),
            Action(
                "requests reply", text("Write a reply"), self._write, ("R",), "note-pencil", group,
                when=lambda: bool(self._at),
            ),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        if not self._at:
            return (self.list,)
        return (self.pane.conversation, self.pane.box, self.pane.facts)

    def to_list(self) -> None:
        """Back to all requests."""
        self.pane.leave()
        attend(self.context, "idle")
        self._at = ""
        self.stack.setCurrentWidget(self._list_scroll)
        self.refresh(None)
        self.list.list.setFocus()

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
            self.stack.setCurrentWidget(self._list_scroll)
            text = self.context.text
            self.context.toast(text("This request is not on this laptop yet. Sync, then try again."))
        elif reading.item.requester != self.context.me.login:
            self._at = ""
            self.context.open(link("page", "desk", request=reading.item.id))  # somebody else's is answered at the desk
        else:
            first = self.stack.currentWidget() is not self.pane
            self._at = reading.item.id
            self.stack.setCurrentWidget(self.pane)
            self.pane.show_reading(reading)
            if first:
                self._attend()
                self.setFocus()

    def _show_list(self, mine: Mine) -> None:
        self.list.show_mine(mine)

    def _grow_old(self) -> None:
        if self.isVisible():
            self.refresh(None)

    def _search(self) -> None:
        if self._at:
            self.to_list()
        self.list.focus_search()

    def _write(self) -> None:
        if self.pane.box.isVisible():
            self.pane.box.write_reply()

    def _set_gutter(self) -> None:
        if hasattr(self, "_place"):
            margin = self.margin()
            self.pane.place.setContentsMargins(margin, 0, margin, 0)
            self.list.place.setContentsMargins(margin, 6, self._list_scroll.beside_bar(margin), 24)
