"""The choice of forms: grouped, found as one types, each with its promise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from desktop_app.domain.forms.rows import Form
from desktop_app.ui.links import link
from desktop_app.ui.widgets.rows import Row, RowModel
from tests.ui.laptop_builder import filled_laptop
from tests.ui.new_request.asking import Asking, asking


def listed(asked: Asking) -> dict[str, list[Row]]:
    """The rows of each category in sight."""
    found = {}
    for card in asked.page.catalogue._cards.values():
        model = card.list.model()
        assert isinstance(model, RowModel)
        if not card.isHidden():
            found[card.accessibleName()] = [row for row in model.rows() if isinstance(row, Row)]
    return found


def titles(asked: Asking) -> list[str]:
    return [row.title for rows in listed(asked).values() for row in rows]


def test_forms_stand_under_what_they_are_about_with_team_and_promise(sari: Asking) -> None:
    sari.page.resize(1300, 800)
    sari.settled()
    rows = listed(sari)
    assert list(rows)[:2] == ["Cuti", "Gaji dan biaya"]
    assert [row.title for row in rows["Cuti"]] == ["Pertanyaan cuti", "Cuti sakit"]
    assert rows["Cuti"][0].side == "HR · dibalas dalam 4 jam kerja"
    assert sum(len(each) for each in rows.values()) == 16


def test_a_form_is_found_by_the_beginning_of_any_of_its_words_in_both_languages(sari: Asking) -> None:
    sari.page.catalogue.field.setText("lamp")
    assert titles(sari) == ["Perbaikan ruangan atau AC"]
    sari.page.catalogue.field.setText("sick")
    assert titles(sari) == ["Cuti sakit"]
    sari.page.catalogue.field.setText("melahirkan")
    assert titles(sari) == ["Pertanyaan cuti"]
    sari.page.catalogue.field.clear()
    assert len(titles(sari)) == 16


def test_where_no_form_fits_there_is_somewhere_to_go(sari: Asking) -> None:
    sari.page.catalogue.field.setText("parkir helikopter")
    sari.settled()
    assert titles(sari) == []
    assert "Tidak ada formulir untuk “parkir helikopter”" in sari.texts()
    search = next(
        each for each in sari.page.findChildren(QAbstractButton) if each.accessibleName() == "Cari di artikel"
    )
    search.click()
    assert sari.bench.shell.opened == [link("search", "parkir helikopter")]


def test_a_form_is_opened_with_the_keyboard(sari: Asking) -> None:
    card = sari.page.catalogue._cards["leave"]
    card.list.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(card.list, Qt.Key.Key_Down)
    QTest.keyClick(card.list, Qt.Key.Key_Return)
    sari.settled()
    assert sari.wizard.filling.form.form == "sick-leave"


def test_the_emergency_number_stands_before_all_forms(sari: Asking) -> None:
    assert "Ada yang dalam bahaya sekarang? Telepon K3: +62 21 5550 1119" in sari.texts()
    report = next(
        each for each in sari.page.findChildren(QAbstractButton) if each.accessibleName() == "Laporkan insiden"
    )
    report.click()
    sari.settled()
    assert sari.wizard.filling.form.form == "workplace-incident"


def test_before_the_first_sync_there_are_no_forms_and_nothing_breaks(tmp_path: Path, qtbot: Any) -> None:
    store = filled_laptop(tmp_path / "laptop", "sari", without=(Form,))
    with asking(tmp_path / "laptop", qtbot, store=store) as sari:
        assert titles(sari) == []
        assert "Formulir belum ada di laptop ini" in sari.texts()
