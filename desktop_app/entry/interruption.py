"""Ends an application with windows in good order when Ctrl+C or a request to end comes from outside."""

from __future__ import annotations

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier

SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Interruption(QObject):
    """Calls `end` in the UI thread at the first such signal.

    Python notices a signal only when it runs Python, and Qt waits in C++: the signal's number is written to a socket
    instead, which wakes Qt.
    """

    def __init__(self, end: Callable[[], None]) -> None:
        super().__init__()
        self._end = end
        self._far, near = socket.socketpair()
        self._far.setblocking(False)
        self._near = near
        near.setblocking(False)
        self._notifier = QSocketNotifier(self._far.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        self._before = [(number, signal.signal(number, _noted)) for number in SIGNALS]
        signal.set_wakeup_fd(near.fileno())

    def close(self) -> None:
        """Gives the signals back."""
        signal.set_wakeup_fd(-1)
        for number, handler in self._before:
            signal.signal(number, handler)
        self._notifier.setEnabled(False)
        self._far.close()
        self._near.close()

    def _woken(self) -> None:
        self._notifier.setEnabled(False)
        self._end()


def _noted(_signal: int, _frame: FrameType | None) -> None:
    """What is to be done is done in the UI thread."""
