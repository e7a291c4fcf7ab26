"""Controls in which one chooses: options, days, stars, an agreement, lines of a table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.fields.table import Table
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.text import Text
from tests.domain.forms.form_builder import field, texts
from tests.ui.forms.surrounded import Surrounded


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def buttons(control: Control) -> list[QAbstractButton]:
    return [each for each in control.inputs() if isinstance(each, QAbstractButton)]


def shown_texts(control: QWidget) -> list[str]:
    return [each.accessibleName() for each in control.findChildren(Text) if each.isVisible() and each.accessibleName()]


def test_an_option_is_chosen_by_pointer_and_by_arrow_keys(sari: Surrounded) -> None:
    control = sari.control(field("a", "choice", style="radio"))
    one, two, three = buttons(control)
    click(two)
    assert sari.told == ["two"]
    two.setFocus()
    QTest.keyClick(two, Qt.Key.Key_Down)
    assert three.isChecked()
    assert sari.told[-1] == "three"
    control.show_answer(None)
    assert not any(button.isChecked() for button in (one, two, three))


def test_options_that_are_not_offered_are_not_in_sight(sari: Surrounded) -> None:
    radio = sari.control(field("a", "choice", style="radio"))
    radio.offer(("one", "three"))
    assert [button.isVisible() for button in buttons(radio)] == [True, False, True]
    drop_down = sari.control(field("b", "choice"))
    drop_down.show_answer("three")
    drop_down.offer(("two", "three"))
    combo = drop_down.inputs()[0]
    assert isinstance(combo, QComboBox)
    assert [combo.itemData(at) for at in range(combo.count())] == ["two", "three"]
    assert combo.currentData() == "three"


def test_a_list_is_chosen_from_by_keys_and_not_by_the_wheel(sari: Surrounded) -> None:
    control = sari.control(field("a", "choice"))
    combo = control.inputs()[0]
    assert isinstance(combo, QComboBox)
    assert combo.currentIndex() == -1
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert sari.told == ["one"]


def test_several_options_keep_the_order_of_the_form(sari: Surrounded) -> None:
    control = sari.control(field("a", "choices"))
    one, _, three = buttons(control)
    click(three)
    QTest.keyClick(one, Qt.Key.Key_Space)
    assert sari.told == [["three"], ["one", "three"]]
    click(three)
    assert sari.told[-1] == ["one"]


def test_yes_and_no_are_both_answers_and_none_is_chosen_at_first(sari: Surrounded) -> None:
    control = sari.control(field("a", "yes_no"))
    yes, no = buttons(control)
    assert not yes.isChecked()
    assert not no.isChecked()
    click(no)
    assert sari.told == [False]
    control.show_answer(None)
    assert not no.isChecked()


def test_a_range_is_chosen_with_two_clicks_in_the_calendar(sari: Surrounded) -> None:
    control: Any = sari.control(field("a", "date_range"), width=760)
    assert control._calendar.isVisible()
    calendar = control._calendar
    calendar.picked.emit(calendar.today.replace(day=25))
    assert sari.told[-1] == {"from": "2026-11-25"}
    calendar.picked.emit(calendar.today.replace(day=30))
    assert sari.told[-1] == {"from": "2026-11-25", "to": "2026-11-30"}
    assert "4 hari kerja" in shown_texts(control)
    assert "Tidak dihitung: Sabtu 28 dan Minggu 29." in shown_texts(control)


def test_a_holiday_in_a_range_is_named_and_not_counted(sari: Surrounded) -> None:
    control = sari.control(field("a", "date_range"))
    control.show_answer({"from": "2026-12-24", "to": "2026-12-25"})
    assert "1 hari kerja" in shown_texts(control)
    assert "Tidak dihitung: Jumat 25 (libur)." in shown_texts(control)
    assert "25 Desember: hari libur" in shown_texts(control)


def test_on_a_narrow_window_the_calendar_only_opens_under_the_field(sari: Surrounded) -> None:
    control: Any = sari.control(field("a", "date_range"), width=600)
    assert not control._calendar.isVisible()
    QTest.keyClicks(control.inputs()[0], "25/11/2026")
    QTest.keyClicks(control.inputs()[1], "20/11/2026")
    assert sari.told[-1] == {"from": "2026-11-25", "to": "2026-11-20"}


def test_stars_are_given_and_lit_up_to_the_chosen_one(sari: Surrounded) -> None:
    control = sari.control(field("a", "rating"))
    stars: list[Any] = buttons(control)
    click(stars[3])
    assert sari.told == [4]
    assert [star.lit for star in stars] == [True, True, True, True, False]
    assert stars[3].accessibleName() == "4 dari 5"


def test_agreement_is_given_and_taken_back(sari: Surrounded) -> None:
    control = sari.control(field("a", "consent", text=texts("Data dipakai HR."), version="1"))
    (box,) = buttons(control)
    assert "Data dipakai HR." in shown_texts(control)
    click(box)
    click(box)
    assert sari.told == [True, None]
    control.show_answer({"version": "1", "text": texts("Data dipakai HR.")})
    assert box.isChecked()


def test_a_calculated_number_is_shown_and_takes_no_keyboard(sari: Surrounded) -> None:
    control = sari.control(field("total", "calculated", calculate={"const": 1}, result="money"))
    control.show_answer(1_250_000)
    assert "Rp1.250.000" in shown_texts(control)
    assert control.inputs() == ()
    control.show_answer(None)
    assert "–" in shown_texts(control)


def test_a_team_is_chosen_by_name(sari: Surrounded) -> None:
    control = sari.control(field("a", "team"))
    combo = control.inputs()[0]
    assert isinstance(combo, QComboBox)
    control.show_answer("facilities")
    assert combo.currentText() == "Fasilitas"


# ---- tables


def cells(table: Control, line: int) -> list[Any]:
    assert isinstance(table, Table)
    return [widget for cell in table._lines[line].cells.values() for widget in cell.inputs()]


def test_a_table_begins_with_one_blank_line_that_says_nothing(sari: Surrounded) -> None:
    table = sari.control(field("a", "table"))
    what, amount = cells(table, 0)
    assert isinstance(what, QLineEdit)
    QTest.keyClicks(what, "Taksi")
    QTest.keyClicks(amount, "185000")
    assert sari.told[-1] == [{"what": "Taksi", "amount": 185_000}]
    what.selectAll()
    QTest.keyClick(what, Qt.Key.Key_Delete)
    amount.selectAll()
    QTest.keyClick(amount, Qt.Key.Key_Delete)
    assert sari.told[-1] is None


def test_lines_are_added_and_taken_out(sari: Surrounded) -> None:
    table = sari.control(field("a", "table"))
    table.show_answer([{"what": "Taksi", "amount": 185_000}])
    add = next(each for each in table.findChildren(Button) if "Tambah" in each.text())
    click(add)
    QTest.keyClicks(cells(table, 1)[0], "Makan")
    assert sari.told[-1] == [{"what": "Taksi", "amount": 185_000}, {"what": "Makan"}]
    remove = next(each for each in table.findChildren(IconButton) if each.accessibleName() == "Hapus baris 1")
    click(remove)
    assert sari.told[-1] == [{"what": "Makan"}]
    assert cells(table, 0)[0].text() == "Makan"


def test_a_table_takes_no_more_lines_than_the_form_allows(sari: Surrounded) -> None:
    table = sari.control(field("a", "table", max=2))
    add = next(each for each in table.findChildren(Button) if "Tambah" in each.text())
    click(add)
    assert not add.isEnabled()


def test_the_cell_that_is_wrong_is_marked_and_gets_the_keyboard(sari: Surrounded) -> None:
    table = sari.control(field("a", "table"))
    table.show_answer([{"what": "Taksi", "amount": 1}, {"what": "Makan", "amount": "dua ratus"}])
    table.mark("/1/amount", "Tulis dengan angka saja.")
    table.focus_at("/1/amount")
    assert cells(table, 1)[1].hasFocus()
    assert not any(each.property("wrong") for each in cells(table, 0))
    table.mark("", "")
    assert not cells(table, 1)[1].property("wrong")


def test_on_a_narrow_window_a_line_shows_its_cells_one_under_the_other(sari: Surrounded) -> None:
    table = sari.control(field("a", "table"), width=480)
    what, amount = cells(table, 0)
    assert what.mapTo(table, what.rect().topLeft()).y() < amount.mapTo(table, amount.rect().topLeft()).y()
    assert what.accessibleName() == "what, baris 1"
