"""Identifiers: UUIDv7 for commands, and the short reference a person can say on the phone."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to mishear
_SHORT = 6


def uuid7(now: datetime, randomness: bytes) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) of `now` (aware) and ten random bytes."""
    milliseconds = int(now.timestamp() * 1000)
    value = (milliseconds << 80) | int.from_bytes(randomness[:10], "big")
    value = value & ~(0xF << 76) | (0x7 << 76)
    value = value & ~(0x3 << 62) | (0x2 << 62)
    return str(UUID(int=value))


def short_reference(identifier: str) -> str:
    """`K7M-4QX`: the last thirty bits of an id, until there is a number. Enough to be said, not to be a key."""
    number = int(identifier.replace("-", "")[-8:], 16)
    letters = "".join(_CROCKFORD[(number >> (5 * at)) & 31] for at in reversed(range(_SHORT)))
    return f"{letters[:3]}-{letters[3:]}"


def is_short_reference(text: str) -> bool:
    """Whether a person typed a short reference (hyphen and case are free)."""
    return re.fullmatch(r"[0-9a-hjkmnp-tv-z]{3}-?[0-9a-hjkmnp-tv-z]{3}", text.strip(), re.IGNORECASE) is not None
