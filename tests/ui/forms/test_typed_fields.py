"""Controls in which one types: what is typed is given as the form's rules read it, or as it stands."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.ui.forms.fields import CONTROLS
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.fields.find_one import FindOne
from desktop_app.ui.forms.fields.long_text import LongText
from desktop_app.ui.widgets.text import Text
from tests.domain.forms.form_builder import field
from tests.ui.forms.surrounded import Surrounded

TYPED = [
    (field("a", "short_text"), "Slip gaji", "Slip gaji"),
    (field("a", "email"), "sari@rempah.example ", "sari@rempah.example"),
    (field("a", "phone"), "0811-5550-124", "0811-5550-124"),
    (field("a", "whole"), "1.250", 1250),
    (field("a", "decimal"), "2,5", 250),
    (field("a", "money"), "450.000", 450_000),
    (field("a", "money"), "450 ribu", "450 ribu"),
    (field("a", "time"), "9.30", "09:30"),
    (field("a", "date"), "25/11/2026", "2026-11-25"),
    (field("a", "date"), "31 November", "31 November"),
]


def line_of(control: Control) -> QLineEdit:
    edit = control.inputs()[0]
    assert isinstance(edit, QLineEdit)
    return edit


def test_each_type_of_field_has_a_control_and_no_other_is_there() -> None:
    assert {control.name for control in CONTROLS} == set(BY_NAME)


@pytest.mark.parametrize(("written", "typed", "answer"), TYPED)
def test_what_is_typed_is_given(sari: Surrounded, written: dict[str, Any], typed: str, answer: Any) -> None:
    control = sari.control(written)
    QTest.keyClicks(line_of(control), typed)
    assert sari.told[-1] == answer


@pytest.mark.parametrize(
    ("written", "answer", "shown"),
    [
        (field("a", "money"), 450_000, "450.000"),
        (field("a", "whole"), 1250, "1.250"),
        (field("a", "decimal"), 250, "2,50"),
        (field("a", "time"), "09:30", "09.30"),
        (field("a", "date"), "2026-11-25", "Rabu, 25 November 2026"),
        (field("a", "money"), "450 ribu", "450 ribu"),
        (field("a", "person"), "rizky", "Rizky Pratama · HR, Makassar"),
        (field("a", "place"), "jakarta-clinic", "Jakarta (kantor pusat) › Menara Rempah › Lantai 2 › Klinik"),
    ],
)
def test_an_answer_is_shown_as_people_write_it(
    sari: Surrounded, written: dict[str, Any], answer: Any, shown: str
) -> None:
    control = sari.control(written)
    control.show_answer(answer)
    assert line_of(control).text() == shown
    control.show_answer(None)
    assert line_of(control).text() == ""
    assert sari.told == []


def test_an_amount_is_written_out_once_the_person_goes_on(sari: Surrounded) -> None:
    control = sari.control(field("a", "money"))
    other = QLineEdit(sari.window)
    other.show()
    edit = line_of(control)
    edit.setFocus()
    QTest.keyClicks(edit, "450000")
    assert edit.text() == "450000"
    other.setFocus()
    assert edit.text() == "450.000"
    assert sari.left == 1


def test_who_is_typing_keeps_the_cursor(sari: Surrounded) -> None:
    control = sari.control(field("a", "whole"))
    edit = line_of(control)
    QTest.keyClicks(edit, "12500")
    edit.setCursorPosition(2)
    control.show_answer(12500)
    assert (edit.text(), edit.cursorPosition()) == ("12500", 2)


def test_a_person_is_found_by_a_part_of_the_name(sari: Surrounded) -> None:
    control = sari.control(field("a", "person"))
    other = QLineEdit(sari.window)
    other.show()
    edit = line_of(control)
    edit.setFocus()
    QTest.keyClicks(edit, "rumbiak")
    before = control.doubtful()
    other.setFocus()
    assert (before, control.doubtful()) == (True, False)
    assert sari.told[-2:] == [None, "yohana"]


def test_a_name_nobody_has_is_no_answer_and_stays_to_be_put_right(sari: Surrounded) -> None:
    control = sari.control(field("a", "person"))
    edit = line_of(control)
    QTest.keyClicks(edit, "Nobody of that name")
    control.show_answer(None)
    assert control.doubtful()
    assert edit.text() == "Nobody of that name"


def test_a_person_chosen_from_the_list_is_given_by_login(sari: Surrounded) -> None:
    control = sari.control(field("a", "person"))
    assert isinstance(control, FindOne)
    edit = line_of(control)
    edit.setFocus()
    QTest.keyClicks(edit, "budi")
    completer = edit.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    sari.qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert sari.told[-1] == "budi"


def test_a_long_text_grows_and_tab_goes_on(sari: Surrounded) -> None:
    control = sari.control(field("a", "long_text", max=100))
    assert isinstance(control, LongText)
    after = QLineEdit(sari.window)
    after.show()
    edit = control.inputs()[0]
    assert isinstance(edit, QPlainTextEdit)
    before = edit.height()
    edit.setFocus()
    QTest.keyClicks(edit, "Dokter memajukan perkiraan lahir.")
    for _ in range(6):
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.height() > before
    assert sari.told[-1] == "Dokter memajukan perkiraan lahir."
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert not edit.hasFocus()
    assert sari.left == 1


def test_a_long_text_says_how_much_room_is_left(sari: Surrounded) -> None:
    control = sari.control(field("a", "long_text", max=20))
    edit = control.inputs()[0]
    assert isinstance(edit, QPlainTextEdit)
    said = control.findChildren(Text)
    QTest.keyClicks(edit, "a" * 18)
    assert [each.text() for each in said if each.isVisible()] == ["tersisa 2 karakter"]
    QTest.keyClicks(edit, "a" * 5)
    assert [each.text() for each in said if each.isVisible()] == ["kelebihan 3 karakter"]


def test_a_paste_that_no_answer_may_have_stays_out_and_says_how_much_it_is(sari: Surrounded) -> None:
    control = sari.control(field("a", "long_text", max=4000))
    edit = control.inputs()[0]
    assert isinstance(edit, QPlainTextEdit)
    QTest.keyClicks(edit, "Kata")
    pasted = QMimeData()
    pasted.setText("x" * 5_000_000)

    edit.insertFromMimeData(pasted)

    assert edit.toPlainText() == sari.told[-1] == "Kata"
    assert "kelebihan 4.996.004 karakter" in [each.text() for each in control.findChildren(Text)]
