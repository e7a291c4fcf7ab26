"""The streams: each table a laptop pulls, declared once. Everything else about it is read off here.

The laptop's table, the apply of a pull, `Changes`, what may still be seen, the index feed; the server's pull and the
tombstone of a row that leaves an audience.
"""

from __future__ import annotations

import hashlib
import json
import types
from collections.abc import Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, get_args, get_origin, get_type_hints

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.feedback.rows import Poll, SigningKey, Tally, Ticket
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import (
    Acknowledgement,
    Article,
    Edition,
    GlossaryRow,
    Manuscript,
    Picture,
    Readership,
    Rule,
    Upkeep,
)
from desktop_app.domain.people.rows import Calendar, Membership, Person, Site, Team
from desktop_app.domain.requests.rows import Attachment, Event, Message, Rating, Request, Retention, Transition

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Values = tuple[Any, ...]


@dataclass(frozen=True)
class Column:
    """One column: its kind is `str`, `int`, `bool`, `dict`, `list` or `datetime` (microseconds since 1970, UTC)."""

    name: str
    kind: type
    optional: bool
    default: Any

    def encode(self, value: Any) -> Any:
        """As it lies in SQLite and in the shadow."""
        if value is None:
            return None
        if self.kind in (dict, list):
            return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        if self.kind is datetime:
            return (value - EPOCH) // EPOCH.resolution
        return int(value) if self.kind is bool else value

    def decode(self, value: Any) -> Any:
        """The value of the row type again."""
        if value is None:
            return None
        if self.kind in (dict, list):
            return json.loads(value)
        if self.kind is datetime:
            return EPOCH + value * EPOCH.resolution
        return bool(value) if self.kind is bool else value

    def from_wire(self, value: Any) -> Any:
        """A value of a reply (JSON) as it lies in SQLite."""
        if value is None:
            return None
        return self.encode(value) if self.kind in (dict, list, bool) else value

    @property
    def spare(self) -> Any:
        """What stands here when a row comes without this column, as it lies in SQLite."""
        return self.encode(self.default)


@dataclass(frozen=True)
class Stream:
    """A pulled table.

    `audience`: (column, kind of scope it names) pairs; a row is seen by who holds one of them, none = by all.
    `given`: columns only the database fills; effects leave them None. `searchable`: a change feeds the index.
    `indexed`: columns that lists and effects ask for by equality, an index each on the laptop.
    """

    name: str
    row: type
    key: tuple[str, ...]
    audience: tuple[tuple[str, str], ...] = ()
    searchable: bool = False
    given: tuple[str, ...] = ()
    indexed: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        hints = get_type_hints(self.row)
        return tuple(_column(field, hints[field.name]) for field in fields(self.row))

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @cached_property
    def key_at(self) -> tuple[int, ...]:
        return tuple(self.names.index(name) for name in self.key)

    @cached_property
    def hash(self) -> str:
        """Changes when the laptop's table must be made anew."""
        shape = [(c.name, c.kind.__name__, c.optional) for c in self.columns]
        return hashlib.sha256(repr((shape, self.key, self.indexed)).encode()).hexdigest()[:16]

    def encode(self, row: Any) -> Values:
        return tuple(column.encode(getattr(row, column.name)) for column in self.columns)

    def decode(self, values: Sequence[Any]) -> Any:
        return self.row(*(column.decode(value) for column, value in zip(self.columns, values, strict=True)))

    def key_of(self, values: Sequence[Any]) -> Values:
        return tuple(values[at] for at in self.key_at)

    def named(self, values: Sequence[Any]) -> dict[str, Any]:
        """The row by column name: how the shadow and the tests keep it, so that it survives another schema."""
        return dict(zip(self.names, values, strict=True))

    def from_named(self, named: dict[str, Any]) -> Values:
        """The row again; what is unknown is dropped, what is missing takes its default."""
        return tuple(named.get(column.name, column.spare) for column in self.columns)

    def from_wire(self, columns: Sequence[str], row: Sequence[Any]) -> Values:
        """A row of a reply: by the names it came under, unknown ones dropped, missing ones at their default (I9)."""
        sent = dict(zip(columns, row, strict=True))
        return tuple(c.from_wire(sent[c.name]) if c.name in sent else c.spare for c in self.columns)

    def scopes_of(self, values: Sequence[Any]) -> list[str]:
        """The scopes this row is seen by; `all` when it has no audience."""
        if not self.audience:
            return ["all"]
        at = self.named(values)
        return [scope(kind, at[name]) for name, kind in self.audience if at[name] is not None]

    def seen(self, values: Sequence[Any], scopes: frozenset[str] | set[str]) -> bool:
        """Whether who holds these scopes may see the row."""
        return not self.audience or any(named in scopes for named in self.scopes_of(values))

    def without_given(self, values: Sequence[Any]) -> Values:
        """The row as a command's effects can know it."""
        return tuple(None if c.name in self.given else v for c, v in zip(self.columns, values, strict=True))


def scope(kind: str, value: str) -> str:
    """`person` and `ani` → `person:ani`; the kind `scope` is a column that holds a whole scope."""
    return value if kind == "scope" else f"{kind}:{value}"


def _column(field: Any, hint: Any) -> Column:
    optional = isinstance(hint, types.UnionType)
    kind = next(part for part in get_args(hint) if part is not type(None)) if optional else hint
    kind = get_origin(kind) or kind
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    return Column(field.name, kind, optional, None if default is MISSING else default)


OF_ARTICLE = (("audience", "scope"), ("owner", "team"))
OF_REQUEST = (("requester", "person"), ("team", "team"))

STREAMS: tuple[Stream, ...] = (
    Stream("site", Site, ("id",)),
    Stream("calendar", Calendar, ("id", "version")),
    Stream("team", Team, ("id",)),
    Stream("person", Person, ("login",), indexed=("team",)),
    Stream("membership", Membership, ("person", "team"), indexed=("team",)),
    Stream("transition", Transition, ("state", "command", "guard"), indexed=("state",)),
    Stream("form", Form, ("form", "version")),
    Stream("glossary", GlossaryRow, ("name",)),
    Stream("retention", Retention, ("team", "form")),
    Stream("article", Article, ("id", "language"), OF_ARTICLE, searchable=True, given=("published",)),
    Stream("edition", Edition, ("article", "language", "version", "minor"), OF_ARTICLE, given=("published",)),
    Stream("manuscript", Manuscript, ("article", "language"), (("owner", "team"),), given=("saved",)),
    Stream("picture", Picture, ("id", "article"), OF_ARTICLE, indexed=("article",)),
    Stream(
        "acknowledgement",
        Acknowledgement,
        ("article", "language", "version", "person"),
        (("person", "person"), ("team", "team"), ("overseer", "team")),
        indexed=("person",),
    ),
    Stream(
        "acknowledgement_rule",
        Rule,
        ("article",),
        (("readers", "scope"), ("owner", "team"), ("overseer", "team")),
        given=("reminded",),
    ),
    Stream("upkeep", Upkeep, ("id",), (("team", "team"),)),
    Stream("readership", Readership, ("article",), (("team", "team"),)),
    Stream(
        "request",
        Request,
        ("id",),
        OF_REQUEST,
        given=("number", "received", "assigned", "resolved", "calendar"),
        indexed=("requester", "team", "number"),
    ),
    Stream("message", Message, ("id",), OF_REQUEST, given=("received",), indexed=("request",)),
    Stream("event", Event, ("id",), OF_REQUEST, given=("received",), indexed=("request",)),
    Stream("attachment", Attachment, ("id",), OF_REQUEST, given=("complete", "lost"), indexed=("request", "sha256")),
    Stream("rating", Rating, ("request",), (("person", "person"), ("team", "team"))),
    Stream(
        "task",
        Task,
        ("id",),
        (("owner", "person"), ("person", "person"), ("buddy", "person")),
        given=("done",),
        indexed=("person", "owner", "buddy"),
    ),
    Stream("signing_key", SigningKey, ("id",)),
    Stream("poll", Poll, ("id",), (("audience", "scope"),), indexed=("about",)),
    Stream("ticket", Ticket, ("person", "poll"), (("person", "person"),)),
    Stream("tally", Tally, ("poll",), (("team", "team"),), indexed=("about",)),
)
BY_NAME = {stream.name: stream for stream in STREAMS}
BY_ROW: dict[type, Stream] = {stream.row: stream for stream in STREAMS}
