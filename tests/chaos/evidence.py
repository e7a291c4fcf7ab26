"""What is there in the end: in the database, read by its superuser, and on each laptop, read from its tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.protocol.streams import BY_NAME
from desktop_app.store import schema
from desktop_app.store.engine import Store
from desktop_app.store.work import every_row
from tests.model_laptop import Rows
from tests.world import World


@dataclass(frozen=True)
class Recorded:
    """One command as the database keeps it."""

    device: str
    no: int
    id: str
    kind: str
    person: str
    body: str
    code: str | None
    received: int
    request: str | None


@dataclass(frozen=True)
class Database:
    """All that the checker asks of the database."""

    events: dict[str, list[Recorded]]
    messages: dict[str, str]
    requests: dict[str, str | None]
    broken: list[str]

    @classmethod
    def of(cls, world: World) -> Database:
        """As it stands now."""
        found = world.admin.execute(
            "select device, no, id, kind, person, body, outcome ->> 'code', received, request"
            " from portal.event order by device, no"
        ).fetchall()
        events: dict[str, list[Recorded]] = {}
        for row in found:
            events.setdefault(row[0], []).append(Recorded(*row))
        messages: dict[str, str] = dict(world.admin.execute("select id, text from portal.message").fetchall())
        requests: dict[str, str | None] = dict(world.admin.execute("select id, number from portal.request").fetchall())
        links = world.admin.execute("select device, no, what from portal.broken_links()").fetchall()
        return cls(events, messages, requests, [f"{device} {no}: {what}" for device, no, what in links])


@dataclass(frozen=True)
class Told:
    """A notice of a refusal: which command, why, and whose words were kept."""

    command: str
    code: str
    words: str
    draft: bool


@dataclass(frozen=True)
class Replica:
    """All that the checker asks of a laptop."""

    person: str
    device: str
    rows: Rows
    pending: list[int]
    shadow: int
    told: list[Told]

    @classmethod
    def of(cls, store: Store) -> Replica:
        """As it stands now; one read sees one moment."""
        return store.reader.read(lambda connection: _read(connection, store))

    @property
    def numbers(self) -> dict[str, str]:
        """The official numbers that it shows."""
        at = BY_NAME["request"].names.index("number")
        return {key[0]: row[at] for key, row in self.rows["request"].items() if row[at] is not None}


def _read(connection: sa.Connection, store: Store) -> Replica:
    rows = {name: {BY_NAME[name].key_of(row): row for row in found} for name, found in every_row(connection).items()}
    outbox, notice, draft = schema.outbox, schema.notice, schema.draft
    pending = connection.scalars(sa.select(outbox.c.no).where(outbox.c.outcome.is_(None)).order_by(outbox.c.no))
    drafts = set(connection.scalars(sa.select(draft.c.refused).where(draft.c.refused.is_not(None))))
    told = connection.execute(
        sa.select(notice.c.command, notice.c.data, notice.c.words).where(notice.c.kind == "refused")
    )
    return Replica(
        store.identity.login or "",
        store.identity.device,
        rows,
        list(pending),
        connection.scalar(sa.select(sa.func.count()).select_from(schema.shadow)) or 0,
        [Told(id, json.loads(data)["code"], words, id in drafts) for id, data, words in told],
    )


def outcomes(store: Store) -> dict[str, Any]:
    """What the laptop says became of each command it still keeps; None: not answered yet."""
    kept = sa.select(schema.outbox.c.id, schema.outbox.c.outcome).order_by(schema.outbox.c.no)
    return store.reader.read(lambda connection: {row.id: row.outcome for row in connection.execute(kept)})
