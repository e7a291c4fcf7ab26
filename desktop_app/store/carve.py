"""Reading a table's rows from SQLite's bare pages, for a file whose list of tables is destroyed.

Every page that looks like a leaf of a table is decoded (https://www.sqlite.org/fileformat2.html, sections 1.6 and
2.1), a row kept when its columns have the wanted table's kinds. Pages of the write-ahead log are newer than the file's.
Of an encrypted database each page is opened first, without asking for the proof that a torn one no longer has.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop_app.store.cipher import PAGE, RESERVED, opened_page

_LEAF = 0x0D
_FRAME = 24
_WAL_HEADER = 32
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}

Values = list[Any]


def carve_rows(path: Path, table: sa.Table, key: bytes | None = None) -> list[dict[str, Any]]:
    """The rows that look like this table's, by their number; where a number comes twice the newest page counts."""
    pages = _Pages(path, key)
    found: dict[int, dict[str, Any]] = {}
    for page in pages.in_order:
        for rowid, values in _cells(page, pages, len(table.columns)):
            row = dict(zip((column.name for column in table.columns), values, strict=True))
            row["no"] = rowid  # an INTEGER PRIMARY KEY is stored as the cell's number
            if _fits(row, table):
                found[rowid] = row
    return [found[no] for no in sorted(found)]


def _fits(row: dict[str, Any], table: sa.Table) -> bool:
    for column in table.columns:
        value = row[column.name]
        if value is None:
            if not column.nullable:
                return False
        elif isinstance(column.type, sa.Text) != isinstance(value, str) or isinstance(value, bytes):
            return False
    return True


class _Pages:
    """The pages of a database: the file's, then the log's in the order they were written."""

    def __init__(self, path: Path, key: bytes | None):
        self.usable = PAGE if key is None else PAGE - RESERVED

        def opened(number: int, page: bytes) -> bytes:
            return page if key is None or len(page) < PAGE else opened_page(key, number, page)

        content = path.read_bytes()
        self.newest = {
            at // PAGE + 1: opened(at // PAGE + 1, content[at : at + PAGE]) for at in range(0, len(content), PAGE)
        }
        self.in_order = list(self.newest.values())
        wal = path.with_name(path.name + "-wal")
        log = wal.read_bytes() if wal.exists() else b""
        salts = log[16:24]
        for at in range(_WAL_HEADER, len(log) - _FRAME - PAGE + 1, _FRAME + PAGE):
            if log[at + 8 : at + 16] != salts:  # left over from before the last checkpoint
                break
            number = int.from_bytes(log[at : at + 4], "big")
            page = opened(number, log[at + _FRAME : at + _FRAME + PAGE])
            self.newest[number] = page
            self.in_order.append(page)


def _cells(page: bytes, pages: _Pages, width: int) -> Iterator[tuple[int, Values]]:
    start = 100 if page[:16] == b"SQLite format 3\0" else 0
    if len(page) < PAGE or page[start] != _LEAF:
        return
    (count,) = struct.unpack_from(">H", page, start + 3)
    for number in range(min(count, PAGE // 4)):
        (at,) = struct.unpack_from(">H", page, start + 8 + 2 * number)
        try:
            size, at = _varint(page, at)
            rowid, at = _varint(page, at)
            values = _record(_payload(page, at, size, pages))
        except (IndexError, ValueError, KeyError, struct.error, UnicodeDecodeError):
            continue  # not a cell, or a torn one
        if len(values) == width:
            yield rowid, values


def _payload(page: bytes, at: int, size: int, pages: _Pages) -> bytes:
    usable = pages.usable
    most = usable - 35
    if size <= most:
        return page[at : at + size]
    least = (usable - 12) * 32 // 255 - 23
    here = least + (size - least) % (usable - 4)
    here = here if here <= most else least
    content = page[at : at + here]
    (following,) = struct.unpack_from(">I", page, at + here)
    while following and len(content) < size:
        overflow = pages.newest[following]
        (following,) = struct.unpack_from(">I", overflow, 0)
        content += overflow[4 : min(usable, 4 + size - len(content))]
    if len(content) < size:
        raise ValueError("a page of the row is missing")
    return content


def _record(payload: bytes) -> Values:
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values: Values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("not a record")
    return values


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    if kind == 0:
        return None, at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(payload[at:end], "big", signed=True), end
    if kind in (8, 9):
        return kind - 8, at
    if kind < 12:
        raise ValueError("no kind of ours")
    end = at + (kind - 12) // 2
    return (payload[at:end].decode() if kind % 2 else payload[at:end]), end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    for length in range(9):
        byte = content[at + length]
        if length == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + length + 1
    raise ValueError("not a number")
