"""What this person has read on this laptop. Local: as commands they would flood outbox, chain and quota."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import writing
from desktop_app.store.schema import REPLICA, read_marker

_MESSAGE = REPLICA["message"]


class Markers:
    """Marks messages as read: a plain local write."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine

    def mark_read(self, request: str, initiator: object = None) -> Changes:
        """All messages of this request that are here have been read."""
        known = sa.select(read_marker.c.message)
        new = sa.select(_MESSAGE.c.id).where(_MESSAGE.c.request == request, _MESSAGE.c.id.not_in(known))
        with writing(self._engine) as connection:
            added = connection.execute(read_marker.insert().from_select(["message"], new)).rowcount
            return Changes(local=frozenset({"read_marker"} if added else ()), initiator=initiator)
