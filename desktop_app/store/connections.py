"""How the laptop's database is opened: for the one writer, and for reads that it never holds up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from desktop_app.store.cipher import WAITS, driver, unlock
from desktop_app.store.errors import StoreDamaged, named

T = TypeVar("T")


def writing_engine(path: Path, key: bytes | None = None) -> sa.Engine:
    """WAL and synchronous=FULL: what was committed survives a power cut. Each transaction is one BEGIN IMMEDIATE."""
    engine = _engine(path, key)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None  # sqlite3 opens no transaction of its own; `begin` does
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA secure_delete=ON")  # what was deleted is overwritten
        connection.execute("PRAGMA fullfsync=ON")  # where a flush does not reach the disk otherwise (macOS)

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def reading_engine(path: Path, key: bytes | None = None) -> sa.Engine:
    """Connections that cannot write; each transaction sees one moment."""
    engine = _engine(path, key)

    @sa.event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA query_only=ON")

    @sa.event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine


def _engine(path: Path, key: bytes | None) -> sa.Engine:
    url = sa.URL.create("sqlite", database=str(path))
    engine = sa.create_engine(url, module=driver(key), connect_args={"timeout": WAITS})

    @sa.event.listens_for(engine, "connect")
    def open_up(connection: Any, _: Any) -> None:
        unlock(connection, key)

    return engine


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """One transaction. Raises `StoreFull`, `StoreBusy`, … ; then nothing of it was saved."""
    try:
        with engine.begin() as connection:
            yield connection
    except sa.exc.DBAPIError as error:
        raise _told(engine, error) from error


def cut_log(engine: sa.Engine) -> bool:
    """Takes over what the write-ahead log holds and empties it: nothing that was deleted is left there. False while
    somebody reads."""
    connection = engine.raw_connection()
    try:
        busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()
    return busy is not None and not busy[0]


def suspicion(path: Path) -> Path:
    """The file that says that damage was met: the next opening looks at every page."""
    return path.with_suffix(".suspect")


def _told(engine: sa.Engine, error: sa.exc.DBAPIError) -> Exception:
    told = named(error)
    if isinstance(told, StoreDamaged) and engine.url.database is not None:
        with suppress(OSError):
            suspicion(Path(engine.url.database)).touch(mode=0o600)
    return told


class Reader:
    """Reads on connections of its own, from any thread."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine

    def read(self, query: Callable[[sa.Connection], T]) -> T:
        """What the query returns; all its statements see the same moment."""
        try:
            with self._engine.begin() as connection:
                return query(connection)
        except sa.exc.DBAPIError as error:
            raise _told(self._engine, error) from error
