"""What can go wrong with the laptop's database, as types that say it."""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa


class StoreError(Exception):
    """The laptop's database cannot do this. Nothing of it was saved."""


class StoreUnwritable(StoreError):
    """The file system does not let us write: no right, no device, an error of the disk."""


class StoreFull(StoreUnwritable):
    """The disk is full."""


class StoreBusy(StoreError):
    """Another process holds the database for longer than we wait."""


class StoreDamaged(StoreError):
    """The file is damaged; the next opening sets it aside and saves what can be read."""


class StoreTooNew(StoreError):
    """A newer version of the application wrote this folder: `version` is its migration."""

    def __init__(self, version: str):
        super().__init__(version)
        self.version = version


class KeyMissing(StoreError):
    """The database is encrypted, and who opens it was not given its key."""


class OtherPerson(StoreError):
    """The folder belongs to another person: `login`."""

    def __init__(self, login: str):
        super().__init__(login)
        self.login = login


class NotWithdrawable(StoreError):
    """The command was marked sent, is settled, or was never here: it can neither be changed nor taken back."""

    def __init__(self, command: str):
        super().__init__(command)
        self.command = command


class StrangeServer(StoreError):
    """The database is not the one this laptop knows, or would empty it (I11); a person must say yes first.

    `reason`: "incarnation", or "removal" with how many rows of those held it would take away.
    """

    def __init__(self, reason: str, removed: int = 0, held: int = 0):
        super().__init__(f"{reason}: {removed} of {held}" if held else reason)
        self.reason, self.removed, self.held = reason, removed, held


class FileRefused(StoreError):
    """A file cannot be attached. `reason`: "empty", "too_large", "name" (a path in it), "unreadable"."""

    def __init__(self, reason: str, name: str):
        super().__init__(f"{reason}: {name}")
        self.reason, self.name = reason, name


_NAMED: dict[int, type[StoreError]] = {
    sqlite3.SQLITE_FULL: StoreFull,
    sqlite3.SQLITE_BUSY: StoreBusy,
    sqlite3.SQLITE_LOCKED: StoreBusy,
    sqlite3.SQLITE_CORRUPT: StoreDamaged,
    sqlite3.SQLITE_NOTADB: StoreDamaged,
    sqlite3.SQLITE_IOERR: StoreUnwritable,
    sqlite3.SQLITE_READONLY: StoreUnwritable,
    sqlite3.SQLITE_CANTOPEN: StoreUnwritable,
    sqlite3.SQLITE_PERM: StoreUnwritable,
}
_PRIMARY = 0xFF  # SQLite's extended codes keep the primary one in the low byte


def named(error: sa.exc.DBAPIError) -> Exception:
    """The error of ours for one of SQLite's; the same error where there is none."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    kind = None if code is None else _NAMED.get(code & _PRIMARY)
    return error if kind is None else kind(str(error.orig))
