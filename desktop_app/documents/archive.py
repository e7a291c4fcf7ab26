"""Looks at a document before any library reads it: both kinds are ZIP files of XML, and may be made to do harm."""

from __future__ import annotations

import zipfile
from pathlib import Path

from desktop_app.documents.converted import NotConvertible, Reason

LARGEST_FILE = 50_000_000  # bytes
LARGEST_CONTENT = 200_000_000  # bytes when unpacked: a small file can hold a thousand times itself
LARGEST_XML = 40_000_000  # bytes of one XML part; a thousand pages have a tenth of it
MOST_PARTS = 5_000
_XML = (".xml", ".rels", ".rdf")
_AT_ONCE = 1 << 20
_MAGIC_OLE = b"\xd0\xcf\x11\xe0"  # an old Word file, or a new one under a password


def names(path: Path) -> frozenset[str]:
    """What the document holds. Raises `NotConvertible`, OSError."""
    if path.stat().st_size > LARGEST_FILE:
        raise NotConvertible(Reason.TOO_LARGE)
    with path.open("rb") as file:
        if file.read(4) == _MAGIC_OLE:
            raise NotConvertible(Reason.ENCRYPTED)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_CONTENT:
                raise NotConvertible(Reason.TOO_LARGE)
            if any(part.flag_bits & 1 for part in parts):
                raise NotConvertible(Reason.ENCRYPTED)
            for part in parts:
                if part.filename.lower().endswith(_XML):
                    _check(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise NotConvertible(Reason.NOT_A_DOCUMENT) from error
    found = frozenset(part.filename for part in parts)
    if "META-INF/manifest.xml" in found and _is_encrypted(path):
        raise NotConvertible(Reason.ENCRYPTED)
    return found


def _check(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """No part is larger than it says, and none declares entities: that is how XML reads other files, or grows."""
    size, tail = 0, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_AT_ONCE):
            size += len(chunk)
            if size > LARGEST_XML:
                raise NotConvertible(Reason.TOO_LARGE)
            seen = (tail + chunk).replace(b"\0", b"")  # UTF-16 too
            if b"<!DOCTYPE" in seen or b"<!ENTITY" in seen:
                raise NotConvertible(Reason.UNSAFE)
            tail = chunk[-32:]


def _is_encrypted(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return b"encryption-data" in archive.read("META-INF/manifest.xml")
