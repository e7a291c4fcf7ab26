"""The key of a data folder's database: made once, kept in the operating system's keyring, else in a file beside it.

`key.json` says where the key is and by what sign it is known, so that a keyring that is locked, was emptied or holds
another key is never taken for a damaged database.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.entry.backend import SERVICE
from desktop_app.store.cipher import KEY_BYTES, KEY_FILE, turn
from desktop_app.store.erase import erase
from desktop_app.store.errors import StoreError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

_BACKENDS = "keyring.backends."


class KeyUnreachable(StoreError):
    """The keyring that holds the key is locked, or cannot be reached from here: nothing is lost, and nothing opens."""


class KeyGone(StoreError):
    """The keyring is there and the key is not: what is in the folder can never be read again."""


@dataclass(frozen=True)
class ReplicaKey:
    """Where a folder's key is. `make` gives the random bytes of a new one."""

    folder: Path
    make: Callable[[int], bytes] = secrets.token_bytes

    @property
    def file(self) -> Path:
        return self.folder / KEY_FILE

    @property
    def protected(self) -> bool:
        """Whether the operating system keeps it; else whoever reads the folder reads the key too."""
        return self._said().get("in") == "keyring"

    def find_or_make(self) -> bytes:
        """The key. Raises `KeyUnreachable`, `KeyGone`, OSError."""
        if not self.file.exists():
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with turn(self.folder):
                if not self.file.exists():  # nobody else made it meanwhile
                    return self._made()
        return self._found()

    def destroy(self) -> None:
        """Forgets the key, wherever it is: from then on the database is noise. Raises OSError."""
        said = self._said()
        if said.get("in") == "keyring":
            from keyring.errors import KeyringError

            with suppress(KeyringError, RuntimeError):  # out of reach: without its name, which goes next, it is lost
                _keyring(said).delete_password(SERVICE, said["name"])
        erase(self.file)

    def _said(self) -> dict[str, Any]:
        try:
            said = json.loads(self.file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError as error:
            raise KeyGone(str(self.file)) from error
        return said if isinstance(said, dict) else {}

    def _made(self) -> bytes:
        key = self.make(KEY_BYTES)
        name = f"data {self.make(8).hex()}"
        kept = _keep(name, key)
        where = {"in": "file", "key": key.hex()} if kept is None else {"in": "keyring", "name": name, "backend": kept}
        beside = self.file.with_suffix(".new")
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump({**where, "sign": _sign(key)}, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.file)
        return key

    def _found(self) -> bytes:
        said = self._said()
        try:
            key = bytes.fromhex(str(said["key"] if said["in"] == "file" else self._from_keyring(said)))
        except (KeyError, ValueError, TypeError) as error:
            raise KeyGone(str(self.file)) from error
        if len(key) != KEY_BYTES or _sign(key) != said.get("sign"):
            raise KeyGone(str(self.file))
        return key

    def _from_keyring(self, said: dict[str, Any]) -> str | None:
        from keyring.errors import KeyringError

        try:
            return _keyring(said).get_password(SERVICE, said["name"])
        except (KeyringError, RuntimeError) as error:
            raise KeyUnreachable(str(error)) from error


def _keep(name: str, key: bytes) -> str | None:
    """Gives the key to the keyring; the kind of keyring, None where there is none that gives it back."""
    import keyring
    from keyring.errors import KeyringError

    found = keyring.get_keyring()
    try:
        keyring.set_password(SERVICE, name, key.hex())
        if keyring.get_password(SERVICE, name) != key.hex():
            return None
    except (KeyringError, RuntimeError):
        return None
    return f"{type(found).__module__}.{type(found).__qualname__}"


def _keyring(said: dict[str, Any]) -> KeyringBackend:
    """The kind of keyring that took the key: looking through all kinds takes another 60 ms of every start."""
    kind = str(said.get("backend", ""))
    if kind.startswith(_BACKENDS) and not kind.startswith(f"{_BACKENDS}chainer"):
        module, _, name = kind.rpartition(".")
        made: KeyringBackend = getattr(importlib.import_module(module), name)()
        return made
    import keyring

    return keyring.get_keyring()


def _sign(key: bytes) -> str:
    """Tells keys apart and says nothing of them."""
    return hashlib.sha256(b"sigap replica key" + key).hexdigest()[:16]
