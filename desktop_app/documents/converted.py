"""What a document became, what of it could not be kept, and why one was not read at all."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

# A note stands between these until all is Markdown: written at once, its brackets would be taken for text.
_OPEN, _CLOSE = "\ue000", "\ue001"
NOTE = re.compile(f"{_OPEN}(\\d+){_CLOSE}")

LARGEST_PICTURE = 20_000_000  # bytes; whoever takes it in makes it smaller


class Loss(StrEnum):
    """What a page of the knowledge base has no place for."""

    PICTURE = "picture in a format that is not shown, left out"
    LINKED_PICTURE = "picture that lies elsewhere, left out"
    MERGED_CELLS = "merged cells, taken apart"
    NESTED_TABLE = "table inside a table, shown as text"
    COMMENT = "comments, left out"
    MACRO = "macros, left out"
    EMBEDDED = "embedded object, left out"


class Reason(StrEnum):
    """Why a file cannot be read."""

    NOT_A_DOCUMENT = "not a document"
    ENCRYPTED = "protected by a password"
    TOO_LARGE = "too large"
    UNSAFE = "unsafe"
    EMPTY = "empty"


@dataclass(frozen=True)
class Lost:
    """One kind of loss and how often it was met."""

    what: Loss
    times: int = 1


@dataclass(frozen=True)
class Converted:
    """A document as Markdown; `pictures` by the names they have in it (`picture-1.png`): PNG, JPEG, WebP."""

    title: str
    markdown: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    lost: tuple[Lost, ...] = ()


class NotConvertible(Exception):
    """The file cannot be read as a document."""

    def __init__(self, reason: Reason):
        super().__init__(reason)
        self.reason = reason


class Pictures:
    """The pictures of one document, named as they are met."""

    def __init__(self) -> None:
        self.taken: dict[str, bytes] = {}
        self._names: dict[bytes, str] = {}

    def take(self, data: bytes) -> str | None:
        """The name of this picture; None for a kind that is not shown, and for one that is too large."""
        suffix = kind(data)
        if suffix is None or len(data) > LARGEST_PICTURE:
            return None
        if data not in self._names:
            self._names[data] = f"picture-{len(self._names) + 1}.{suffix}"
            self.taken[self._names[data]] = data
        return self._names[data]


def kind(data: bytes) -> str | None:
    """`png`, `jpg` or `webp` by the first bytes, whatever the file is called; else None."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None


def note_mark(number: int) -> str:
    """What stands for a note until `NOTE` makes `[^number]` of it."""
    return f"{_OPEN}{number}{_CLOSE}"
