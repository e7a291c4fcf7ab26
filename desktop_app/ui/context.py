"""What a page is given, and all it knows: who reads, in which language, and the ways to read, save, go and tell."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject

from desktop_app.catalogue import Catalogue
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.links import Link
from desktop_app.ui.operation import Failure, Operation, Run
from desktop_app.ui.theme import Theme
from desktop_app.wording import Wording

Result = TypeVar("Result")


class Changed(Protocol):
    """What differs after a write: `desktop_app.protocol.changes.Changes`."""

    @property
    def rows(self) -> frozenset[tuple[str, tuple[Any, ...]]]: ...
    @property
    def kinds(self) -> frozenset[str]: ...
    @property
    def initiator(self) -> object: ...


class Reader(Protocol):
    """Reads from the laptop's database, on a connection of its own. Called off the UI thread."""

    def read(self, query: Callable[[Any], Result]) -> Result: ...


class Saver(Protocol):
    """Writes to the laptop's database. Called off the UI thread, one call after the other."""

    def run(self, command: Any, initiator: object = None) -> Changed:
        """Saves a command; it is on the disk when this returns. Raises what the domain refuses with."""

    def local(self, write: Callable[[Any], Result]) -> tuple[Result, Changed]:
        """Writes plain local tables (drafts, settings, read markers, attachment bytes) in one transaction."""


class Searcher(Protocol):
    """The knowledge index. Called off the UI thread."""

    def search(
        self, text: str, *, language: str | None = None, category: str | None = None, limit: int = 10
    ) -> Any: ...


@dataclass(frozen=True)
class Context:
    """Frozen: when the language changes, pages are built anew with another one. See `ui.pages` for what a page is.

    `text("Saved")` translates, `words.when(moment)` says times. `index` is None until the knowledge base was opened.
    """

    me: PersonItem
    theme: Theme
    words: Wording
    operation: Operation
    reader: Reader
    saver: Saver
    go: Callable[[Link], None]
    tell: Callable[..., None]
    announce: Callable[[Changed], None]
    index: Searcher | None = None
    files: Path | None = None
    services: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> Catalogue:
        """The sentences of the interface."""
        return self.words.text

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return self.words.clock()

    @property
    def language(self) -> str:
        """The language of the interface."""
        return self.text.language

    def local(self, names: dict[str, str]) -> str:
        """A name the company wrote in several languages, in the reader's, else in any."""
        return names.get(self.language) or next(iter(names.values()), "")

    def read(
        self, query: Callable[[Any], Result], then: Callable[[Result], object], *, owner: QObject,
        latest: Hashable = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """`query(connection)` off the UI thread, then `then(rows)` on it, unless `owner` is gone by then.

        A query of `store.queries` with its arguments: `context.read(partial(requests.list_mine, login=me), self.show)`.
        """
        return self.operation.read(
            lambda: self.reader.read(query), then, doing="read", owner=owner, latest=latest, failed=failed
        )

    def run(
        self, command: Any, then: Callable[[Changed], object] | None = None, *, owner: QObject | None = None,
        failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """Saves a command; `then(changes)` is called once it is saved, after the pages were told what differs.

        `failed` gets what the domain refused with (or a full disk), to say it in place; without it the window does.
        """

        def saved(changes: Changed) -> None:
            self.announce(changes)
            if then is not None:
                then(changes)

        return self.operation.write(
            lambda: self.saver.run(command, owner), saved, doing="save", owner=owner, failed=failed
        )

    def keep(
        self, write: Callable[[Any], Result], then: Callable[[Result], object] | None = None, *,
        owner: QObject | None = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """Writes what only this laptop keeps (a draft, a read marker): `write(connection)` in one transaction."""

        def kept(outcome: tuple[Result, Changed]) -> None:
            self.announce(outcome[1])
            if then is not None:
                then(outcome[0])

        return self.operation.write(lambda: self.saver.local(write), kept, doing="keep", owner=owner, failed=failed)

    def search(
        self, text: str, then: Callable[[Any], object], *, owner: QObject, language: str | None = None,
        category: str | None = None, limit: int = 10,
    ) -> Run | None:  # fmt: skip
        """Asks the knowledge index; of several questions only the newest is answered. None while there is no index."""
        index = self.index
        if index is None:
            return None
        return self.operation.read(
            lambda: index.search(text, language=language, category=category, limit=limit), then,
            doing="search", owner=owner, latest=("search", language),
        )  # fmt: skip

    def open(self, link: Link) -> None:
        """Goes there: the page that shows such things comes to the front."""
        self.go(link)

    def toast(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Says that something was done, for eight seconds; `undo` takes it back."""
        self.tell(text, undo)
