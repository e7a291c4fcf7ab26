"""What the index has still to take in: written with the rows themselves, so that nothing is forgotten in a crash."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.store.connections import Reader, writing
from desktop_app.store.schema import feed


@dataclass(frozen=True)
class Fed:
    """A row of a searchable stream that changed or is gone; a later change of the same row is another entry."""

    no: int
    stream: str
    key: tuple[Any, ...]


class Feed:
    """The changes of searchable rows, in order, until the index has them."""

    def __init__(self, engine: sa.Engine, reader: Reader):
        self._engine, self._reader = engine, reader

    def take(self, limit: int) -> list[Fed]:
        """The oldest of them; they stay until `done`."""
        wanted = sa.select(feed).order_by(feed.c.no).limit(limit)
        return self._reader.read(
            lambda c: [Fed(row.no, row.stream, tuple(json.loads(row.key))) for row in c.execute(wanted)]
        )  # fmt: skip

    def done(self, taken: Collection[Fed]) -> None:
        """The index has these. What changed since it was taken stays, under its new number."""
        with writing(self._engine) as connection:
            connection.execute(feed.delete().where(feed.c.no.in_([entry.no for entry in taken])))
