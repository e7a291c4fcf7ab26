"""One connection to the company's database: what can be asked through it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from desktop_app.protocol.trust import has_proven_itself, is_here
from desktop_app.protocol.versions import SCHEMA
from desktop_app.sync import explain
from desktop_app.sync.address import attempts
from desktop_app.sync.certificate import why_refused
from desktop_app.sync.connection import PatientConnection, open_connection
from desktop_app.sync.patience import Patience
from desktop_app.sync.problems import NEEDS_A_PERSON, BallotNotTaken, FileNotTaken, Problem, SyncFailed

_QUIET = "SELECT portal_api.sync(%s::text)"
_SYNC = "SELECT portal_api.sync(%s::text, %s::jsonb)"

_NO_BALLOT = ("PT403", "PT404", "PT409", "PT422")
"""The poll has ended, or another laptop of the person was first: asking again changes nothing."""

_FAREWELL = "SELECT portal_api.farewell(%s::text, %s::boolean)"
_FOLLOW = "SELECT portal_api.follow(%s::text, %s::int, %s::text)"


@dataclass(frozen=True)
class Hello:
    """What the database says of itself: its life and those before, this device's last number, the command schemas it
    takes, whether it is a standby."""

    incarnation: str
    login: str
    last_no: int
    schema_min: int
    schema_max: int
    server_time: int
    version: str
    earlier: tuple[str, ...] = ()
    standby: bool = False
    lock_after_days: int | None = None
    """After so many days without contact a laptop shows nothing; 0: never; None: an older database."""


@dataclass(frozen=True)
class Farewell:
    """That this laptop's way in was closed and its copy is to be removed: why, since when, in which lives."""

    reason: str
    since: int
    incarnations: tuple[str, ...]


class Session:
    """A connection with everything a laptop may call. Each method raises `SyncFailed` or `Stopped`; about files also
    `FileNotTaken`."""

    def __init__(self, connection: PatientConnection, host: str, behind: Callable[[], object] = lambda: None):
        """`behind` is told when the server has not got to where the laptop is."""
        self._connection, self._host, self._behind = connection, host, behind
        self._announced = 0
        connection.add_notify_handler(self._note)

    def hello(self, device: str) -> Hello:
        """Makes the device known; once a connection."""
        said = json.loads(self._call("SELECT portal_api.hello(%s::text, %s::int)", (device, SCHEMA)))
        known = {name: said[name] for name in Hello.__dataclass_fields__ if name in said}
        return Hello(**known | {"earlier": tuple(known.get("earlier", ()))})

    def sync(self, ask: wire.Ask) -> wire.Reply:
        """Sends what is in it, fetches what is new: one round trip, taken only when it ended without error.

        A second one where the database holds us for somebody who stands elsewhere: then it hears our scopes, if it is
        the one we know.
        """
        raw = self._sync(ask, scopes=ask.after is not None and not ask.full)
        if "tell" in raw and raw["incarnation"] == ask.incarnation:
            raw = self._sync(ask, scopes=True)
        return wire.Reply.read(raw, ask, BY_NAME)

    def _sync(self, ask: wire.Ask, *, scopes: bool) -> dict[str, Any]:
        more = ask.more(scopes=scopes)
        given = (ask.asked,) if more is None else (ask.asked, more)
        said = self._call(_QUIET if more is None else _SYNC, given, len(more or ""))
        read: dict[str, Any] = json.loads(said)
        return read

    def farewell(self, device: str, *, removed: bool = False) -> Farewell | None:
        """Asked when the database refuses this laptop; None: it is not to remove its copy, or the server has not proven
        that it is the company's. `removed`: it has."""
        host = str(self._connection.info.get_parameters().get("host", ""))
        if not has_proven_itself(self._connection.info.get_parameters(), here=is_here(host)):
            return None
        said = json.loads(self._call(_FAREWELL, (device, removed)))
        if not said["wipe"]:
            return None
        return Farewell(said["reason"], said["since"], (said["incarnation"], *said["earlier"]))

    def follow(self, device: str, request: str | None) -> bool:
        """Hears from now on when something is said in a request; False: not this database, or not now."""
        self._connection.allow(0)
        try:
            row = self._connection.execute(_FOLLOW, (device, SCHEMA, request)).fetchone()
            self._connection.execute("UNLISTEN *")
            if row is None or row[0] is None:
                return False
            self._connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(row[0])))
        except (psycopg.errors.UndefinedFunction, psycopg.errors.ReadOnlySqlTransaction):
            return False  # an older database, or a copy that only reads: looking works without
        except psycopg.Error as error:
            raise explain.while_talking(error, self._host) from error
        return True

    def heard(self) -> bool:
        """Whether something was announced since the last call; closed when the other side has gone. Never waits."""
        connection = self._connection.pgconn
        try:
            connection.consume_input()
        except psycopg.Error:
            self.close()
        while not self.closed and (announced := connection.notifies()):
            self._note(announced)
        said, self._announced = self._announced > 0, 0
        return said

    @property
    def socket(self) -> int:
        """What becomes readable when the database says something by itself."""
        return self._connection.pgconn.socket

    def chunk_missing(self, attachment: str) -> list[int]:
        """The chunks the database lacks."""
        return list(self._file_call("SELECT portal_api.chunk_missing(%s::text)", (attachment,)))

    def chunk_put(self, attachment: str, at: int, content: bytes) -> bool:
        """Sends a chunk; True once the file is complete there."""
        call = "SELECT portal_api.chunk_put(%s::text, %s::int, %b::bytea)"
        return bool(self._file_call(call, (attachment, at, content), len(content)))

    def chunk_get(self, attachment: str, at: int) -> bytes:
        """Fetches a chunk."""
        call = "SELECT portal_api.chunk_get(%s::text, %s::int)"
        return bytes(self._file_call(call, (attachment, at), binary=True))

    def ballot_sign(self, poll: str, blinded: bytes) -> tuple[bytes, int]:
        """A ticket for a poll, signed without being seen, and the how-manieth of the poll it is."""
        said = json.loads(str(self._ballot_call("SELECT portal_api.ballot_sign(%s::text, %b::bytea)", poll, blinded)))
        return bytes.fromhex(said["signature"]), int(said["place"])

    def ballot_open(self, poll: str) -> int:
        """How many tickets of a poll may be used now."""
        return int(self._ballot_call("SELECT portal_api.ballot_open(%s::text)", poll))

    def ballot_cast(self, poll: str, token: bytes, signature: bytes, answer: str) -> None:
        """Gives an answer, with nothing that says whose it is."""
        call = "SELECT portal_api.ballot_cast(%s::text, %b::bytea, %b::bytea, %s::text)"
        self._ballot_call(call, poll, token, signature, answer)

    def report(self, said: str) -> None:
        """Adds to a counter without a name."""
        self._ballot_call("SELECT portal_api.report(%s::text)", said)

    def close(self) -> None:
        """Lets go of the connection, without a word to the other side that could hang."""
        self._connection.close()

    @property
    def closed(self) -> bool:
        return bool(self._connection.closed)

    def _note(self, announced: object) -> None:
        self._announced += 1

    def _ballot_call(self, statement: Any, *given: Any) -> Any:
        """Raises `BallotNotTaken` for what the database says, `SyncFailed` only where the wire broke."""
        self._connection.allow(0)
        try:
            row = self._connection.execute(statement, given).fetchone()
        except psycopg.Error as error:
            if error.sqlstate is None:
                raise explain.while_talking(error, self._host) from error
            raise BallotNotTaken(for_good=error.sqlstate in _NO_BALLOT) from None  # its words may repeat the call
        return None if row is None else row[0]

    def _file_call(self, statement: Any, given: tuple[Any, ...], sends: int = 0, *, binary: bool = False) -> Any:
        try:
            return self._call(statement, given, sends, binary=binary)
        except SyncFailed as error:
            if isinstance(error.__cause__, psycopg.Error) and (error.__cause__.sqlstate or "").startswith("PT4"):
                raise FileNotTaken(str(error.__cause__)) from error
            raise

    def _call(self, statement: Any, given: tuple[Any, ...], sends: int = 0, *, binary: bool = False) -> Any:
        self._connection.allow(sends)
        try:
            row = self._answer(statement, given, binary=binary)
        except psycopg.Error as error:
            failed = explain.while_talking(error, self._host)
            if failed.problem is Problem.SERVER_BEHIND:
                self._behind()
            raise failed from error
        if row is None or row[0] is None:
            raise SyncFailed(Problem.SERVER_ERROR, {"host": self._host})
        return row[0]

    def _answer(self, statement: Any, given: tuple[Any, ...], *, binary: bool) -> tuple[Any, ...] | None:
        """The row of a prepared call, sent again as it is where what was prepared is not there: a pooler has given us
        another of its connections. Nothing was done then, and from now on nothing is prepared."""
        connection = self._connection
        try:
            return connection.execute(statement, given, binary=binary).fetchone()
        except _NOT_PREPARED:
            connection.prepare_threshold = None
            return connection.execute(statement, given, binary=binary).fetchone()


_NOT_PREPARED = (psycopg.errors.InvalidSqlStatementName, psycopg.errors.DuplicatePreparedStatement)
_Opened = tuple[PatientConnection, str]
"""A connection and what it was opened with."""


@dataclass
class PostgresConnector:
    """Connects to the database at a URL without a password; `secret(url)` knows it, or libpq's own ways do.

    Of several hosts it takes the first that leads; where none does, a standby, from which can be read. One
    that was found to be behind is tried after the others.

    `authority`: a file with the certificates by which the company's servers are known; None: those of the system.
    """

    url: str
    secret: Callable[[str], str | None] = lambda url: None
    authority: Path | None = None
    _behind: set[str] = field(default_factory=set, init=False, repr=False)

    def __call__(self, patience: Patience) -> Session:
        """A new session. Raises `SyncFailed`, `Stopped`."""
        connection, conninfo = self._open(patience)
        return Session(connection, self.host, lambda: self._behind.add(conninfo))

    def connection(self, patience: Patience) -> PatientConnection:
        """A new connection, for who asks what no session does. Raises `SyncFailed`, `Stopped`."""
        return self._open(patience)[0]

    def _open(self, patience: Patience) -> _Opened:
        behind: list[str] = []

        def others() -> Iterator[str]:
            for conninfo in attempts(self.url, self.secret(self.url), patience, self.authority):
                if conninfo in self._behind:
                    behind.append(conninfo)
                else:
                    yield conninfo

        failures: list[SyncFailed] = []
        opened = self._best(others(), patience, failures) or self._best(behind, patience, failures)
        if opened is None:
            raise self._worst(failures)
        return opened

    def _best(self, conninfos: Iterable[str], patience: Patience, failures: list[SyncFailed]) -> _Opened | None:
        """The first that leads, or the first standby."""
        best: _Opened | None = None
        try:
            for conninfo in conninfos:
                try:
                    connection = open_connection(conninfo, patience)
                except psycopg.Error as error:
                    failures.append(self._refusal(error, conninfo, patience))
                    continue
                except SyncFailed as silent:
                    failures.append(SyncFailed(silent.problem, {**silent.data, "host": self.host}))
                    continue
                if best is None or not connection.is_standby:
                    best, worse = (connection, conninfo), best
                else:
                    worse = (connection, conninfo)
                if worse is not None:
                    worse[0].close()
                if not best[0].is_standby:
                    break
        except SyncFailed as unknown:  # a name that nobody knows
            failures.append(unknown)
        except BaseException:
            if best is not None:
                best[0].close()
            raise
        return best

    def _refusal(self, error: psycopg.Error, conninfo: str, patience: Patience) -> SyncFailed:
        found = explain.while_connecting(error, self.host)
        if found.problem is Problem.WRONG_CERTIFICATE and "reason" not in found.data:
            return SyncFailed(found.problem, {**found.data, "reason": why_refused(conninfo, patience)})
        return found

    def _worst(self, failures: list[SyncFailed]) -> SyncFailed:
        """What one address says is not lost in the silence of the next."""
        of_a_person = [failed for failed in failures if failed.problem in NEEDS_A_PERSON]
        return next(iter(of_a_person or failures[-1:]), SyncFailed(Problem.WRONG_ADDRESS, {"host": self.host}))

    @property
    def host(self) -> str:
        """For the sentence that says where the database was sought."""
        try:
            return str(conninfo_to_dict(self.url).get("host") or "localhost")
        except psycopg.Error:
            return self.url
