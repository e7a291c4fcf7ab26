"""Widgets in rings are freed in the window's thread, however much other threads allocate."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from desktop_app.ui.collecting import Collecting


class Ring:
    """A widget that holds itself: only the collector frees it. `ended` gets the thread that did."""

    def __init__(self, ended: list[threading.Thread]) -> None:
        self.widget = QWidget()
        self.itself = self
        weakref.finalize(self, lambda: ended.append(threading.current_thread()))


@pytest.fixture
def collecting(qtbot: Any) -> Iterator[Collecting]:
    made = Collecting()
    yield made
    made.stop()


def allocate() -> None:
    """Enough to make Python collect all its generations many times."""
    kept: list[list[list[int]]] = [[[]] for _ in range(400_000)]
    assert kept


def test_another_thread_frees_no_widget_and_the_window_does_it_soon(collecting: Collecting, qtbot: Any) -> None:
    ended: list[threading.Thread] = []
    gc.collect()
    for _ in range(3):
        Ring(ended)

    other = threading.Thread(target=allocate)
    other.start()
    other.join()
    assert not ended

    qtbot.waitUntil(lambda: len(ended) == 3)
    assert set(ended) == {threading.main_thread()}


def test_python_collects_by_itself_again_when_it_stops(qtbot: Any) -> None:
    collecting = Collecting()
    assert not gc.isenabled()
    collecting.stop()
    assert gc.isenabled()
