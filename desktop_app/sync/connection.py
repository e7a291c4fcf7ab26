"""A psycopg connection that can be let go of at once, whatever the network does.

psycopg's own way out of a wait is to cancel the query, which hangs on a dead link; here the socket is closed instead.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any, TypeVar

import psycopg
from psycopg import pq
from psycopg.abc import PQGen
from psycopg.waiting import Ready, Wait

from desktop_app.sync.patience import SLOWEST, Patience

T = TypeVar("T")


class PatientConnection(psycopg.Connection[tuple[Any, ...]]):
    """A connection that waits with patience. `allow` sets how long the next call may be silent."""

    patience = Patience()
    _extra = 0.0

    @property
    def is_standby(self) -> bool:
        """Whether the server says that it is a standby; behind a pooler nobody says so."""
        return self.pgconn.parameter_status(b"in_hot_standby") == b"on"

    def allow(self, bytes_to_send: int) -> None:
        """Gives the next call time for so many bytes on a slow line."""
        self._extra = bytes_to_send / SLOWEST

    def wait(self, gen: PQGen[T], interval: float = 0.0, timeout: float | None = None) -> T:
        """Drives psycopg's generator; every byte that comes or goes earns it new patience."""
        return _drive(gen, self._ready)

    def _ready(self, wait: Wait) -> Ready:
        deadline = self.patience.monotonic() + self.patience.silence + self._extra
        return Ready(self.patience.until_ready(self.pgconn.socket, wait, deadline))


def _drive(gen: Generator[Wait, Ready | int, T], ready: Callable[[Wait], Ready]) -> T:
    try:
        wanted = next(gen)
        while True:
            wanted = gen.send(ready(wanted))
    except StopIteration as ended:
        result: T = ended.value
        return result


def open_connection(conninfo: str, patience: Patience) -> PatientConnection:
    """Connects. Raises `psycopg.OperationalError`, `SyncFailed(no_network)`, `Stopped`."""
    deadline = patience.monotonic() + patience.connect
    connecting = pq.PGconn.connect_start(conninfo.encode())
    try:
        while connecting.status != pq.ConnStatus.BAD:
            match connecting.connect_poll():
                case pq.PollingStatus.OK:
                    connecting.nonblocking = 1
                    connection = PatientConnection(connecting)
                    connection.patience = patience
                    connection.autocommit = True
                    connection.prepare_threshold = 0
                    return connection
                case pq.PollingStatus.READING:
                    patience.until_ready(connecting.socket, Wait.R, deadline)
                case pq.PollingStatus.WRITING:
                    patience.until_ready(connecting.socket, Wait.W, deadline)
                case _:
                    break
        raise psycopg.OperationalError(connecting.get_error_message())
    except BaseException:
        connecting.finish()
        raise
