"""Digests in a folder, one behind the other, each with its signature beside it (Ed25519)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sigap_server.audit.digest import Digest, State

ENDING, SIGNATURE = ".json", ".sig"
_PEM = serialization.Encoding.PEM


class BadKey(Exception):
    """This file has no key of the kind that digests are signed with; or it is there already."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path, self.why = path, why


class BadSeries(Exception):
    """The digests themselves are not what was signed: `path` is the first where it shows."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(path, why)
        self.path, self.why = path, why


@dataclass(frozen=True)
class Signed:
    """A digest that was read and is genuine, the state it stands for, and the hash of its file."""

    path: Path
    digest: Digest
    state: State
    hash: str


def make_keys(path: Path) -> Path:
    """A new private key at `path`, for its owner alone, and its public half beside it. Raises `BadKey`."""
    key, public = Ed25519PrivateKey.generate(), path.with_name(path.name + ".pub")
    said = key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    for place, content, mode in ((path, said, 0o600), (public, _public(key), 0o644)):
        try:
            descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError as error:
            raise BadKey(place, "is there already; a key is never written over") from error
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
    return public


def private_key(path: Path) -> Ed25519PrivateKey:
    """Raises `BadKey`."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKey(path, "has no private key in it that can be read") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(path, "has a key of another kind; `sigap-admin audit keygen` makes one")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """Raises `BadKey`."""
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise BadKey(path, "has no public key in it that can be read") from error
    if not isinstance(key, Ed25519PublicKey):
        raise BadKey(path, "has a key of another kind than digests are signed with")
    return key


def read(folder: Path, key: Ed25519PublicKey) -> Iterator[Signed]:
    """The digests in order, each once it is known to be genuine. Raises `BadSeries` at the first that is not.

    A folder may begin with any digest that says everything: what is older may have been put away.
    """
    before: Signed | None = None
    for path in sorted(folder.glob(f"*{ENDING}")):
        content = path.read_bytes()
        try:
            key.verify(path.with_suffix(SIGNATURE).read_bytes(), content)
            digest = Digest.from_bytes(content)
        except FileNotFoundError as error:
            raise BadSeries(path, "has no signature beside it") from error
        except InvalidSignature as error:
            raise BadSeries(path, "was not signed with this key, or was changed since") from error
        except ValueError as error:
            raise BadSeries(path, "cannot be read as a digest") from error
        state = digest.on(before.state if before else State())
        wrong = _out_of_line(digest, before)
        if wrong or not digest.fits(state):
            raise BadSeries(path, wrong or "does not add up with those before it")
        before = Signed(path, digest, state, hashlib.sha256(content).hexdigest())
        yield before


def write(folder: Path, key: Ed25519PrivateKey, digest: Digest) -> Path:
    """Signs it and puts both files there; the digest last, so that none is ever without its signature."""
    content = digest.to_bytes()
    path = folder / f"{digest.no:06}-{digest.at:%Y-%m-%d}{ENDING}"
    for place, said in ((path.with_suffix(SIGNATURE), key.sign(content)), (path, content)):
        unfinished = place.with_name(place.name + ".unfinished")
        with unfinished.open("wb") as file:
            file.write(said)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(place)
    return path


def _out_of_line(digest: Digest, before: Signed | None) -> str:
    if before is None:
        return "" if digest.whole else "says only what changed, and the digest before it is missing"
    if digest.no != before.digest.no + 1:
        return f"is number {digest.no}, and the one before it is number {before.digest.no}"
    return "" if digest.previous == before.hash else f"does not follow from {before.path.name}"


def _public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(_PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
