"""The knowledge page in a real window over a real laptop's database, and what a person does with it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QListView, QMenu, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.store.engine import Store
from desktop_app.store.queries import people
from desktop_app.ui import palette_finds
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.listing import PAGE
from desktop_app.ui.knowledge.page import KnowledgePage
from desktop_app.ui.links import Link, link
from desktop_app.ui.operation import Failure, Operation
from desktop_app.ui.pages import Page, PageWidget
from desktop_app.ui.shell.window import MainWindow
from desktop_app.ui.theme import Appearance, Theme
from desktop_app.ui.widgets.rows import Row, RowModel
from desktop_app.wording import Wording
from tests.ui.laptop_builder import NOW, filled_laptop


@dataclass
class KnowledgeBench:
    """`page` is looked up each time, for it is built anew when the language changes; `went` is where links led."""

    window: MainWindow
    store: Store
    qtbot: Any
    went: list[Link]
    failures: list[Failure] = field(default_factory=list)

    @property
    def page(self) -> KnowledgePage:
        return self.window.stack.findChildren(KnowledgePage)[-1]

    def settled(self) -> None:
        """Until nothing is under way and the mark has come to rest."""
        resting = self.page.search_in.resting
        self.qtbot.waitUntil(lambda: not self.window.context().operation.busy and not resting())
        self.qtbot.waitUntil(lambda: not self.window.context().operation.busy)
        QCoreApplication.sendPostedEvents()

    def type(self, words: str) -> None:
        """Into the search field, letter by letter, in place of what stands there."""
        self.window.focus_search()
        self.qtbot.keyClicks(self.window.top_bar.field, words)
        self.settled()

    def press(self, key: Qt.Key, on: QWidget | None = None, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """On the widget with the focus, unless another is named."""
        self.qtbot.keyClick(on or self.window.focusWidget(), key, modifier)
        self.settled()

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible(), button.accessibleName()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settled()

    def open(self, id: str, anchor: str = "", **said: str) -> None:
        """As a link from anywhere does."""
        self.window.go(link("article", id, anchor, **said))
        self.settled()

    def tell(self, changes: Any) -> None:
        """As the sync does."""
        self.window.announce(changes)
        self.settled()

    def toast(self) -> str:
        """What was said last."""
        shown = self.window.toaster.shown()
        return "" if shown is None else str(shown.accessibleName())

    def found(self) -> list[str]:
        """The titles of all results, the marked one in brackets."""
        at = self.page.results.chosen()
        rows = [row for each in self.page.results.lists for row in rows_of(each)]
        return [f"[{row.title}]" if row.key == at else row.title for row in rows]


def rows_of(view: QListView) -> list[Row]:
    """The rows of a list, its headings left out."""
    model = view.model()
    assert isinstance(model, RowModel)
    return [row for row in model.rows() if isinstance(row, Row)]


class Flashes(QObject):
    """Notes every widget that shows itself as a window of its own; a menu is meant to."""

    def __init__(self, but: QWidget) -> None:
        super().__init__()
        self._but = but
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        is_window = isinstance(watched, QWidget) and watched.isWindow() and watched is not self._but
        is_window = is_window and not isinstance(watched, QMenu)
        if event.type() == QEvent.Type.Show and is_window:
            self.seen.append(str(watched))
        return False


class Elsewhere(PageWidget):
    """Stands for the other pages: notes what it is to show."""

    def __init__(self, context: Context, went: list[Link]) -> None:
        super().__init__(context)
        self._went = went

    def open(self, link: Link) -> None:
        self._went.append(link)


@contextmanager
def knowledge_window(
    tmp_path: Path, qtbot: Any, index: Any, me: str = "sari", *, language: str = "id",
    size: tuple[int, int] = (1440, 900), **laptop: Any,
) -> Iterator[KnowledgeBench]:  # fmt: skip
    """A window at the knowledge page; ends its threads, closes the store, fails on an unexpected failure."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    store = filled_laptop(tmp_path, me, **laptop)
    person = store.reader.read(lambda connection: people.person(connection, me))
    assert person is not None
    went: list[Link] = []
    elsewhere = Page(
        "new_request", "New request", "plus", lambda context: Elsewhere(context, went), opens=("form", "request"),
        in_sidebar=False,
    )  # fmt: skip
    theme = Theme(application, Appearance("light"))
    failures: list[Failure] = []
    with ThreadPoolExecutor(2) as reads, ThreadPoolExecutor(1) as writes:
        window = MainWindow(application, theme)
        qtbot.addWidget(window)
        words = Wording(Catalogue.load(language), ZoneInfo(person.timezone), lambda: NOW)
        operation = Operation(reads, writes, failures.append)
        flashes = Flashes(window)
        application.installEventFilter(flashes)
        window.resize(*size)
        window.start(
            Context(person, words, theme, operation, store, window, index), (PAGE, elsewhere), palette_finds.sources
        )
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        bench = KnowledgeBench(window, store, qtbot, went, failures)
        try:
            bench.settled()
            yield bench
            bench.settled()
        finally:
            application.removeEventFilter(flashes)
            window.close()
            operation.close()
            reads.shutdown()
            writes.shutdown()
            store.close()
    assert not failures, failures
    assert not flashes.seen, flashes.seen
