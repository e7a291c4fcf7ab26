"""How commands and replies are written between laptop and database."""

from __future__ import annotations

import json
from collections.abc import Mapping
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

    `full`: streams of which all rows are wanted, page by page; `after`: where the last page ended ([stream, *key]).
    `commands`: [no, kind, id, at (microseconds), body] each, in order of number.
    """

    device: str
    schema: int
    cursor: str | None
    scopes: tuple[str, ...]
    full: tuple[str, ...]
    after: tuple[Any, ...] | None
    commands: tuple[tuple[int, str, str, int, str], ...]


@dataclass(frozen=True)
class Outcome:
    """What became of a command. `code` is None when it was applied; `data` explains a refusal (`by`, `at`, `field`)."""

    no: int
    code: str | None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """A whole answer of the database to who stood at `since` and `after`.

    `paged`: the streams that came page by page, with `next` where the following page begins (None: that was the last).
    While a full pull is under way nothing else comes; the cursor of the first page counts once the last one is in.
    Rows are as they lie in SQLite, by stream; `gone` are keys.
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

    @classmethod
    def read(cls, text: str, streams: Mapping[str, Stream]) -> Reply:
        """A reply as it came over the wire: JSON with rows as arrays under column names sent once a stream.

        Streams and columns this version does not know are dropped, columns that did not come take their default (I9).
        """
        raw = json.loads(text)
        rows = {
            name: tuple(streams[name].from_wire(sent["columns"], row) for row in sent["rows"])
            for name, sent in raw["rows"].items()
            if name in streams
        }
        gone = {name: tuple(tuple(key) for key in keys) for name, keys in raw["gone"].items() if name in streams}
        outcomes = tuple(
            Outcome(no, None)
            if said is None
            else Outcome(no, said["code"], {name: told for name, told in said.items() if name != "code"})
            for no, said in raw["outcomes"]
        )
        return cls(
            since=raw["since"], after=_tuple(raw["after"]), cursor=raw["cursor"], incarnation=raw["incarnation"],
            scopes=frozenset(raw["scopes"]), outcomes=outcomes, paged=frozenset(raw["paged"]), next=_tuple(raw["next"]),
            rows=rows, gone=gone,
        )


def _tuple(value: list[Any] | None) -> tuple[Any, ...] | None:
    return None if value is None else tuple(value)
