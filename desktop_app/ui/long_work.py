"""Work off the UI thread that takes so long that a person wants to see how far it is, and to end it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.child import Child, Stopped
from desktop_app.ui.operation import Failure, Operation

Result = TypeVar("Result")


LOOK = 50
"""Milliseconds between two looks at how far it is: work that says it a thousand times a second would hold up the UI."""


class Reins:
    """What such work is given: the child it may use, and `told`, which it calls now and then.

    `so_far` is (done, total). It is looked at, not announced: a signal from another thread may meet its sender deleted.
    """

    def __init__(self) -> None:
        self.child = Child()
        self.so_far: tuple[int, int] | None = None
        self._stopped = threading.Event()

    def told(self, done: int, total: int) -> None:
        """So much is done. Raises `Stopped` where somebody does not want it any more."""
        if self._stopped.is_set():
            raise Stopped
        self.so_far = done, total

    def stop(self) -> None:
        """Ends it: its child at once, itself the next time it says how far it is."""
        self._stopped.set()
        self.child.stop()


class LongWork(QObject):
    """One piece of it at a time. `began()`, `moved(done, total)`, and `ended()` however it ended.

    It ends with its parent, and with the window.
    """

    began = Signal()
    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, operation: Operation, parent: QObject) -> None:
        super().__init__(parent)
        self._operation = operation
        self._reins: Reins | None = None
        self._told: tuple[int, int] | None = None
        self._looking = QTimer(self, interval=LOOK)
        self._looking.timeout.connect(self._look)
        operation.closing.connect(self.stop)

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return self._reins is not None

    def start(
        self, work: Callable[[Reins], Result], then: Callable[[Result], object], failed: Callable[[Failure], object],
        *, doing: str,
    ) -> None:  # fmt: skip
        """Runs `work`, then `then(result)` or `failed(failure)` on the UI thread; `Stopped` where it was ended."""
        self.stop()
        reins = Reins()
        self._reins, self._told = reins, None
        self._looking.start()
        self.destroyed.connect(reins.stop)
        self.began.emit()

        def done(result: Result) -> None:
            self._over(reins)
            then(result)

        def not_done(failure: Failure) -> None:
            self._over(reins)
            failed(failure)

        self._operation.read(lambda: work(reins), done, doing=doing, owner=self, failed=not_done)

    def stop(self) -> None:
        """Ends what is under way."""
        if self._reins is not None:
            self._reins.stop()

    def _look(self) -> None:
        so_far = self._reins.so_far if self._reins is not None else None
        if so_far is not None and so_far != self._told:
            self._told = so_far
            self.moved.emit(*so_far)

    def _over(self, reins: Reins) -> None:
        if self._reins is reins:
            self._look()
            self._looking.stop()
            self._reins = None
            self.ended.emit()
