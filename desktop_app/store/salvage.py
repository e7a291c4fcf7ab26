"""Saving a person's own from a damaged database: what they wrote, what they set, the files they attached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.store import notices
from desktop_app.store.carve import carve_rows
from desktop_app.store.cipher import driver, unlock
from desktop_app.store.schema import (
    ballot,
    bookmark,
    checkpoint,
    draft,
    favourite,
    file,
    file_chunk,
    identity,
    outbox,
    read_marker,
    setting,
    visit,
)

_BESIDE = ("", "-wal", "-shm")
_OWN = (outbox, draft, setting, read_marker, ballot, visit, favourite, bookmark)
Rows = list[dict[str, Any]]


def set_aside(path: Path) -> Path:
    """Moves the database, with what SQLite keeps beside it, to a name that says when it was last written."""
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    kept = path.with_name(f"{path.stem}.damaged-{written:%Y%m%dT%H%M%S.%fZ}{path.suffix}")
    for ending in _BESIDE:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            beside.rename(kept.with_name(kept.name + ending))
    return kept


def put_back(connection: sa.Connection, kept: Path, now: datetime, key: bytes | None = None) -> None:
    """Takes over what can be read of the damaged database into a new, empty one, and tells the person."""
    found = _read(kept, key)
    for table in _OWN:
        rows = _fitting(table, found.get(table.name, []))
        if rows:
            connection.execute(table.insert().prefix_with("OR IGNORE"), rows)
    _put_files_back(connection, found)
    for row in found.get("checkpoint", []):
        known = {name: row[name] for name in ("incarnation", "last_no") if row.get(name) is not None}
        if known:
            connection.execute(checkpoint.update(), known)
    for row in _fitting(identity, found.get("identity", [])):
        connection.execute(identity.update().where(identity.c.device == row["device"]), row)
    pending = sum(row.get("outcome") is None for row in found.get("outbox", []))
    notices.repaired(connection, kept.name, pending, len(found.get("draft", [])), now)


def _fitting(table: sa.Table, rows: Rows) -> Rows:
    """The rows that have what the table must have: a torn one would stop all."""
    must = [column.name for column in table.columns if not column.nullable]
    return [
        {column.name: row.get(column.name) for column in table.columns}
        for row in rows
        if all(row.get(name) is not None for name in must)
    ]


def _put_files_back(connection: sa.Connection, found: dict[str, Rows]) -> None:
    chunks = _fitting(file_chunk, found.get("file_chunk", []))
    for row in _fitting(file, found.get("file", [])):
        parts = sorted((chunk for chunk in chunks if chunk["sha256"] == row["sha256"]), key=lambda chunk: chunk["at"])
        if row["whole"] and sha256(b"".join(part["bytes"] for part in parts)).hexdigest() == row["sha256"]:
            connection.execute(file.insert(), row)
            connection.execute(file_chunk.insert(), parts)


def _read(kept: Path, key: bytes | None) -> dict[str, Rows]:
    wanted = (*_OWN, file, file_chunk, checkpoint, identity)
    module = driver(key)
    try:
        with closing(module.connect(str(kept))) as damaged:
            unlock(damaged, key)
            damaged.row_factory = module.Row
            damaged.execute("SELECT count(*) FROM sqlite_master").fetchone()
            found = {table.name: list(_rows(damaged, table.name, module.Error)) for table in wanted}
    except module.Error:  # not even its list of tables can be read
        found = {}
    for table in (outbox, draft):
        if not found.get(table.name):
            found[table.name] = carve_rows(kept, table, key)
    return found


def _rows(damaged: Any, table: str, unreadable: type[Exception]) -> Iterator[dict[str, Any]]:
    """The rows as far as they can be read; behind a hole one by one, by number."""
    try:
        for row in damaged.execute(f'SELECT * FROM "{table}"'):
            yield dict(row)
    except unreadable:
        if table in (outbox.name, draft.name):
            yield from _one_by_one(damaged, table, unreadable)


def _one_by_one(damaged: Any, table: str, unreadable: type[Exception]) -> Iterator[dict[str, Any]]:
    try:
        (last,) = damaged.execute(f'SELECT max(no) FROM "{table}"').fetchone()
    except unreadable:
        return
    for no in range(1, (last or 0) + 1):
        try:
            row = damaged.execute(f'SELECT * FROM "{table}" WHERE no = ?', (no,)).fetchone()
        except unreadable:
            continue
        if row is not None:
            yield dict(row)
