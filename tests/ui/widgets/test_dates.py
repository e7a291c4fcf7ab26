"""A day is typed or chosen, by keyboard alone; holidays are said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.calendar import Calendar, Days, MonthModel
from desktop_app.ui.widgets.date_field import DateField, read_day
from desktop_app.wording import Wording

COMPANY_DAY = date(2026, 11, 27)


def holiday(day: date) -> str:
    return "Hari Jadi perusahaan" if day == COMPANY_DAY else ""


def days_of(calendar: Calendar) -> Days:
    found = calendar.findChild(Days)
    assert isinstance(found, Days)
    return found


def month_of(days: Days) -> MonthModel:
    model = days.model()
    assert isinstance(model, MonthModel)
    return model


@pytest.fixture
def calendar(theme: Theme, wording: Callable[..., Wording], qtbot: QtBot) -> Calendar:
    made = Calendar(theme, wording(), holiday)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def field(theme: Theme, wording: Callable[..., Wording], qtbot: QtBot) -> DateField:
    made = DateField(theme, wording(), holiday)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("25/11/2026", date(2026, 11, 25)),
        ("25-11-26", date(2026, 11, 25)),
        ("5.1", date(2026, 1, 5)),
        ("2026-11-25", date(2026, 11, 25)),
        ("25 November", date(2026, 11, 25)),
        ("25 des 2027", date(2027, 12, 25)),
        ("25 Dec 2027", date(2027, 12, 25)),
        ("Rabu, 25 November 2026", date(2026, 11, 25)),
        ("31/2/2026", None),
        ("besok", None),
        ("", None),
        ("11/2026", None),
    ],
)
def test_a_day_is_read_as_people_type_it(wording: Callable[..., Wording], typed: str, read: date | None) -> None:
    assert read_day(typed, wording()) == read


def test_arrow_keys_walk_through_the_days_and_turn_the_month(calendar: Calendar, qtbot: QtBot) -> None:
    days, picked = days_of(calendar), list[date]()
    calendar.picked.connect(picked.append)
    calendar.choose(date(2026, 11, 29))
    qtbot.keyClick(days, Qt.Key.Key_Right)
    qtbot.keyClick(days, Qt.Key.Key_Right)
    assert calendar.month() == date(2026, 12, 1)
    qtbot.keyClick(days, Qt.Key.Key_Up)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    qtbot.keyClick(days, Qt.Key.Key_PageDown)
    qtbot.keyClick(days, Qt.Key.Key_Space)

    assert picked == [date(2026, 11, 24), date(2026, 12, 24)]


def test_a_month_later_than_the_31st_is_its_last_day(calendar: Calendar, qtbot: QtBot) -> None:
    days, picked = days_of(calendar), list[date]()
    calendar.picked.connect(picked.append)
    calendar.choose(date(2027, 1, 31))
    qtbot.keyClick(days, Qt.Key.Key_PageDown)
    qtbot.keyClick(days, Qt.Key.Key_Return)

    assert picked == [date(2027, 2, 28)]


def test_a_click_picks_a_day(calendar: Calendar, qtbot: QtBot) -> None:
    days, picked = days_of(calendar), list[date]()
    calendar.picked.connect(picked.append)
    index = month_of(days).index_of(date(2026, 11, 25))
    qtbot.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=days.visualRect(index).center())

    assert picked == [date(2026, 11, 25)]


def test_the_week_begins_on_monday_and_holidays_are_said(calendar: Calendar) -> None:
    model = month_of(days_of(calendar))

    assert model.headerData(0, Qt.Orientation.Horizontal) == "Sen"
    assert model.day_at(model.index(0, 0)) == date(2026, 10, 26)
    spoken = model.index_of(COMPANY_DAY).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Jumat, 27 November 2026. Hari Jadi perusahaan"


def test_days_that_are_not_offered_cannot_be_picked(calendar: Calendar, qtbot: QtBot) -> None:
    days, picked = days_of(calendar), list[date]()
    calendar.picked.connect(picked.append)
    calendar.choose(date(2026, 11, 25))
    calendar.offer(date(2026, 11, 25), None)
    qtbot.keyClick(days, Qt.Key.Key_Left)
    assert days.currentIndex() == month_of(days).index_of(date(2026, 11, 25))
    index = month_of(days).index_of(date(2026, 11, 20))
    qtbot.mouseClick(days.viewport(), Qt.MouseButton.LeftButton, pos=days.visualRect(index).center())

    assert picked == []


def test_what_is_typed_becomes_the_day_in_words(field: DateField, qtbot: QtBot) -> None:
    qtbot.keyClicks(field, "25/11")
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [date(2026, 11, 25)]
    assert field.text() == "Rabu, 25 November 2026"


def test_what_is_no_day_stays_as_it_was_typed(field: DateField, qtbot: QtBot) -> None:
    field.show_day(date(2026, 11, 25))
    field.selectAll()
    qtbot.keyClicks(field, "minggu depan")
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(field, Qt.Key.Key_Return)

    assert told.args == [None]
    assert field.text() == "minggu depan"
    assert field.unreadable()


def test_the_calendar_opens_by_key_and_gives_the_day_back(field: DateField, qtbot: QtBot) -> None:
    field.show_day(date(2026, 11, 25))
    qtbot.keyClick(field, Qt.Key.Key_Down)
    days = days_of(field.calendar)
    assert days.isVisible()
    qtbot.keyClick(days, Qt.Key.Key_Right)
    with qtbot.waitSignal(field.changed) as told:
        qtbot.keyClick(days, Qt.Key.Key_Return)

    assert told.args == [date(2026, 11, 26)]
    assert not days.isVisible()
    assert field.text() == "Kamis, 26 November 2026"
