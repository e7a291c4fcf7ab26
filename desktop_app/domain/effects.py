"""What a command does to the rows a laptop holds: puts and deletes, said by pure functions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

R = TypeVar("R")


@dataclass(frozen=True)
class Put:
    """The row takes the place of the one with the same key, or is new."""

    row: Any


@dataclass(frozen=True)
class Delete:
    """The row of this type with this key is gone."""

    of: type[Any]
    key: tuple[Any, ...]


Effects = Sequence[Put | Delete]


@dataclass
class Refused(Exception):
    """The command is not allowed now.

    `code` is one word that both sides know (`docs/glossary.md` lists them); `data` is what explains it (who was
    faster, which field). The sentence for a person is made at the edge.
    """

    code: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.code


class Rows(Protocol):
    """What `effects` may read: rows of the streams, by key or by equal columns. Nothing else, no clock, no order."""

    def get(self, of: type[R], *key: Any) -> R | None: ...
    def where(self, of: type[R], **equal: Any) -> list[R]: ...


@dataclass(frozen=True, kw_only=True)
class Command:
    """A wish of a person, immutable once it was sent.

    `id` is a UUIDv7 in text, `at` the device's time (aware, UTC; shown, never trusted). The number on the device is
    given by the writer in the transaction that saves it.
    """

    id: str
    person: str
    at: datetime

    def effects(self, rows: Rows) -> Effects:
        """What this does to `rows`. Raises `Refused`."""
        raise NotImplementedError

    def words(self) -> str:
        """The person's own words in it, kept when it is refused."""
        return ""

    def about(self) -> str | None:
        """The request it belongs to: what hangs on a withdrawn or refused submission is found by it."""
        return None


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Command):
    """Takes the number of a command its person took back before it was sent: a missing number would jam the laptop."""

    def effects(self, rows: Rows) -> Effects:
        return []
