"""The page of settings: account and server, language and display, notices, offline data, help."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.settings.about import AboutCard
from desktop_app.ui.settings.account import AccountCard
from desktop_app.ui.settings.diagnostics import diagnosis
from desktop_app.ui.settings.display import DisplayCard
from desktop_app.ui.settings.laptop import Reading, connection_of, read_counts, read_page
from desktop_app.ui.settings.notices import NoticesCard
from desktop_app.ui.settings.offline import OfflineCard
from desktop_app.ui.settings.search import SearchCard
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text

TWO_COLUMNS = 960
"""From this width on, between the gutters, both columns have room for their controls."""
MINUTE = 60_000
_SHOWN = frozenset(("setting", "outbox", "article", "request", "file", "team", "index"))


class SettingsPage(PageWidget):
    """Two columns of cards, one in a narrow window."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        text = context.text
        self._reading: Reading | None = None
        self.account, self.offline = AccountCard(context), OfflineCard(context)
        self.display, self.notices, self.about = DisplayCard(context), NoticesCard(context), AboutCard(context)
        self.searching = SearchCard(context)
        head = row(
            Text(text("Settings"), 24, 700), None,
            (Text(text("Changes are saved at once"), 12, 400, "soft"), Qt.AlignmentFlag.AlignBottom),
        )  # fmt: skip
        self._left = column(self.account, self.offline, None, gap=16)
        self._right = column(self.display, self.notices, self.searching, self.about, None, gap=16)
        self._halves = row((self._left, 1), (self._right, 1), gap=16)
        self._scroll = self.scrolled(column(head, self._halves, None, gap=12))
        self.about.diagnosis_wanted.connect(self._copy_diagnosis)
        self._clock = QTimer(self, interval=MINUTE)  # times grow old while nothing changes
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._look()

    def refresh(self, changes: Changed | None) -> None:
        if changes is None or changes.kinds & _SHOWN:
            store, folder = self.context.store, connection_of(self.context).folder
            self.context.operation.read(
                lambda: read_page(store, folder), self._show, doing="read", owner=self, latest="settings"
            )

    def stands(self, view: SyncView) -> None:
        self._look()

    def open(self, link: Link) -> None:
        if link.get("focus"):
            self.display.focus(link.get("focus"))
        if link.anchor == "sync":
            self._scroll.ensureWidgetVisible(self.account)

    def place(self) -> Link | None:
        return link("page", "settings", focus=self.display.focused())

    def panes(self) -> Sequence[QWidget]:
        return (self.account, self.offline, self.display, self.notices, self.searching, self.about)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() - 2 * self.margin() >= self.context.theme.px(TWO_COLUMNS)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self._halves.direction():
            self._halves.setDirection(way)
            (self._left if wide else self._right).insertWidget(1 if wide else 2, self.offline)

    def _look(self) -> None:
        self.account.show_connection(connection_of(self.context))

    def _show(self, reading: Reading) -> None:
        self._reading = reading
        self.account.show_kept(reading)
        self.offline.show_disk(reading.disk)
        self.notices.show_kept(reading.desktop_notices)
        self.searching.show_kept(reading.sends_gaps, reading.learns)
        self._look()

    def _copy_diagnosis(self) -> None:
        store = self.context.store
        folder = connection_of(self.context).folder
        self.context.operation.read(
            lambda: (read_page(store, folder), read_counts(store)), lambda read: self._copied(*read), doing="read",
            owner=self, latest="diagnosis",
        )  # fmt: skip

    def _copied(self, reading: Reading, counts: dict[str, int]) -> None:
        lines = diagnosis(self.context, connection_of(self.context), reading.disk, counts)
        QGuiApplication.clipboard().setText(lines)
        self.context.toast(self.context.text("The diagnostics are copied. Paste them into a message to IT."))
