"""On a narrow window the right column waits in a drawer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.columns import Columns
from desktop_app.ui.widgets.layout import column


@pytest.fixture
def columns(theme: Theme, qtbot: QtBot) -> Columns:
    made = Columns(theme, column(QPushButton("Utama"), None), column(QPushButton("Samping"), None), "Rincian", "Tutup")
    qtbot.addWidget(made)
    made.resize(1440, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


def side_button(columns: Columns) -> QWidget:
    return next(button for button in columns.findChildren(QPushButton) if button.text() == "Samping")


def test_both_columns_stand_side_by_side_on_a_wide_window(columns: Columns) -> None:
    assert not columns.is_narrow
    assert side_button(columns).isVisible()
    columns.open_drawer()
    assert side_button(columns).mapTo(columns, side_button(columns).rect().topLeft()).x() > 1000


def test_the_right_column_waits_in_a_drawer_and_comes_back(columns: Columns, qtbot: QtBot) -> None:
    with qtbot.waitSignal(columns.narrowed) as told:
        columns.resize(1100, 700)
    assert told.args == [True]
    assert not side_button(columns).isVisible()

    columns.open_drawer()
    assert side_button(columns).isVisible()

    columns.resize(1440, 700)
    assert side_button(columns).isVisible()
    assert columns.main.width() < 1100


def test_escape_closes_the_drawer_and_gives_the_focus_back(columns: Columns, qtbot: QtBot) -> None:
    columns.resize(1100, 700)
    main = columns.main.findChild(QPushButton)
    main.setFocus()
    columns.open_drawer()
    assert not main.hasFocus()
    qtbot.keyClick(columns.window().focusWidget(), Qt.Key.Key_Escape)

    assert not side_button(columns).isVisible()
    assert main.hasFocus()
