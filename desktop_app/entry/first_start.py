"""The first start on a laptop, without a window: the enrolment file read, the way in made, the secret kept."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop_app.entry import authority
from desktop_app.entry.backend import Backend, BadBackend, Secrets
from desktop_app.entry.removal import forget_note, go_on, read_note
from desktop_app.entry.replica_key import KeyGone, ReplicaKey
from desktop_app.store.engine import DATABASE
from desktop_app.store.errors import OtherPerson, StoreUnwritable
from desktop_app.store.identity import read_identity
from desktop_app.store.salvage import set_aside
from desktop_app.sync.problems import Problem, SyncFailed

if TYPE_CHECKING:
    from desktop_app.sync.patience import Patience

ENDING = ".sigap"
_LARGEST = 65_536  # bytes: an enrolment file has three short lines, and a few certificates at most
_STRENGTH = 32  # bytes of randomness in a secret


class NoEnrolmentFile(Exception):
    """It cannot be read, or it is something else."""


class CodeRefused(Exception):
    """The database does not take what was given. `until` is what an enrolment file said of its code, None by hand."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


@dataclass(frozen=True)
class WayIn:
    """Where, who, and the code or password for the first time. `until` is None where it was typed by hand.

    `authority`: the certificates (PEM) by which the company's servers are known; None: the system knows them.
    """

    backend: Backend
    code: str
    until: datetime | None = None
    authority: str | None = None


def read_file(path: Path) -> WayIn:
    """What an administrator's enrolment file says. Raises `NoEnrolmentFile`."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(_LARGEST))
        backend, until = Backend.parse(said["backend"]), datetime.fromisoformat(said["until"])
        code, known_by = said["code"], authority.checked(said["ca"]) if "ca" in said else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, BadBackend) as error:
        raise NoEnrolmentFile(path.name) from error
    if not isinstance(code, str) or not code or until.tzinfo is None:
        raise NoEnrolmentFile(path.name)
    return WayIn(backend, code, until, known_by)


def typed(address: str, login: str, password: str) -> WayIn:
    """What somebody typed: `db.example/sigap`, or the whole URL. Raises `BadBackend` (`host`, `user`, `database`)."""
    where = address.strip()
    if "://" not in where:
        where = f"postgresql://{quote(login.strip(), safe='')}@{where}"
    try:
        backend = Backend.parse(where)
    except ValueError as error:  # a port that is none
        raise BadBackend("host") from error
    if not backend.database:
        raise BadBackend("database")
    return WayIn(backend, password.strip())


@dataclass(frozen=True)
class FirstStart:
    """Makes one laptop somebody's. `data_dir` None: the folder this person has at this company."""

    data_dir: Path | None
    make_secret: Callable[[], str] = lambda: secrets.token_urlsafe(_STRENGTH)

    def come_in(self, way: WayIn, patience: Patience) -> bool:
        """Enrols; whether the operating system protects the secret. Afterwards `Laptop.open` needs no password.

        May be tried again with the same way in, whatever went wrong. Raises `CodeRefused`, `OtherPerson`,
        `StoreUnwritable`, `KeyUnreachable`, `SyncFailed`, `Stopped`.
        """
        from desktop_app.sync.enrolment import comes_in, enrol

        url = way.backend.url
        folder = self._folder(way.backend)
        kept = Secrets(folder)

        def keep(secret: str) -> None:
            try:
                authority.accept(folder)
                kept.keep(replace(way.backend, password=secret))
            except OSError as error:
                raise StoreUnwritable(str(error)) from error

        with authority.proposed(folder, way.authority) as known_by:
            try:
                enrol(url, way.code, self.make_secret(), keep, patience, known_by)
            except SyncFailed as failed:
                if failed.problem is not Problem.WRONG_PASSWORD:
                    raise
                earlier = kept.find(url)  # enrolled before, and the reply was lost or the laptop went off
                if earlier is None or not comes_in(url, earlier, patience, known_by):
                    raise CodeRefused(way.until) from failed
                authority.accept(folder)
        forget_note(folder)
        self._begin_anew_without_key(folder)
        return kept.keep(replace(way.backend, password=None))

    def _begin_anew_without_key(self, folder: Path) -> None:
        """What nobody can read any more is set aside; the device keeps its name, so numbering goes on."""
        key = ReplicaKey(folder)
        try:
            key.find_or_make()
        except KeyGone:
            if (folder / DATABASE).exists():
                set_aside(folder / DATABASE)
            key.file.unlink()
        except OSError as error:
            raise StoreUnwritable(str(error)) from error

    def _folder(self, backend: Backend) -> Path:
        """The data folder, there and ours, before the code is used up."""
        folder = self.data_dir or backend.default_folder
        if read_note(folder) is not None:
            go_on(folder)
        whose = read_identity(folder)
        if whose is not None and whose.login not in (None, backend.login):
            raise OtherPerson(str(whose.login))
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnwritable(str(error)) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreUnwritable(str(folder))
        return folder
