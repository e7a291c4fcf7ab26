"""Work off the UI thread that takes so long that a person wants to see how far it is, and to end it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from desktop_app.child import Child, Stopped
from desktop_app.ui.operation import Failure, Operation

Result = TypeVar("Result")


class Reins:
    """What such work is given: the child it may use, and `told`, which it calls now and then."""

    def __init__(self, moved: Callable[[int, int], object]) -> None:
        self.child = Child()
        self._moved = moved
        self._stopped = threading.Event()

    def told(self, done: int, total: int) -> None:
        """So much is done. Raises `Stopped` where somebody does not want it any more."""
        if self._stopped.is_set():
            raise Stopped
        self._moved(done, total)

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
        reins = Reins(self.moved.emit)
        self._reins = reins
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

    def _over(self, reins: Reins) -> None:
        if self._reins is reins:
            self._reins = None
            self.ended.emit()
