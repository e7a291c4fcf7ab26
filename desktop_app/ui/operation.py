"""The one way off the UI thread: work runs on an executor, its result comes back through a signal."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Executor, Future
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

Result = TypeVar("Result")


@dataclass(frozen=True)
class Failure:
    """Work that raised: the error, and what was being done, for the person (translated at the edge) and for the log."""

    error: BaseException
    doing: str


class Run:
    """One piece of work under way. `cancel` drops its result; work that has begun still ends."""

    def __init__(self, future: Future[Any] | None = None) -> None:
        self._future = future
        self.cancelled = False

    def cancel(self) -> None:
        """Nothing of it will be told any more."""
        self.cancelled = True
        if self._future is not None:
            self._future.cancel()

    def started(self, future: Future[Any]) -> None:
        """The executor took it."""
        self._future = future


class Operation(QObject):
    """Reads run side by side in a small pool, writes one after the other in a serial executor; both are passed in.

    `owner` is the widget the result is for: when it is gone, so is the result. `latest`: of several runs with the same
    owner and name only the newest is told (search as you type). Errors go to `failed`, or else to the sink.
    """

    busy_changed = Signal(bool)
    closing = Signal()
    _done = Signal(object)

    def __init__(self, reads: Executor, writes: Executor, sink: Callable[[Failure], None]) -> None:
        super().__init__()
        self._reads, self._writes, self._sink = reads, writes, sink
        self._running = 0
        self._closed = False
        self._newest: dict[Hashable, Run] = {}
        self._done.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Something is under way."""
        return self._running > 0

    def read(
        self, work: Callable[[], Result], then: Callable[[Result], object], *, doing: str, owner: QObject | None = None,
        latest: Hashable = None, failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """Runs `work` in the pool, then `then(result)` on the UI thread."""
        return self._start(self._reads, work, then, doing, owner, latest, failed)

    def write(
        self, work: Callable[[], Result], then: Callable[[Result], object], *, doing: str, owner: QObject | None = None,
        failed: Callable[[Failure], object] | None = None,
    ) -> Run:  # fmt: skip
        """Runs `work` after all writes before it, then `then(result)` on the UI thread: by then it is saved."""
        return self._start(self._writes, work, then, doing, owner, None, failed)

    def close(self) -> None:
        """Tells nothing more and waits for nothing: reads are dropped, writes end behind the closed window."""
        self._closed = True
        self.closing.emit()
        for run in self._newest.values():
            run.cancel()
        self._newest.clear()

    def _start(
        self, executor: Executor, work: Callable[[], Any], then: Callable[[Any], object], doing: str,
        owner: QObject | None, latest: Hashable, failed: Callable[[Failure], object] | None,
    ) -> Run:  # fmt: skip
        run = Run()
        if self._closed:
            run.cancel()
            return run
        if latest is not None:
            key = (id(owner), latest)
            if (before := self._newest.get(key)) is not None:
                before.cancel()
            self._newest[key] = run
        self._running += 1
        if self._running == 1:
            self.busy_changed.emit(True)
        future = executor.submit(work)
        run.started(future)

        def tell(ended: Future[Any]) -> None:
            if not self._closed:
                self._done.emit((run, ended, then, doing, owner, failed))

        future.add_done_callback(tell)
        return run

    def _deliver(self, ended: tuple[Any, ...]) -> None:
        run, future, then, doing, owner, failed = ended
        self._running -= 1
        for key in [key for key, newest in self._newest.items() if newest is run]:
            del self._newest[key]
        try:
            if self._closed or run.cancelled or future.cancelled() or (owner is not None and not isValid(owner)):
                return
            error = future.exception()
            if error is None:
                then(future.result())
            elif not isinstance(error, CancelledError):
                (failed or self._sink)(Failure(error, doing))
        finally:
            if self._running == 0:
                self.busy_changed.emit(False)
