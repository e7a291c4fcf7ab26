"""A window with pages that note what they are told, over queries that answer at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.catalogue import _
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link
from desktop_app.ui.operation import Operation
from desktop_app.ui.pages import Page, PageWidget
from desktop_app.ui.shell.window import MainWindow
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import RowModel
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import Wording

SARI = PersonItem(
    login="sari", name="Sari Wulandari", team="finance", role="employee", title={"id": "Staf Keuangan"}, email="",
    phone="", site="jakarta", language="id", start=None, buddy=None, manager=None,
    team_names={"id": "Keuangan", "en": "Finance"},
    site_names={"id": "Jakarta (kantor pusat)"}, timezone="Asia/Jakarta",
)  # fmt: skip


class Sheet(PageWidget):
    """A page that notes what it is told."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.log: list[str] = []
        self.at: Link | None = None
        self.title = Text(context.text("Settings"))
        self.field, self.button = QLineEdit(), QPushButton("Kirim")
        self.field.setAccessibleName("Isian")
        self.scrolled(column(self.title, self.field, self.button, None))

    def refresh(self, changes: Changed | None) -> None:
        self.log.append("all" if changes is None else ",".join(sorted(changes.kinds)))

    def open(self, to: Link) -> None:
        self.at = to
        self.log.append(f"open {to.kind} {to.key}")

    def place(self) -> Link | None:
        return self.at

    def leave(self) -> None:
        self.log.append("leave")

    def search(self, typed: str, whole: bool) -> None:
        self.log.append(f"search {typed!r}{' whole' if whole else ''}")

    def page_actions(self) -> list[Action]:
        return [Action("reply", "Balas", lambda: self.log.append("reply"), ("R",), "arrow-bend-up-left", "Permintaan")]


PAGES = (
    Page("home", _("Settings"), "house", Sheet),
    Page(
        "knowledge", _("Display"), "book-open", Sheet, opens=("article",), searches=True,
        count=lambda context: lambda connection: connection["unread"], counts_on=frozenset({"article"}),
    ),
    Page("desk", _("Dark"), "headset", Sheet, seen_by=lambda me: me.role != "employee"),
    Page("new_request", _("New request"), "plus", Sheet, in_sidebar=False, under="home"),
    Page("settings", _("Settings"), "gear", Sheet, at_foot=True),
)  # fmt: skip


@dataclass
class Bench:
    """A window over a store that is only a dictionary; what was kept in settings is noted."""

    window: MainWindow
    context: Context
    connection: dict[str, Any]
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def page(self) -> Sheet:
        widget = self.window.stack.widget_at()
        assert isinstance(widget, Sheet)
        return widget

    def settled(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not self.context.operation.busy)


@pytest.fixture
def bench(theme: Theme, qapp: QApplication, wording: Callable[..., Wording], qtbot: QtBot) -> Iterator[Bench]:
    connection: dict[str, Any] = {"unread": 1}
    kept: dict[str, Any] = {}
    settings = SimpleNamespace(set=lambda which, value: kept.__setitem__(which.key, value))
    store: Any = SimpleNamespace(reader=SimpleNamespace(read=lambda query: query(connection)), settings=settings)
    with ThreadPoolExecutor(2) as reads, ThreadPoolExecutor(1) as writes:
        window = MainWindow(qapp, theme)
        qtbot.addWidget(window)
        operation = Operation(reads, writes, window.fail)
        context = Context(SARI, wording(), theme, operation, store, window)
        window.resize(1440, 900)
        window.start(context, PAGES)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        made = Bench(window, context, connection, kept)
        made.settled(qtbot)
        yield made
        window.close()
        made.settled(qtbot)
        operation.close()


def titles_in(found: RowList) -> list[str]:
    model = found.model()
    assert isinstance(model, RowModel)
    return [row.title for row in model.rows()]


def press(qtbot: QtBot, bench: Bench, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for modifier in modifiers:
        held |= modifier
    qtbot.keyClick(bench.window.focusWidget() or bench.window, key, held)


CTRL = Qt.KeyboardModifier.ControlModifier
