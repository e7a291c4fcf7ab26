"""Blind signatures after RFC 9474 (RSABSSA-SHA384-PSSZERO-Deterministic): signed without being seen.

The signer sees `blinded`, which fits any message equally well, so not even who keeps all it ever signed can tell which
of them a signature that comes later was. A message ends in 32 random bytes, so nothing more is mixed into it.
Randomness is passed in; the same is in `sigap_server/sql/rules/blind_signature.sql`.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass

Randomness = Callable[[int], bytes]
"""So many random bytes that nobody can guess."""

TOKEN = 32
SIZE = 256
"""Bytes of a modulus, and of all that is signed with it."""
_HASH = 48
_MASKED = SIZE - _HASH - 1


class NotSigned(Exception):
    """What came back is no signature of what was sent."""


@dataclass(frozen=True)
class PublicKey:
    """What a signature is verified with."""

    modulus: int
    exponent: int

    @property
    def is_sound(self) -> bool:
        """A modulus of the right size and an exponent that leaves blinding possible: not one of a careless signer."""
        return self.modulus.bit_length() == 8 * SIZE and self.modulus % 2 == 1 and self.exponent > 65_536


@dataclass(frozen=True)
class Blinded:
    """A message made unreadable, and the number that makes its signature readable again. Keep it until then."""

    message: bytes
    inverse: bytes


def ballot_message(poll: str, token: bytes) -> bytes:
    """What of an answer is signed: the poll it is for and its token."""
    return b"sigap ballot 1\n" + poll.encode() + b"\n" + token


def blind(key: PublicKey, message: bytes, randomness: Randomness) -> Blinded:
    """The message as it goes to the signer."""
    while True:
        factor = int.from_bytes(randomness(SIZE), "big")
        if 1 < factor < key.modulus and math.gcd(factor, key.modulus) == 1:
            break
    blinded = encoded(message) * pow(factor, key.exponent, key.modulus) % key.modulus
    return Blinded(_bytes(blinded), _bytes(pow(factor, -1, key.modulus)))


def finalize(key: PublicKey, message: bytes, blinded: Blinded, signed: bytes) -> bytes:
    """The signature of the message itself. Raises `NotSigned`."""
    signature = _bytes(int.from_bytes(signed, "big") * int.from_bytes(blinded.inverse, "big") % key.modulus)
    if not verify(key, message, signature):
        raise NotSigned
    return signature


def verify(key: PublicKey, message: bytes, signature: bytes) -> bool:
    """Whether it is the signature of this message."""
    number = int.from_bytes(signature, "big")
    if len(signature) != SIZE or number >= key.modulus:
        return False
    return pow(number, key.exponent, key.modulus) == encoded(message)


def encoded(message: bytes) -> int:
    """EMSA-PSS (RFC 8017, 9.1.1) of 2047 bits with SHA-384, MGF1 and no salt: for a message there is exactly one."""
    seed = _sha384(bytes(8) + _sha384(message))
    mask = bytearray(b"".join(_sha384(seed + at.to_bytes(4, "big")) for at in range(-(-_MASKED // _HASH)))[:_MASKED])
    mask[0] &= 0x7F
    mask[-1] ^= 0x01
    return int.from_bytes(bytes(mask) + seed + b"\xbc", "big")


def _sha384(content: bytes) -> bytes:
    return hashlib.sha384(content).digest()


def _bytes(number: int) -> bytes:
    return number.to_bytes(SIZE, "big")
