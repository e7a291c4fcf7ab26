"""Collects garbage in the window's thread alone.

Python collects in whichever thread happens to allocate. Pages that were taken down (another language) are rings of
widgets that only the collector frees, and freeing a widget in a thread that reads the database ends the process: Qt's
widgets live in one thread.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # ms
MIDDLE, WHOLE = 10, 60  # every so many times the middle generation too, or all


class Collecting(QObject):
    """Takes collecting over from Python for as long as it lives; `stop` gives it back."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._times = 0
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """What is young each time, what has stayed now and then."""
        self._times += 1
        gc.collect(2 if self._times % WHOLE == 0 else 1 if self._times % MIDDLE == 0 else 0)

    def stop(self) -> None:
        """Python collects by itself again, wherever it is."""
        self._timer.stop()
        gc.enable()
