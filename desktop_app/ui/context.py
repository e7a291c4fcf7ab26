"""What a page is given, and all it knows: who reads, in which language, and the ways to read, save, go and tell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar, runtime_checkable

from PySide6.QtCore import QObject

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.links import Link
from desktop_app.ui.operation import Failure, Operation, Run
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.theme import Appearance, Theme
from desktop_app.wording import Wording

Result = TypeVar("Result")


@runtime_checkable
class Changed(Protocol):
    """What differs after a write: `desktop_app.protocol.changes.Changes`."""

    @property
    def rows(self) -> frozenset[tuple[str, tuple[Any, ...]]]: ...
    @property
    def kinds(self) -> frozenset[str]: ...
    @property
    def initiator(self) -> object: ...


class Store(Protocol):
    """The laptop's database as windows use it, always off the UI thread; `desktop_app.store.engine.Store` is one."""

    @property
    def reader(self) -> Any: ...
    @property
    def writer(self) -> Any: ...
    @property
    def drafts(self) -> Any: ...
    @property
    def markers(self) -> Any: ...
    @property
    def ballots(self) -> Any: ...
    @property
    def tallies(self) -> Any: ...
    @property
    def files(self) -> Any: ...
    @property
    def notices(self) -> Any: ...
    @property
    def settings(self) -> Any: ...
    @property
    def shelf(self) -> Any: ...


class Searcher(Protocol):
    """The knowledge index. Called off the UI thread."""

    def search(
        self, text: str, *, language: str | None, category: str | None, limit: int, filters: Any = None,
        deep: bool = False,
    ) -> Any: ...  # fmt: skip

    def related(self, article: str, language: str, limit: int) -> Any: ...


class Shell(Protocol):
    """The window around the pages."""

    def go(self, link: Link) -> None:
        """Brings the page to the front that shows such things, and lets it show this one."""

    def tell(self, text: str, undo: Callable[[], object] | None = None, *, action: str = "") -> None:
        """Says that something was done, for eight seconds; `undo` takes it back, or does what `action` says."""

    def announce(self, changes: Changed) -> None:
        """Lets every page know what differs."""

    def fail(self, failure: Failure) -> None:
        """Says that something could not be done, where no page says it better."""

    def use_language(self, language: str) -> None:
        """Speaks this language from now on; the pages are built anew."""

    def use_appearance(self, appearance: Appearance) -> None:
        """Looks like this from now on."""

    def sync_now(self) -> None:
        """Asks for a sync at once."""

    def open_help(self) -> None:
        """Shows all keys there are."""

    def sync_view(self) -> SyncView:
        """How the laptop stands with the company."""


@dataclass(frozen=True)
class Context:
    """Frozen: when the language changes, pages are built anew with another one. See `ui.pages` for what a page is.

    `text("Saved")` translates, `words.when(moment)` says times. `index` is None until the knowledge base was opened.
    `services` are what the entry offers beside: `attention(level)` and `fetch(attachment)` of the sync, and what
    Settings shows and does.
    """

    me: PersonItem
    words: Wording
    theme: Theme
    operation: Operation
    store: Store
    shell: Shell
    index: Searcher | None = None
    services: Mapping[str, Callable[..., object]] = field(default_factory=dict)

    @property
    def text(self) -> Catalogue:
        """The sentences of the interface."""
        return self.words.text

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self.text.language

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self.words.clock()

    def local(self, names: dict[str, str]) -> str:
        """A name the company wrote in several languages, in the reader's, else in any."""
        return names.get(self.language) or next(iter(names.values()), "")

    def read(
        self, query: Callable[[Any], Result], then: Callable[[Result], object], *, owner: QObject,
        latest: Hashable = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """`query(connection)` off the UI thread, then `then(rows)` on it, unless `owner` is gone by then.

        For instance `context.read(lambda c: requests.mine(c, me), self.show_rows, owner=self, latest="mine")`.
        """
        return self.operation.read(
            lambda: self.store.reader.read(query), then, doing="read", owner=owner, latest=latest, failed=failed
        )

    def run(
        self, command: Any, then: Callable[[Changed], object] | None = None, *, owner: QObject | None = None,
        instead_of: int | None = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """Saves a command; `then(changes)` is called once it is on the disk, after the pages were told what differs.

        `instead_of` is the draft it was written in. `failed` gets what the domain refused with (or a full disk), to say
        it in place; without it the window says it.
        """
        return self.write(
            lambda store: store.writer.run(command, owner, instead_of=instead_of), then, owner=owner, failed=failed
        )

    def write(
        self, work: Callable[[Store], Result], then: Callable[[Result], object] | None = None, *,
        owner: QObject | None = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """`work(store)` after all writes before it: drafts, markers, files, settings, a withdrawal.

        Where it returns `Changes`, every page is told of them before `then`.
        """

        def done(outcome: Result) -> None:
            if isinstance(outcome, Changed):
                self.shell.announce(outcome)
            if then is not None:
                then(outcome)

        return self.operation.write(lambda: work(self.store), done, doing="save", owner=owner, failed=failed)

    def search(
        self, text: str, then: Callable[[Any], object], *, owner: QObject, language: str | None = None,
        category: str | None = None, limit: int = 10, deep: bool = False,
    ) -> Run | None:  # fmt: skip
        """Asks the knowledge index; of several questions only the newest is answered. None while there is no index.

        `deep`: also for what means the same, when somebody has stopped typing.
        """
        index = self.index
        if index is None:
            return None
        return self.operation.read(
            lambda: index.search(text, language=language, category=category, limit=limit, deep=deep), then,
            doing="search", owner=owner, latest=("search", language),
        )  # fmt: skip

    def open(self, link: Link) -> None:
        """Goes there: the page that shows such things comes to the front."""
        self.shell.go(link)

    def toast(self, text: str, undo: Callable[[], object] | None = None, *, action: str = "") -> None:
        """Says that something was done, for eight seconds; `undo` takes it back, or does what `action` says."""
        self.shell.tell(text, undo, action=action)
