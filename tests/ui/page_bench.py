"""What a page stands on in a test: a context over a real store, and a window's shell that notes what the page did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QPushButton

from desktop_app.catalogue import Catalogue
from desktop_app.store.engine import Store
from desktop_app.store.queries import people
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link
from desktop_app.ui.operation import Failure, Operation
from desktop_app.ui.pages import Page
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.theme import Appearance, Theme
from desktop_app.wording import Wording
from tests.ui.laptop_builder import NOW


@dataclass
class NotingShell:
    """A `Shell` that notes what it is asked for; `sync` is what the laptop says of its connection."""

    sync: SyncView
    opened: list[Link] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    undo: Callable[[], object] | None = None
    action: str = ""
    announced: list[Changed] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    appearances: list[Appearance] = field(default_factory=list)
    syncs: int = 0
    helped: int = 0

    def go(self, link: Link) -> None:
        self.opened.append(link)

    def tell(self, text: str, undo: Callable[[], object] | None = None, *, action: str = "") -> None:
        self.told.append(text)
        self.action = action
        self.undo = undo

    def announce(self, changes: Changed) -> None:
        self.announced.append(changes)

    def fail(self, failure: Failure) -> None:
        self.failures.append(failure)

    def use_language(self, language: str) -> None:
        self.languages.append(language)

    def use_appearance(self, appearance: Appearance) -> None:
        self.appearances.append(appearance)

    def sync_now(self) -> None:
        self.syncs += 1

    def open_help(self) -> None:
        self.helped += 1

    def sync_view(self) -> SyncView:
        return self.sync


@dataclass
class Bench:
    """`context` is for the page, `shell` notes what it did; `now` may be moved."""

    context: Context
    shell: NotingShell
    store: Store
    now: datetime

    def settled(self, qtbot: Any) -> None:
        """Waits until nothing is under way."""
        qtbot.waitUntil(lambda: not self.context.operation.busy)
        QCoreApplication.sendPostedEvents()  # what was added to a page shows itself

    def in_language(self, language: str) -> Context:
        """The same in another language."""
        return replace(self.context, words=replace(self.context.words, text=Catalogue.load(language)))


@contextmanager
def page_bench(
    store: Store, me: str = "sari", *, language: str = "id", now: datetime = NOW, index: Any = None,
    appearance: Appearance | None = None, sync: SyncView | None = None,
) -> Iterator[Bench]:  # fmt: skip
    """A bench for pages of this person; ends its threads, closes the store, fails on an unexpected failure."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    person = store.reader.read(lambda connection: people.person(connection, me))
    assert person is not None
    shell = NotingShell(sync or SyncView("up to date", now))
    bench: Bench
    with ThreadPoolExecutor(2) as reads, ThreadPoolExecutor(1) as writes:
        context = Context(
            me=person,
            words=Wording(Catalogue.load(language), ZoneInfo(person.timezone), lambda: bench.now),
            theme=Theme(application, appearance or Appearance("light")),
            operation=Operation(reads, writes, shell.fail),
            store=store,
            shell=shell,
            index=index,
        )
        bench = Bench(context, shell, store, now)
        try:
            yield bench
        finally:
            context.operation.close()
            reads.shutdown()
            writes.shutdown()
            store.close()
    assert not shell.failures, shell.failures


@contextmanager
def opened_page(
    listed: Page, store: Store, qtbot: Any, me: str, *, width: int = 1440, services: Any = None, **bench: Any
) -> Iterator[tuple[Any, Bench]]:
    """This page in a window of its own with the focus, after it has read what it shows."""
    with page_bench(store, me, **bench) as made:
        page = listed.build(replace(made.context, services=services or {}))
        page.setAccessibleName(made.context.text(listed.title))
        qtbot.addWidget(page)
        page.resize(width, 836)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh(None)
        made.settled(qtbot)
        page.setFocus()
        yield page, made
        page.leave()
        made.settled(qtbot)


def echo(page: Any, bench: Bench, qtbot: Any) -> None:
    """The window tells the page what was saved."""
    bench.settled(qtbot)
    while bench.shell.announced:
        page.refresh(bench.shell.announced.pop(0))
        bench.settled(qtbot)


def click(qtbot: Any, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
