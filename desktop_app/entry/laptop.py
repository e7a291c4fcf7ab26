"""The rooms of one laptop, without a window: store, index, texts, and the way to the company."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import platformdirs

from desktop_app import access_words
from desktop_app.catalogue import Catalogue, languages
from desktop_app.entry import authority
from desktop_app.entry.backend import SERVICE, Backend, BadBackend, Secrets
from desktop_app.entry.removal import Removal, Removed, begin, go_on, read_note
from desktop_app.entry.replica_key import KeyGone, KeyUnreachable, ReplicaKey
from desktop_app.envelope import Envelope, system_clock
from desktop_app.settings import LANGUAGE
from desktop_app.store.engine import Store, open_store
from desktop_app.store.errors import OtherPerson, StoreBusy, StoreFull, StoreTooNew, StoreUnwritable
from desktop_app.store.identity import read_identity
from desktop_app.store.position import read_position
from desktop_app.store.queries import outbox as outbox_queries
from desktop_app.store.queries import people as people_queries
from desktop_app.store.queries.people import PersonItem
from desktop_app.wording import Wording

if TYPE_CHECKING:
    from desktop_app.store.contact import Contact
    from desktop_app.sync.patience import Connector, Patience
    from desktop_app.sync.session import Session

T = TypeVar("T")
LEAST_FREE = 100_000  # bytes: SQLite needs so much beside its database to open it


class NoBackend(Exception):
    """Nobody has said where the company is, and this data folder remembers no company."""


OPENING_ERRORS = (
    NoBackend, BadBackend, OtherPerson, StoreTooNew, StoreUnwritable, StoreBusy, KeyUnreachable, KeyGone, Removed,
    OSError,
)  # fmt: skip


def why_not_opened(error: Exception, language: str | None = None) -> str:
    """A sentence or two for a laptop that could not be opened. Before that nothing is known of the person's language
    but what they asked for."""
    match error:
        case NoBackend():
            return "Say where the company is: sigap enrol FILE, or sigap --backend postgresql://LOGIN@HOST/DATABASE"
        case BadBackend(reason=reason):
            return f"The address of the company is not complete ({reason}): postgresql://LOGIN@HOST/DATABASE"
        case OtherPerson(login=login):
            return f"This data folder belongs to {login}. Choose another with --data-dir."
        case StoreFull():
            return "The disk is full: Sigap cannot even open its data folder. Make room and start again."
        case StoreTooNew():
            return "A newer Sigap wrote this data folder. Update Sigap; nothing in it was changed."
        case Removed(removal=removal):
            text = Catalogue.load(language if language in languages() else "en")
            return " ".join(access_words.removed(text, removal.reason, removal.at, removal.unsent))
        case StoreBusy():
            return "Another Sigap has this data folder open. Close it, then start again."
        case KeyUnreachable():
            return (
                "The key that opens this data folder is in the keyring, which is locked or out of reach from here. "
                "Unlock it and start again; nothing is lost."
            )
        case KeyGone():
            return (
                "The key that opens this data folder is no longer in the keyring: nobody can read the folder any more. "
                "Ask your administrator for a new enrolment file; with it this laptop begins anew."
            )
        case OSError(filename=place, strerror=why):
            return f"The data folder cannot be used: {place}: {why}."
    return f"The data folder cannot be written: {error}."


@dataclass
class Laptop:
    """One person's data folder, opened."""

    folder: Path
    store: Store
    backend: Backend
    chosen_language: str | None
    clock: Callable[[], datetime] = field(default=system_clock)
    secret_protected: bool = True
    lent_secret: str | None = None  # a made-up person's password, which is kept nowhere

    @classmethod
    def open(
        cls,
        data_dir: Path | None,
        backend: str | None,
        language: str | None,
        clock: Callable[[], datetime] = system_clock,
    ) -> Laptop:
        """Opens the folder named, or this person's at this company, or the last one used.

        Raises `NoBackend`, `BadBackend`, `Removed`, `KeyUnreachable`, `KeyGone`, and what opening a store raises.
        """
        given = Backend.parse(backend) if backend else None
        folder = data_dir or (given.default_folder if given else _last_folder())
        if folder is None:
            raise NoBackend
        if read_note(folder) is not None:
            raise Removed(go_on(folder))
        if given is None:
            whose = read_identity(folder)
            if whose is None or whose.backend is None:
                raise NoBackend
            given = Backend.parse(whose.backend)
        key = ReplicaKey(folder)
        try:
            store = open_store(folder, login=given.login, backend=given.url, key=key.find_or_make())
        except StoreUnwritable as error:
            if shutil.disk_usage(folder).free < LEAST_FREE:  # SQLite calls it an error of the disk
                raise StoreFull(str(error)) from error
            raise
        store.contacts.saw(clock())
        protected = Secrets(folder).keep(given) and key.protected
        if data_dir is None:
            _remember_folder(folder)
        return cls(folder, store, given, language, clock, secret_protected=protected)

    @property
    def login(self) -> str:
        return self.backend.login

    def read(self, query: Callable[[Any], T]) -> T:
        """Runs a query on a read connection of its own."""
        return self.store.reader.read(query)

    @cached_property
    def text(self) -> Catalogue:
        """Texts in the language asked for, else the setting's, else the person's own."""
        return Catalogue.load(self.language)

    @property
    def language(self) -> str:
        person = self.read(lambda c: people_queries.person(c, self.login))
        kept = self.store.settings.get(LANGUAGE) if self.store.settings.is_set(LANGUAGE) else None
        wanted = (self.chosen_language, kept, person.language if person else None)
        return next((one for one in wanted if one in languages()), LANGUAGE.default)

    @cached_property
    def envelope(self) -> Envelope:
        return Envelope(self.login, self.clock)

    @property
    def has_met_company(self) -> bool:
        """Whether a first pull has ended: before, this laptop knows neither forms nor people."""
        return self.read(read_position).cursor is not None

    def wording(self, person: PersonItem) -> Wording:
        """How this person reads times: their language, their site's time zone."""
        return Wording(self.text, ZoneInfo(person.timezone), self.clock)

    @cached_property
    def _names(self) -> dict[str, str]:
        return self.read(people_queries.names)

    def name_of(self, login: str) -> str:
        """How a person is called; the login where the directory has no name (any more)."""
        return self._names.get(login, login)

    def change_password(self, password: str) -> bool:
        """Keeps another password for the company's database; whether the operating system protects it."""
        self.secret_protected = Secrets(self.folder).keep(replace(self.backend, password=password))
        return self.secret_protected

    def connector(self) -> Connector:
        """How the sync engine connects to the company; psycopg is loaded by the thread that does."""
        url, lent, folder, find = self.backend.url, self.lent_secret, self.folder, Secrets(self.folder).find

        @cache
        def connector(known_by: Path | None) -> Connector:
            from desktop_app.sync.session import PostgresConnector

            return PostgresConnector(url, (lambda _: lent) if lent else find, known_by)

        def connect(patience: Patience) -> Session:
            # The same each time: it remembers which servers were found behind.
            return connector(authority.find(folder))(patience)

        return connect

    @property
    def locked(self) -> Contact | None:
        """The last contact with the company, where that is so long ago that nothing may be shown; else None."""
        last = self.store.contacts.last()
        return last if last is not None and last.locked(self.clock()) else None

    def remove(self, reason: str) -> Removal:
        """Removes this laptop's copy, as the company asks. Nobody may use the store any more. Raises OSError."""
        from desktop_app.sync.patience import Patience
        from desktop_app.sync.problems import SyncFailed

        device, unsent = self.store.identity.device, self.read(outbox_queries.pending_count)
        connect = self.connector()
        begin(self.folder, Removal(reason, self.clock(), unsent, self.backend.url))
        self.store.close()
        if "index" in self.__dict__:
            self.index.close()

        def tell() -> None:
            # Out of reach now it is removed all the same, and the administrator sees that it was told to.
            with suppress(SyncFailed), closing(connect(Patience())) as session:
                session.farewell(device, removed=True)

        return go_on(self.folder, tell)

    def sync_once(self) -> Any:
        """One whole sync: sends what waits, fetches what is new, carries files."""
        from desktop_app.sync.once import sync_once

        return sync_once(self.store, self.connector(), self.clock)

    @cached_property
    def index(self) -> Any:
        from desktop_app.search import KnowledgeIndex

        return KnowledgeIndex.open(self.folder / "index")

    def catch_up_index(self) -> None:
        """Brings the index level with the articles on this laptop; a missing or damaged one is rebuilt."""
        from desktop_app.entry.indexing import catch_up

        catch_up(self.store, self.index)


def _last_file() -> Path:
    return Path(platformdirs.user_config_dir(SERVICE, appauthor=False)) / "last.json"


def _last_folder() -> Path | None:
    try:
        return Path(json.loads(_last_file().read_text(encoding="utf-8"))["folder"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _remember_folder(folder: Path) -> None:
    path = _last_file()
    with suppress(OSError):  # a convenience: a home that cannot be written keeps nobody from working
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"folder": os.fspath(folder)}), encoding="utf-8")
