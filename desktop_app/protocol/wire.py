"""How commands and replies are written between laptop and database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.protocol.streams import EPOCH, Stream, Values

ENVELOPE = frozenset(own.name for own in fields(Command))
BATCH = 100  # commands a call, as the database takes at most
BATCH_BYTES = 1_000_000


def body(command: Command) -> str:
    """The command's own fields as JSON text: written once, sent and hashed as it is."""
    own = {f.name: getattr(command, f.name) for f in fields(command) if f.name not in ENVELOPE}
    return json.dumps(own, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def moment(microseconds: int) -> datetime:
    """Whole microseconds since 1970 as an aware time, UTC."""
    return EPOCH + microseconds * EPOCH.resolution


def microseconds(at: datetime) -> int:
    """An aware time as whole microseconds since 1970."""
    return (at - EPOCH) // EPOCH.resolution


@dataclass(frozen=True)
class Ask:
    """The arguments of one call: who asks, where their checkpoint stands, what they send.

    `full`: streams of which all rows are wanted, page by page; `after`: where the last page ended, in the database's
    words. `commands`: [no, kind, id, at (microseconds), body] each, in order of number.
    """

    device: str
    schema: int
    cursor: str | None
    scopes: tuple[str, ...]
    full: tuple[str, ...]
    after: tuple[Any, ...] | None
    commands: tuple[tuple[int, str, str, int, str], ...]
    incarnation: str | None = None

    @property
    def asked(self) -> str:
        """What goes with every call: schema, standing, cursor and device, by spaces."""
        return f"{self.schema} {standing(self.incarnation, self.scopes)} {self.cursor or '-'} {self.device}"

    def more(self, *, scopes: bool) -> str | None:
        """What else there is, as JSON; None when there is nothing. `scopes`: those held are told, too."""
        told: dict[str, Any] = {
            "scopes": self.scopes if scopes else None, "full": self.full or None, "after": self.after,
            "commands": self.commands or None,
        }  # fmt: skip
        said = {name: value for name, value in told.items() if value is not None}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":")) if said else None


def standing(incarnation: str | None, scopes: Iterable[str]) -> str:
    """What laptop and database have in common, in eight letters: `portal.standing` in sync.sql says the same."""
    held = " ".join([incarnation or "", *sorted(scopes)])
    return hashlib.sha256(held.encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Outcome:
    """What became of a command. `code` is None when it was applied; `data` explains a refusal (`by`, `at`, `field`)."""

    no: int
    code: str | None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """A whole answer of the database to who stood at `since` and `after`.

    `next` is where the following page begins; None: that was the last. `paged`: the streams that are pulled whole.
    The cursor of the first page counts once the last one is in. Rows are as they lie in SQLite, by stream; `gone` are
    keys.
    """

    since: str | None
    after: tuple[Any, ...] | None
    cursor: str
    incarnation: str
    scopes: frozenset[str]
    outcomes: tuple[Outcome, ...] = ()
    paged: frozenset[str] = frozenset()
    next: tuple[Any, ...] | None = None
    rows: Mapping[str, tuple[Values, ...]] = field(default_factory=dict)
    gone: Mapping[str, tuple[Values, ...]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether the laptop then has all that was new: no page of a full pull, and none to come."""
        return not self.paged and self.next is None

    @classmethod
    def read(cls, raw: Mapping[str, Any], ask: Ask, streams: Mapping[str, Stream]) -> Reply:
        """A reply as it came over the wire: what is as in the ask is not in it.

        Rows are arrays under column names sent once. Streams and columns this version does not know are dropped,
        columns that did not come take their default (I9).
        """
        rows: dict[str, tuple[Values, ...]] = {}
        for name, columns, sent in raw.get("rows", ()):
            if name in streams:
                came = tuple(streams[name].from_wire(columns, row) for row in sent)
                rows[name] = rows.get(name, ()) + came
        gone = {
            name: tuple(tuple(key) for key in keys) for name, keys in raw.get("gone", {}).items() if name in streams
        }
        outcomes = tuple(
            Outcome(no, None)
            if said is None
            else Outcome(no, said["code"], {name: told for name, told in said.items() if name != "code"})
            for no, said in raw.get("outcomes", ())
        )
        return cls(
            since=ask.cursor, after=ask.after, cursor=raw.get("cursor", ask.cursor),
            incarnation=raw.get("incarnation", ask.incarnation), scopes=frozenset(raw.get("scopes", ask.scopes)),
            outcomes=outcomes, paged=frozenset(raw.get("paged", ())), next=_tuple(raw.get("next")), rows=rows,
            gone=gone,
        )  # fmt: skip


def _tuple(value: list[Any] | None) -> tuple[Any, ...] | None:
    return None if value is None else tuple(value)
