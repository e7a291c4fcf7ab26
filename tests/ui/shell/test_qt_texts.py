"""Qt's own words speak the reader's language: nothing of a dialog stays English."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.catalogue import Catalogue
from desktop_app.ui.shell.qt_texts import QtTexts


@pytest.fixture(autouse=True)
def indonesian(qapp: QApplication) -> Iterator[None]:
    texts = QtTexts(Catalogue.load("id"))
    qapp.installTranslator(texts)
    yield
    qapp.removeTranslator(texts)


def test_every_standard_button_is_translated(qtbot: QtBot) -> None:
    every = QDialogButtonBox.StandardButton(QDialogButtonBox.StandardButton.FirstButton.value)
    for button in QDialogButtonBox.StandardButton:
        if button is not QDialogButtonBox.StandardButton.NoButton:
            every |= button
    box = QDialogButtonBox(every)
    qtbot.addWidget(box)
    said = {button.text().replace("&", "") for button in box.buttons()}

    assert {"Oke", "Batal", "Simpan", "Ya", "Tidak", "Coba lagi"} <= said
    assert not said & {"OK", "Cancel", "Save", "Yes", "No", "Retry", "Close", "Help", "Apply", "Reset", "Discard"}


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_the_menu_of_a_field_is_translated(qtbot: QtBot, kind: type[QLineEdit | QPlainTextEdit]) -> None:
    field = kind("tulisan")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    said = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    menu.deleteLater()

    assert said == ["Urungkan", "Ulangi", "Potong", "Salin", "Tempel", "Hapus", "Pilih semua"]


def test_what_has_no_translation_stays_as_qt_says_it(qapp: QApplication) -> None:
    assert QApplication.translate("QShortcut", "Ctrl") == "Ctrl"
