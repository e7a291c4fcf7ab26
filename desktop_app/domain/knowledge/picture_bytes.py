"""What the bytes of a picture say of themselves, whatever the file is called: what it is and how large."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}  # the segments of a JPEG that say its size
_ALONE = {0x01, *range(0xD0, 0xD9)}  # those without a length


@dataclass(frozen=True)
class Measured:
    """`media_type` as `pictures.MEDIA_TYPES` has it; pixels."""

    media_type: str
    width: int
    height: int


def measure(data: bytes) -> Measured | None:
    """None for what is no PNG, JPEG or WebP, or is cut off before its size."""
    try:
        if data.startswith(_PNG) and data[12:16] == b"IHDR":
            return _measured("image/png", *struct.unpack_from(">II", data, 16))
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        return None
    return None


def _measured(media_type: str, width: int, height: int) -> Measured | None:
    return Measured(media_type, width, height) if width and height else None


def _jpeg(data: bytes) -> Measured | None:
    at = 2
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return _measured("image/jpeg", width, height)
        at += 1 if marker == 0xFF else 2 if marker in _ALONE else 2 + int(struct.unpack_from(">H", data, at + 2)[0])
    return None


def _webp(data: bytes) -> Measured | None:
    match data[12:16]:
        case b"VP8X":
            return _measured("image/webp", 1 + _three(data, 24), 1 + _three(data, 27))
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return _measured("image/webp", 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF))
        case b"VP8 ":
            width, height = struct.unpack_from("<HH", data, 26)
            return _measured("image/webp", width & 0x3FFF, height & 0x3FFF)
    return None


def _three(data: bytes, at: int) -> int:
    return data[at] | data[at + 1] << 8 | data[at + 2] << 16
