"""Makes the next digest of a series: only over chains that hold, and that go on from what was signed before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sigap_server.audit import compare, series
from sigap_server.audit.digest import Digest
from sigap_server.audit.series import Signed


class NothingSigned(Exception):
    """What stands in the database is not signed. `why`: a sentence each; `restored`: a restore may explain all."""

    def __init__(self, why: list[str], restored: bool = False) -> None:
        super().__init__(*why)
        self.why, self.restored = why, restored


def broken(connection: psycopg.Connection) -> Iterator[str]:
    """A sentence for each event that does not follow from the one before."""
    with connection.transaction(), connection.cursor(name="broken") as found:
        found.execute("select device, no, what from portal.broken_links() order by 1, 2")
        for device, number, what in found:
            yield f"device {device}, command {number}: {what}" if number is not None else f"device {device}: {what}"


def clock(connection: psycopg.Connection) -> datetime:
    """The database's time: what a digest has in it was received before."""
    row = connection.execute("select clock_timestamp()").fetchone()
    assert row is not None
    at: datetime = row[0]
    return at.astimezone(UTC)


def digest(
    connection: psycopg.Connection,
    key: Ed25519PrivateKey,
    folder: Path,
    *,
    restored: bool = False,
    clock: Callable[[psycopg.Connection], datetime] = clock,
) -> Path:
    """Signs the present state and puts it into the folder. `restored`: the administrator knows that history was lost.

    Raises `NothingSigned`, `BadSeries`.
    """
    last: Signed | None = None
    for signed in series.read(folder, key.public_key()):
        last = signed
    with connection.transaction():
        connection.execute("set transaction isolation level repeatable read, read only")
        wrong = list(broken(connection))
        if wrong:
            raise NothingSigned(wrong)
        now, state, at = compare.history(connection), compare.present(connection), clock(connection)
        if last is not None:
            _must_go_on(connection, last, restored=restored)
    # The first of a month says everything; so does one that begins another life.
    whole = last is None or last.digest.at.month != at.month or restored
    made = Digest.of(
        state, None if whole or last is None else last.state, no=last.digest.no + 1 if last else 1, at=at, history=now,
        restored=restored, previous=last.hash if last else None,
    )  # fmt: skip
    return series.write(folder, key, made)


def _must_go_on(connection: psycopg.Connection, last: Signed, *, restored: bool) -> None:
    """All heads that were ever signed, as they were last: what lies before them hangs on them."""
    everything = Signed(last.path, Digest.of(last.state, None, **_of(last.digest)), last.state, last.hash)
    found = compare.compare(connection, [everything])
    by_history = found.restored and len(found.wrong) == 1  # and nothing else is wrong
    if found.wrong and not (restored and by_history):
        raise NothingSigned(found.wrong, by_history)


def _of(digest: Digest) -> dict[str, Any]:
    return {
        "no": digest.no, "at": digest.at, "history": digest.history, "restored": digest.restored,
        "previous": digest.previous,
    }  # fmt: skip
