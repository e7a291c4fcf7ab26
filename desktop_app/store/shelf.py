"""What a person keeps of the knowledge base for themselves: what they read, where they left it, what they marked.

Local and never sent: what somebody reads is nobody else's business. Plain writes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import writing
from desktop_app.store.schema import bookmark, favourite, visit

MOST_VISITS = 500
"""Articles that are remembered as read; the oldest go."""
_CHANGED = Changes(local=frozenset({"shelf"}))
_VISITED = Changes(local=frozenset({"visit"}))


class Shelf:
    """Writes it; `queries.shelf` reads it."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine

    def opened(self, article: str, language: str, version: int, minor: int, now: datetime) -> Changes:
        """It is being read. Of one that was read before, edition and place stay until `left` says otherwise."""
        at = wire.microseconds(now)
        with writing(self._engine) as connection:
            mine = visit.update().where(visit.c.article == article)
            if not connection.execute(mine, {"at": at}).rowcount:
                row = {
                    "article": article, "language": language, "version": version, "minor": minor, "at": at,
                    "read_at": at, "anchor": "", "below": 0,
                }  # fmt: skip
                connection.execute(visit.insert(), row)
                newest = sa.select(visit.c.article).order_by(visit.c.at.desc()).limit(MOST_VISITS)
                connection.execute(visit.delete().where(visit.c.article.not_in(newest)))
        return _VISITED

    def left(
        self, article: str, language: str, version: int, minor: int, anchor: str, below: int, now: datetime
    ) -> Changes:
        """This edition was read, up to here. Changes nothing of an article whose visit was forgotten meanwhile."""
        row = {
            "language": language, "version": version, "minor": minor, "anchor": anchor, "below": below,
            "read_at": wire.microseconds(now),
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(visit.update().where(visit.c.article == article), row)
        return Changes()

    def forget_visits(self) -> Changes:
        """Clears the history, and the places with it."""
        with writing(self._engine) as connection:
            connection.execute(visit.delete())
        return _VISITED

    def set_favourite(self, article: str, wanted: bool, now: datetime) -> Changes:
        """Puts an article among the favourites, or takes it out."""
        with writing(self._engine) as connection:
            if wanted:
                _put(connection, favourite, {"article": article, "at": wire.microseconds(now)})
            else:
                connection.execute(favourite.delete().where(favourite.c.article == article))
        return _CHANGED

    def add_bookmark(self, article: str, language: str, anchor: str, now: datetime) -> Changes:
        """Keeps a place. Not what it is called: that goes with the article from who may no longer see it."""
        row = {"article": article, "language": language, "anchor": anchor, "at": wire.microseconds(now)}
        with writing(self._engine) as connection:
            _put(connection, bookmark, row)
        return _CHANGED

    def remove_bookmark(self, article: str, language: str, anchor: str) -> Changes:
        """Lets go of a place."""
        mine = (bookmark.c.article == article) & (bookmark.c.language == language) & (bookmark.c.anchor == anchor)
        with writing(self._engine) as connection:
            connection.execute(bookmark.delete().where(mine))
        return _CHANGED


def _put(connection: sa.Connection, table: sa.Table, row: Mapping[str, Any]) -> None:
    connection.execute(table.insert().prefix_with("OR REPLACE"), dict(row))
