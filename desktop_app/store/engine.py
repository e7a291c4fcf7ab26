"""Opening a person's folder on this laptop; a damaged database is set aside and what can be read of it saved."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from desktop_app.domain.identifiers import uuid7
from desktop_app.store.ballast import keep, release
from desktop_app.store.cipher import KEY_FILE, driver, encrypt, forget_plain, has_plain_rest, is_plain, turn
from desktop_app.store.connections import Reader, reading_engine, suspicion, writing, writing_engine
from desktop_app.store.errors import KeyMissing, StoreDamaged, StoreTooNew, StoreUnwritable, named
from desktop_app.store.identity import Identity, keep_identity, settle_identity
from desktop_app.store.kept_settings import KeptSettings
from desktop_app.store.replica import remake_changed
from desktop_app.store.schema import LOCAL_VERSION, REPLICA, article_html, checkpoint, file_chunk, metadata

if TYPE_CHECKING:
    from desktop_app.store.article_html import ArticleHtml
    from desktop_app.store.ballots import Ballots
    from desktop_app.store.contact import Contacts
    from desktop_app.store.drafts import Drafts
    from desktop_app.store.feed import Feed
    from desktop_app.store.files import Files
    from desktop_app.store.markers import Markers
    from desktop_app.store.notices import Notices
    from desktop_app.store.shelf import Shelf
    from desktop_app.store.tallies import Tallies
    from desktop_app.store.writer import Writer

DATABASE = "sigap.sqlite"
_LARGE = (file_chunk.name, article_html.name, *(REPLICA[name].name for name in ("article", "edition", "picture")))

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Store:
    """A person's laptop database. Safe to use from any thread; `close` it when the application ends.

    What writes is loaded when it is first used: a window shows what was read before anybody writes.
    """

    folder: Path
    engine: sa.Engine
    reads: sa.Engine
    identity: Identity
    reader: Reader
    settings: KeptSettings

    @cached_property
    def writer(self) -> Writer:
        """The one writer of streams and outbox."""
        from desktop_app.store.writer import Writer

        return Writer(self.engine)

    @cached_property
    def drafts(self) -> Drafts:
        """What was written and not given yet."""
        from desktop_app.store.drafts import Drafts

        return Drafts(self.engine, self.reader)

    @cached_property
    def ballots(self) -> Ballots:
        """Answers without a name that have not left yet."""
        from desktop_app.store.ballots import Ballots

        return Ballots(self.engine)

    @cached_property
    def tallies(self) -> Tallies:
        """What was counted without a name and was not told yet."""
        from desktop_app.store.tallies import Tallies

        return Tallies(self.engine)

    @cached_property
    def files(self) -> Files:
        """Bytes of attachments."""
        from desktop_app.store.files import Files

        return Files(self.engine, self.reader)

    @cached_property
    def feed(self) -> Feed:
        """What the index has not taken in yet."""
        from desktop_app.store.feed import Feed

        return Feed(self.engine, self.reader)

    @cached_property
    def contacts(self) -> Contacts:
        """When it last met the company."""
        from desktop_app.store.contact import Contacts

        return Contacts(self.engine, self.reader)

    @cached_property
    def notices(self) -> Notices:
        """What the person is told."""
        from desktop_app.store.notices import Notices

        return Notices(self.engine)

    @cached_property
    def markers(self) -> Markers:
        """What was read."""
        from desktop_app.store.markers import Markers

        return Markers(self.engine)

    @cached_property
    def html(self) -> ArticleHtml:
        """Articles as they are shown."""
        from desktop_app.store.article_html import ArticleHtml

        return ArticleHtml(self.engine)

    @cached_property
    def shelf(self) -> Shelf:
        """What was read, favourites and bookmarks."""
        from desktop_app.store.shelf import Shelf

        return Shelf(self.engine)

    def close(self) -> None:
        """Lets go of the files."""
        self.reads.dispose()
        self.engine.dispose()


def open_store(
    folder: Path,
    *,
    login: str | None = None,
    backend: str | None = None,
    key: bytes | None = None,
    clock: Clock = _now,
    randomness: Callable[[int], bytes] = secrets.token_bytes,
) -> Store:
    """Opens (or makes, for nobody else to read) the folder of `login`, who works with the database at `backend`.

    `key`: what the database is encrypted with; a plain one is made so now. None: it is plain. Raises `OtherPerson`,
    `StoreTooNew`, `StoreUnwritable`, `KeyMissing`. A damaged database is kept as `sigap.damaged-<time>.sqlite`; what it
    held of the person's is taken over and the rest pulled again. On a full disk the room that was kept for it is used.
    """
    try:
        store = _open_or_repair(folder, login, backend, key, clock, randomness)
    except (StoreUnwritable, OSError):
        if not release(folder):
            raise
        return _open_or_repair(folder, login, backend, key, clock, randomness)
    keep(folder)
    return store


def _open_or_repair(
    folder: Path,
    login: str | None,
    backend: str | None,
    key: bytes | None,
    clock: Clock,
    randomness: Callable[[int], bytes],
) -> Store:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if key is None and (folder / KEY_FILE).exists():
        raise KeyMissing
    if key is not None:
        _encrypt_what_is_plain(folder / DATABASE, key)
    new_device = uuid7(clock(), randomness(10))
    try:
        return _open(folder, new_device, login, backend, key)
    except StoreDamaged:
        from desktop_app.store.salvage import put_back, set_aside

        kept = set_aside(folder / DATABASE)
        store = _open(folder, new_device, login, backend, key)
        with writing(store.engine) as connection:
            put_back(connection, kept, clock(), key)
        return store


def _open(folder: Path, new_device: str, login: str | None, backend: str | None, key: bytes | None) -> Store:
    path = folder / DATABASE
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # SQLite gives its own files the rights of this one
    engine, reads = writing_engine(path, key), reading_engine(path, key)
    try:
        with writing(engine) as connection:
            _check(connection, everything=suspicion(path).exists(), proven=key is not None)
            _make_tables(connection)
            changed = remake_changed(connection)
            whose = settle_identity(connection, folder, new_device, login, backend)
        reader = Reader(reads)
        store = Store(folder, engine, reads, whose, reader, KeptSettings(engine, reader))
        if changed:
            store.writer.replay_all()
    except BaseException:
        reads.dispose()
        engine.dispose()
        raise
    suspicion(path).unlink(missing_ok=True)
    keep_identity(folder, whose)
    return store


def _encrypt_what_is_plain(path: Path, key: bytes) -> None:
    if not path.exists() or not (is_plain(path) or has_plain_rest(path)):
        return
    with turn(path.parent):
        if is_plain(path):  # nobody else did it meanwhile
            try:
                encrypt(path, key)
            except driver(key).Error as error:
                raise named(sa.exc.DBAPIError("", None, error)) from error
        forget_plain(path)  # in its turn: before another's copy has reached the disk, the plain one is all there is


def _check(connection: sa.Connection, *, everything: bool, proven: bool) -> None:
    """Looks for damage: in the large tables (bytes of files, texts of articles) only if some was met since the last
    opening, and so in all that was pulled where each page is proven when it is read."""
    left_out = {*_LARGE, *(REPLICA if proven else ())}
    named = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    checks = ["quick_check(1)"] if everything else [f'quick_check("{name}")' for name in named if name not in left_out]
    for check in checks:
        said = connection.exec_driver_sql(f"PRAGMA {check}").scalars().first()
        if said != "ok":
            raise StoreDamaged(str(said))
    connection.exec_driver_sql("PRAGMA shrink_memory")  # the pages looked at are not needed again


def _make_tables(connection: sa.Connection) -> None:
    if not sa.inspect(connection).has_table("alembic_version"):
        metadata.create_all(connection)
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (LOCAL_VERSION,))
    version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    if version > LOCAL_VERSION:
        raise StoreTooNew(version)
    if version < LOCAL_VERSION:
        from desktop_app.store.migrations.upgrade import upgrade  # Alembic takes 220 ms to load

        upgrade(connection)
    if connection.scalar(sa.select(checkpoint.c.only)) is None:
        empty = {"only": 1, "scopes": "[]", "paged_scopes": "[]", "last_no": 0}
        connection.execute(checkpoint.insert(), empty)
