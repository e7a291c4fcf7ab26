"""What is to be told next of what this laptop counted without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.store.schema import tallies

GAP, VISIT = "gap", "visit"
"""How the keys of the two kinds begin."""


@dataclass(frozen=True)
class Count:
    """One counter as it is told: `key` is what is forgotten when it arrived, `said` all that leaves."""

    key: str
    said: str


def next_count(connection: sa.Connection, now: datetime, *, words: bool) -> Count | None:
    """What is to be told now, if anything. `words`: words that found nothing may be told, too."""
    moment = wire.microseconds(now)
    wanted = sa.select(tallies.c.key, tallies.c.said).where(tallies.c.said.is_not(None), tallies.c.due <= moment)
    if not words:
        wanted = wanted.where(sa.not_(tallies.c.key.startswith(f"{GAP}:")))
    row = connection.execute(wanted.order_by(tallies.c.due).limit(1)).first()
    return None if row is None else Count(row.key, row.said)
