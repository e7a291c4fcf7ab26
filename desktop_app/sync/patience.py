"""How long a sync waits for the other side, and how it lets go: at once when told to, whatever the network does.

Without psycopg, which a start does not need: who connects is a `Connector`, and loads it when it does.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from selectors import DefaultSelector
from typing import TYPE_CHECKING, Protocol

from desktop_app.sync.problems import Problem, Stopped, SyncFailed

if TYPE_CHECKING:
    from desktop_app.sync.session import Session

CONNECT = 5.0
"""Seconds for a connection to stand, TLS and password included."""
SILENCE = 8.0
"""Seconds without one byte after which a connection is dead."""
SLOWEST = 16_384
"""Bytes a second that we still wait for when we send much."""
_GLANCE = 0.1


@dataclass(frozen=True)
class Patience:
    """Waits for sockets and for threads, never longer than allowed nor after `stopped` says so. Seconds."""

    stopped: Callable[[], bool] = lambda: False
    monotonic: Callable[[], float] = time.monotonic
    connect: float = CONNECT
    silence: float = SILENCE

    def until_ready(self, fileno: int, wait: int, deadline: float) -> int:
        """Waits for the socket; the events that came. Raises `Stopped`, `SyncFailed(no_network)`."""
        with DefaultSelector() as selector:
            selector.register(fileno, wait)
            while True:
                if self.stopped():
                    raise Stopped
                left = deadline - self.monotonic()
                if left <= 0:
                    raise SyncFailed(Problem.NO_NETWORK, {"silent": True})
                if found := selector.select(min(_GLANCE, left)):
                    return found[0][1]


class Connector(Protocol):
    """How a session comes about: with the patience of who waits for it."""

    def __call__(self, patience: Patience) -> Session: ...
