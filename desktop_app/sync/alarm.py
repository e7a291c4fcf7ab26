"""A sleep that others can end: for the thread that waits for wishes, for the time and for the database at once."""

from __future__ import annotations

import contextlib
import socket
from selectors import EVENT_READ, DefaultSelector


class Alarm:
    """Woken by `ring`, by a socket that has something to say, or by the time."""

    def __init__(self) -> None:
        self._ring, self._heard = socket.socketpair()
        self._ring.setblocking(False)
        self._heard.setblocking(False)

    def ring(self) -> None:
        """Ends the sleep, or the next one; from any thread, also after `close`."""
        with contextlib.suppress(OSError):  # full: it rings already; closed: nobody sleeps
            self._ring.send(b"!")

    def sleep(self, seconds: float | None, also: int | None = None) -> bool:
        """Sleeps at most so long (None: until it rings); whether the socket `also` became readable."""
        with DefaultSelector() as selector:
            selector.register(self._heard, EVENT_READ)
            if also is not None:
                selector.register(also, EVENT_READ)
            ready = {key.fd for key, _ in selector.select(None if seconds is None else max(0.0, seconds))}
        if self._heard.fileno() in ready:
            with contextlib.suppress(BlockingIOError):
                while self._heard.recv(64):
                    pass
        return also in ready

    def close(self) -> None:
        """Nobody sleeps any more."""
        self._ring.close()
        self._heard.close()
