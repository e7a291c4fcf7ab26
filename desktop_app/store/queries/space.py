"""How much of what lies in the laptop's database, in rows and bytes."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from desktop_app.protocol.streams import STREAMS
from desktop_app.store.schema import REPLICA, file_chunk


@dataclass(frozen=True)
class Space:
    """`articles` counts one that is there in two languages once. `file_bytes` are part of the database too."""

    articles: int
    requests: int
    file_bytes: int


def space(connection: sa.Connection) -> Space:
    """What the laptop holds."""
    article, request = REPLICA["article"], REPLICA["request"]
    return Space(
        articles=connection.scalar(sa.select(sa.func.count(sa.distinct(article.c.id)))) or 0,
        requests=connection.scalar(sa.select(sa.func.count()).select_from(request)) or 0,
        file_bytes=connection.scalar(sa.select(sa.func.sum(sa.func.length(file_chunk.c.bytes)))) or 0,
    )


def rows_held(connection: sa.Connection) -> dict[str, int]:
    """How many rows of each stream are here."""
    return {
        stream.name: connection.scalar(sa.select(sa.func.count()).select_from(REPLICA[stream.name])) or 0
        for stream in STREAMS
    }
