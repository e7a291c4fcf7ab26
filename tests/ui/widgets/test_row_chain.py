"""Several lists read with the arrow keys as one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.row_chain import RowChain
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Group, Row, RowKind

Lists = tuple[RowList, ...]


@pytest.fixture
def chained(theme: Theme, qtbot: QtBot) -> Callable[..., tuple[QWidget, Lists]]:
    def made(*contents: tuple[Row | Group, ...]) -> tuple[QWidget, Lists]:
        lists = tuple(RowList(theme, f"list {n}", RowKind(), rows) for n, rows in enumerate(contents))
        page = holder(column(*lists, gap=0))
        chain = RowChain(page)
        chain.link(lists)
        qtbot.addWidget(page)
        page.show()
        return page, lists

    return made


def walked(qtbot: QtBot, page: QWidget, *keys: Qt.Key) -> list[object]:
    seen: list[object] = []
    for key in keys:
        qtbot.keyClick(page.focusWidget(), key)
        at = page.focusWidget()
        assert isinstance(at, RowList)
        seen.append(at.chosen())
    return seen


DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up


def test_down_goes_on_in_the_next_list_and_up_comes_back(
    chained: Callable[..., tuple[QWidget, Lists]], qtbot: QtBot
) -> None:
    page, (first, _) = chained((Row("a", "A"), Row("b", "B")), (Group("G"), Row("c", "C"), Row("d", "D")))
    first.setFocus()
    first.choose("a")

    assert walked(qtbot, page, DOWN, DOWN, DOWN, DOWN, UP, UP, UP) == ["b", "c", "d", "d", "c", "b", "a"]


def test_lists_that_are_hidden_or_empty_are_passed_over(
    chained: Callable[..., tuple[QWidget, Lists]], qtbot: QtBot
) -> None:
    page, (first, hidden, _, _) = chained((Row("a", "A"),), (Row("b", "B"),), (), (Row("c", "C"),))
    hidden.hide()
    first.setFocus()
    first.choose("a")

    assert walked(qtbot, page, DOWN, UP) == ["c", "a"]


def test_a_list_that_is_no_longer_linked_ends_where_it_ends(theme: Theme, qtbot: QtBot) -> None:
    first, second = RowList(theme, "1", RowKind(), (Row("a", "A"),)), RowList(theme, "2", RowKind(), (Row("b", "B"),))
    page = holder(column(first, second, gap=0))
    chain = RowChain(page)
    chain.link([first, second])
    chain.link([second])
    qtbot.addWidget(page)
    page.show()
    first.setFocus()
    first.choose("a")

    assert walked(qtbot, page, DOWN) == ["a"]
