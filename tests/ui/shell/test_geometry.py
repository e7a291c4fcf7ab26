"""A window comes back where it stood, but never where nobody can see it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.shell.geometry import clamped, kept, restore

SCREENS = [QRect(0, 0, 1920, 1040), QRect(1920, 0, 1280, 1024)]


@pytest.mark.parametrize(
    ("remembered", "shown"),
    [
        (QRect(100, 80, 1440, 900), QRect(100, 80, 1440, 900)),
        (QRect(2000, 100, 1100, 700), QRect(2000, 100, 1100, 700)),
        (QRect(5000, 100, 1440, 900), QRect(480, 100, 1440, 900)),  # its screen was taken away
        (QRect(-400, -50, 1440, 900), QRect(0, 0, 1440, 900)),
        (QRect(10, 10, 4000, 3000), QRect(0, 0, 1920, 1040)),
        (QRect(10, 10, 200, 100), QRect(10, 10, 960, 640)),
        (None, QRect(240, 70, 1440, 900)),
    ],
)
def test_a_window_is_where_a_screen_is(remembered: QRect | None, shown: QRect) -> None:
    assert clamped(remembered, SCREENS) == shown


def test_a_small_screen_holds_the_whole_window() -> None:
    assert clamped(None, [QRect(0, 0, 1280, 720)]) == QRect(0, 0, 1280, 720)


@pytest.mark.parametrize("nonsense", ["", "1 2 3", "a b c d e", "1 2 -3 4 0"])
def test_nonsense_is_as_good_as_nothing(qtbot: QtBot, nonsense: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    restore(window, nonsense)

    assert window.width() >= 640


def test_what_is_kept_is_what_is_restored(qtbot: QtBot) -> None:
    one, other = QWidget(), QWidget()
    for window in (one, other):
        qtbot.addWidget(window)
    one.setGeometry(clamped(None, [one.screen().availableGeometry()]))
    restore(other, kept(one))

    assert other.geometry() == one.geometry()
