"""Whose folder this is: the device's id, the person's login, the address of their company's database.

Kept in the database and, so that numbering goes on when that is damaged, in a small file beside it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

import sqlalchemy as sa

from desktop_app.store.errors import OtherPerson
from desktop_app.store.schema import identity

FILE = "identity.json"


@dataclass(frozen=True)
class Identity:
    """The device's id never changes; login and backend are None until the folder is first used with them."""

    device: str
    login: str | None = None
    backend: str | None = None


def settle_identity(
    connection: sa.Connection, folder: Path, new_device: str, login: str | None, backend: str | None
) -> Identity:
    """Whose folder it is, now that `login` opens it for `backend`. Raises `OtherPerson`."""
    row = connection.execute(sa.select(identity.c.device, identity.c.login, identity.c.backend)).first()
    held = Identity(*row) if row is not None else read_identity(folder) or Identity(new_device)
    if login is not None and held.login not in (None, login):
        raise OtherPerson(str(held.login))
    settled = Identity(held.device, login or held.login, backend or held.backend)
    if row is None or settled != held:
        connection.execute(identity.insert().prefix_with("OR REPLACE"), {"only": 1, **asdict(settled)})
    return settled


def read_identity(folder: Path) -> Identity | None:
    """The copy beside the database; None when it is not there or not readable."""
    try:
        said = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Identity(str(said["device"]), said["login"], said["backend"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_identity(folder: Path, whose: Identity) -> None:
    """Writes the copy, whole or not at all."""
    if read_identity(folder) == whose:
        return
    beside = folder / f"{FILE}.new"
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(asdict(whose), file)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(folder / FILE)
