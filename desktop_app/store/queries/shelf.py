"""What a person read, where they left it, and what they keep at hand of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.store.schema import bookmark, favourite, visit


@dataclass(frozen=True)
class Visit:
    """An article as it was read last: which edition, when, and where it was left. `at` is when it was opened last.

    `below` is in pixels at a text size of 100 %, under the heading of `anchor`, or from the top where that is empty.
    """

    article: str
    language: str
    version: int
    minor: int
    at: datetime
    read_at: datetime
    anchor: str
    below: int


@dataclass(frozen=True)
class Bookmark:
    """A place in an article, by the anchor of its heading; an empty one is the top."""

    article: str
    language: str
    anchor: str


def last_visit(connection: sa.Connection, article: str) -> Visit | None:
    """How it was read last; None where it was not, or the history was cleared since."""
    row = connection.execute(sa.select(visit).where(visit.c.article == article)).first()
    return None if row is None else _visit(row)


def visits(connection: sa.Connection, most: int) -> list[Visit]:
    """What was read, the newest first."""
    return [_visit(row) for row in connection.execute(sa.select(visit).order_by(visit.c.at.desc()).limit(most))]


def favourites(connection: sa.Connection) -> list[str]:
    """The articles kept as favourites, the newest first."""
    return list(connection.scalars(sa.select(favourite.c.article).order_by(favourite.c.at.desc(), favourite.c.article)))


def bookmarks(connection: sa.Connection, article: str | None = None) -> list[Bookmark]:
    """All places that were kept, or those in one article; the newest first."""
    wanted = sa.select(bookmark).order_by(bookmark.c.at.desc(), bookmark.c.article, bookmark.c.anchor)
    if article is not None:
        wanted = wanted.where(bookmark.c.article == article)
    return [Bookmark(row.article, row.language, row.anchor) for row in connection.execute(wanted)]


def _visit(row: sa.Row[tuple[object, ...]]) -> Visit:
    at, read_at = wire.moment(row.at), wire.moment(row.read_at)
    return Visit(row.article, row.language, row.version, row.minor, at, read_at, row.anchor, row.below)
