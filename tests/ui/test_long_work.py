"""Long work says how far it is, and ends when a person, its page or the window does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from desktop_app.child import Stopped
from desktop_app.ui.long_work import LongWork, Reins
from desktop_app.ui.operation import Failure, Operation


class Endless:
    """Goes on until it is not wanted any more; `over` says that its thread is free."""

    def __init__(self) -> None:
        self.over = threading.Event()

    def __call__(self, reins: Reins) -> None:
        try:
            while True:
                reins.told(1, 2)
        finally:
            self.over.set()


@pytest.fixture
def operation(qapp: Any) -> Iterator[Operation]:
    with ThreadPoolExecutor(1) as reads, ThreadPoolExecutor(1) as writes:
        made = Operation(reads, writes, lambda failure: None)
        yield made
        made.close()


def begun(work: LongWork, what: Endless, failed: list[Failure], qtbot: Any) -> None:
    with qtbot.waitSignal(work.moved):
        work.start(what, lambda result: None, failed.append, doing="test")


def test_it_says_how_far_it_is_and_what_came_of_it(qtbot: Any, operation: Operation) -> None:
    owner = QObject()
    moved: list[tuple[int, int]] = []
    came: list[int] = []
    work = LongWork(operation, owner)
    work.moved.connect(lambda done, total: moved.append((done, total)))

    def count(reins: Reins) -> int:
        for done in range(3):
            reins.told(done, 3)
        return 3

    with qtbot.waitSignal(work.ended):
        work.start(count, came.append, lambda failure: None, doing="test")

    assert (moved[-1], came, work.busy) == ((2, 3), [3], False)
    assert moved == sorted(set(moved))


def test_stopped_it_tells_so_once_it_has_ended(qtbot: Any, operation: Operation) -> None:
    owner, endless = QObject(), Endless()
    failed: list[Failure] = []
    work = LongWork(operation, owner)
    begun(work, endless, failed, qtbot)

    with qtbot.waitSignal(work.ended):
        work.stop()

    assert [type(each.error) for each in failed] == [Stopped]
    assert endless.over.is_set()


def test_it_ends_with_its_page(qtbot: Any, operation: Operation) -> None:
    owner, endless = QObject(), Endless()
    failed: list[Failure] = []
    begun(LongWork(operation, owner), endless, failed, qtbot)

    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)

    assert endless.over.wait(10)
    qtbot.waitUntil(lambda: not operation.busy)
    assert failed == []


def test_it_ends_with_the_window(qtbot: Any, operation: Operation) -> None:
    owner, endless = QObject(), Endless()
    begun(LongWork(operation, owner), endless, [], qtbot)

    operation.close()

    assert endless.over.wait(10)
