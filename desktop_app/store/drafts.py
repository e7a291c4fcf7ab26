"""Words that are not a command yet: what is being written, and what a refused command said. Plain local writes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import Reader, writing
from desktop_app.store.schema import draft


@dataclass(frozen=True)
class Draft:
    """Words kept on this laptop.

    `kind` "request": `about` is the form's key, `body` {"form", "version", "subject", "answers"}. "reply": `about` is
    the request's id, `body` {"text", "internal", "take", "files"}. "rating": likewise, `body` {"stars", "text"}.
    "manuscript": `about` is language and article, `id/leave/annual`, `body` what `SaveManuscript` says. "note":
    what was said in passing about an article, likewise, or about nothing.
    `refused` is the id of the refused command they come from, None for what the person is writing.
    """

    no: int
    kind: str
    about: str
    body: Mapping[str, Any]
    at: datetime
    refused: str | None


class Drafts:
    """Keeps drafts. One a (kind, about) is being written; refused words lie beside it until sent or deleted."""

    def __init__(self, engine: sa.Engine, reader: Reader):
        self._engine, self._reader = engine, reader

    def save(self, kind: str, about: str, body: Mapping[str, Any], now: datetime, *, no: int | None = None) -> Draft:
        """Keeps what is being written. `no` is the draft that is continued: refused words taken up again become it."""
        row = {"body": json.dumps(dict(body), ensure_ascii=False), "at": wire.microseconds(now), "refused": None}
        with writing(self._engine) as connection:
            current = _find(connection, kind, about, refused=False)
            kept = no if current is None else current.no
            if kept is None or not connection.execute(draft.update().where(draft.c.no == kept), row).rowcount:
                added = connection.execute(draft.insert(), {"kind": kind, "about": about, **row})
                kept = int(added.lastrowid)
        return Draft(kept, kind, about, dict(body), now, None)

    def get(self, kind: str, about: str) -> Draft | None:
        """What is being written; where nothing is, the newest refused words."""
        return self._reader.read(
            lambda c: _find(c, kind, about, refused=False) or _find(c, kind, about, refused=True)
        )  # fmt: skip

    def list(self) -> tuple[Draft, ...]:
        """All drafts, the newest first."""
        wanted = sa.select(draft).order_by(draft.c.at.desc(), draft.c.no.desc())
        return self._reader.read(lambda c: tuple(_draft(row) for row in c.execute(wanted)))

    def delete(self, no: int, initiator: object = None) -> Changes:
        """Forgets one draft. `Writer.run(..., instead_of=no)` does it in the transaction that saves the command."""
        with writing(self._engine) as connection:
            gone = connection.execute(draft.delete().where(draft.c.no == no)).rowcount
            return Changes(local=frozenset({"draft"} if gone else ()), initiator=initiator)


def _find(connection: sa.Connection, kind: str, about: str, *, refused: bool) -> Draft | None:
    wanted = sa.select(draft).where(draft.c.kind == kind, draft.c.about == about)
    wanted = wanted.where(draft.c.refused.is_not(None) if refused else draft.c.refused.is_(None))
    row = connection.execute(wanted.order_by(draft.c.no.desc()).limit(1)).first()
    return None if row is None else _draft(row)


def _draft(row: sa.Row[Any]) -> Draft:
    return Draft(row.no, row.kind, row.about, json.loads(row.body), wire.moment(row.at), row.refused)
