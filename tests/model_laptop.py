"""A laptop as the promise says it (I4): a checkpoint, and the pending commands replayed on it each time anew."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.effects import Command, Delete, Effects, Refused
from desktop_app.protocol.streams import BY_ROW, STREAMS, Values
from desktop_app.protocol.wire import Reply

Rows = dict[str, dict[Values, Values]]


class View:
    """`Rows` of the domain over dictionaries."""

    def __init__(self, rows: Rows) -> None:
        self.rows = {name: dict(held) for name, held in rows.items()}

    def get(self, of: type[Any], *key: Any) -> Any:
        stream = BY_ROW[of]
        values = self.rows[stream.name].get(key)
        return None if values is None else stream.decode(values)

    def where(self, of: type[Any], **equal: Any) -> list[Any]:
        stream = BY_ROW[of]
        found = (stream.decode(values) for values in self.rows[stream.name].values())
        return [row for row in found if all(getattr(row, name) == value for name, value in equal.items())]

    def apply(self, effects: Effects) -> None:
        for effect in effects:
            if isinstance(effect, Delete):
                self.rows[BY_ROW[effect.of].name].pop(effect.key, None)
            else:
                stream = BY_ROW[type(effect.row)]
                values = stream.encode(effect.row)
                self.rows[stream.name][stream.key_of(values)] = values


class Model:
    """A laptop as the promises say it."""

    def __init__(self) -> None:
        self.base: Rows = {stream.name: {} for stream in STREAMS}
        self.pending: dict[int, Command] = {}
        self.sent: set[int] = set()
        self.refused: list[tuple[int, str]] = []
        self.cursor: str | None = None
        self.after: Values | None = None
        self.full = {stream.name for stream in STREAMS}
        self._first: str | None = None
        self._held: frozenset[str] = frozenset()

    def absorb(self, reply: Reply) -> bool:
        """Takes a reply; False when it was not asked from here."""
        if (self._first or self.cursor, self.after) != (reply.since, reply.after):
            return False
        if not (reply.paged <= self.full if reply.paged else self.cursor is not None):
            return False
        for outcome in reply.outcomes if reply.next is None else ():
            if self.pending.pop(outcome.no, None) is not None and outcome.code:
                self.refused.append((outcome.no, outcome.code))
        for stream in STREAMS:
            rows = self.base[stream.name]
            for key in reply.gone.get(stream.name, ()):
                rows.pop(key, None)
            for row in reply.rows.get(stream.name, ()):
                rows[stream.key_of(row)] = row
        if reply.paged:
            self._page(reply)
        elif reply.next is not None:
            self._stretch(reply)
        else:
            self.cursor, self.after, self._first = self._first or reply.cursor, None, None
            for stream in STREAMS:
                held = self.base[stream.name].items()
                self.base[stream.name] = {key: row for key, row in held if stream.seen(row, reply.scopes)}
        return True

    def _page(self, reply: Reply) -> None:
        self._begin(reply)
        self.after = reply.next
        if reply.next is None:
            self.full -= reply.paged
            self.cursor = self.cursor or self._first
            self._first = None

    def _stretch(self, reply: Reply) -> None:
        if self._first and self._held - reply.scopes:  # all of it anew: what left that scope was perhaps not told
            self.after = self._first = None
            return
        self._begin(reply)
        self.after = reply.next

    def _begin(self, reply: Reply) -> None:
        if self._first is None:
            self._first, self._held = reply.cursor, reply.scopes

    def now(self) -> Rows:
        view = View(self.base)
        for _, command in sorted(self.pending.items()):
            try:
                effects = command.effects(view)
            except Refused:
                continue
            view.apply(effects)
        return view.rows
