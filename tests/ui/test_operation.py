"""Work leaves the UI thread and comes back to it: in order, at most once, never to a widget that is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.operation import Failure, Operation


@dataclass
class Desk:
    """An operation with the failures nobody else took."""

    operation: Operation
    failures: list[Failure] = field(default_factory=list)


@pytest.fixture
def desk(qapp: object) -> Iterator[Desk]:
    with ThreadPoolExecutor(2) as reads, ThreadPoolExecutor(1) as writes:
        failures: list[Failure] = []
        made = Desk(Operation(reads, writes, failures.append), failures)
        yield made
        made.operation.close()


def test_work_runs_elsewhere_and_is_told_here(desk: Desk, qtbot: QtBot) -> None:
    threads: list[int] = []
    told: list[tuple[int, int]] = []

    def work() -> int:
        threads.append(threading.get_ident())
        return 7

    desk.operation.read(work, lambda n: told.append((n, threading.get_ident())), doing="count")
    qtbot.waitUntil(lambda: bool(told))

    assert told == [(7, threading.get_ident())]
    assert threads[0] != threading.get_ident()


def test_writes_run_one_after_the_other(desk: Desk, qtbot: QtBot) -> None:
    log: list[str] = []
    hold = threading.Event()
    told: list[str] = []

    def slow() -> str:
        hold.wait(5)
        log.append("first")
        return "first"

    def fast() -> str:
        log.append("second")
        return "second"

    desk.operation.write(slow, told.append, doing="save")
    desk.operation.write(fast, told.append, doing="save")
    hold.set()
    qtbot.waitUntil(lambda: len(told) == 2)

    assert log == told == ["first", "second"]


def test_of_several_questions_only_the_newest_is_answered(desk: Desk, qtbot: QtBot) -> None:
    hold = threading.Event()
    told: list[str] = []

    def old() -> str:
        hold.wait(5)
        return "old"

    desk.operation.read(old, told.append, doing="search", latest="search")
    desk.operation.read(lambda: "new", told.append, doing="search", latest="search")
    hold.set()
    qtbot.waitUntil(lambda: not desk.operation.busy)

    assert told == ["new"]


def test_two_owners_ask_the_same_without_disturbing_each_other(desk: Desk, qtbot: QtBot) -> None:
    one, other, told = QObject(), QObject(), list[str]()
    desk.operation.read(lambda: "one", told.append, doing="search", owner=one, latest="search")
    desk.operation.read(lambda: "other", told.append, doing="search", owner=other, latest="search")
    qtbot.waitUntil(lambda: not desk.operation.busy)

    assert sorted(told) == ["one", "other"]


def test_a_widget_that_is_gone_is_told_nothing(desk: Desk, qtbot: QtBot) -> None:
    hold, told, gone = threading.Event(), list[bool](), list[bool]()
    owner = QWidget()
    owner.destroyed.connect(lambda: gone.append(True))
    desk.operation.read(lambda: hold.wait(5), told.append, doing="read", owner=owner)
    owner.deleteLater()
    qtbot.waitUntil(lambda: bool(gone))
    hold.set()
    qtbot.waitUntil(lambda: not desk.operation.busy)

    assert told == []


def test_a_cancelled_run_is_told_nothing(desk: Desk, qtbot: QtBot) -> None:
    hold, told = threading.Event(), list[bool]()
    run = desk.operation.read(lambda: hold.wait(5), told.append, doing="read")
    run.cancel()
    hold.set()
    qtbot.waitUntil(lambda: not desk.operation.busy)

    assert told == []


def test_an_error_reaches_the_sink_with_what_was_being_done(desk: Desk, qtbot: QtBot) -> None:
    def broken() -> None:
        raise OSError("disk")

    desk.operation.write(broken, lambda _: None, doing="save")
    qtbot.waitUntil(lambda: bool(desk.failures))

    assert desk.failures[0].doing == "save"
    assert isinstance(desk.failures[0].error, OSError)


def test_an_error_the_page_takes_does_not_reach_the_sink(desk: Desk, qtbot: QtBot) -> None:
    taken: list[Failure] = []

    def refused() -> None:
        raise ValueError("taken")

    desk.operation.write(refused, lambda _: None, doing="save", failed=taken.append)
    qtbot.waitUntil(lambda: bool(taken))

    assert desk.failures == []


def test_busy_is_said_from_the_first_to_the_last(desk: Desk, qtbot: QtBot) -> None:
    said: list[bool] = []
    desk.operation.busy_changed.connect(said.append)
    for _ in range(3):
        desk.operation.read(lambda: None, lambda _: None, doing="read")
    qtbot.waitUntil(lambda: not desk.operation.busy)

    assert said == [True, False]


def test_closing_waits_for_nothing_and_tells_nothing_but_writes_still_end(desk: Desk, qtbot: QtBot) -> None:
    hold, told, written = threading.Event(), list[object](), threading.Event()

    def slow() -> None:
        hold.wait(5)
        written.set()

    desk.operation.write(slow, told.append, doing="save")
    desk.operation.close()
    hold.set()

    assert written.wait(5)
    assert desk.operation.read(lambda: "late", told.append, doing="read").cancelled
    assert told == []
