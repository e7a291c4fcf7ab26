"""The first window on a new laptop, as a person uses it: with a file, by hand, with keys alone, when it does not go."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.catalogue import Catalogue
from desktop_app.ui.first_start.view import FirstStartWindow
from desktop_app.ui.theme import Theme


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> FirstStartWindow:
    made = FirstStartWindow(theme, Catalogue.load("en"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def button(window: FirstStartWindow, name: str) -> QPushButton:
    (found,) = [one for one in window.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == name]
    return found


def field(window: FirstStartWindow, name: str) -> QLineEdit:
    (found,) = [one for one in window.findChildren(QLineEdit) if one.isVisible() and one.accessibleName() == name]
    return found


def seen(window: FirstStartWindow) -> set[str]:
    return {label.accessibleName() for label in window.findChildren(QLabel) if label.isVisible()}


def dropped(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def by_hand(qtbot: QtBot, window: FirstStartWindow) -> None:
    qtbot.mouseClick(button(window, "I have no file, only a code or a password"), Qt.MouseButton.LeftButton)


def test_a_file_that_is_dropped_is_opened(qtbot: QtBot, window: FirstStartWindow) -> None:
    with qtbot.waitSignal(window.file_given) as told:
        assert window.take(dropped(Path("/gifts/sari.sigap")))

    assert told.args == [Path("/gifts/sari.sigap")]


def test_several_files_at_once_are_not_taken(window: FirstStartWindow) -> None:
    assert not window.take(dropped(Path("/a.sigap"), Path("/b.sigap")))


def test_the_keyboard_starts_at_the_button_that_chooses(qtbot: QtBot, window: FirstStartWindow) -> None:
    qtbot.waitUntil(button(window, "Choose the file").hasFocus)


def test_fields_are_filled_and_sent_by_keys_alone(qtbot: QtBot, window: FirstStartWindow) -> None:
    by_hand(qtbot, window)
    qtbot.waitUntil(field(window, "Server address").hasFocus)
    for name, words in (("Server address", "db.example/sigap"), ("Login", "sari"), ("Password", "KXT-2AB")):
        qtbot.keyClicks(field(window, name), words)
    with qtbot.waitSignal(window.typed) as told:
        qtbot.keyClick(field(window, "Password"), Qt.Key.Key_Return)

    assert told.args == ["db.example/sigap", "sari", "KXT-2AB"]


def test_an_empty_field_is_asked_for(qtbot: QtBot, window: FirstStartWindow) -> None:
    by_hand(qtbot, window)
    qtbot.keyClicks(field(window, "Server address"), "db.example/sigap")
    with qtbot.assertNotEmitted(window.typed):
        qtbot.mouseClick(button(window, "Connect"), Qt.MouseButton.LeftButton)

    assert "Please fill in all three." in seen(window)
    assert field(window, "Login").hasFocus()


def test_the_password_is_hidden_until_it_is_asked_for(qtbot: QtBot, window: FirstStartWindow) -> None:
    by_hand(qtbot, window)
    assert field(window, "Password").echoMode() == QLineEdit.EchoMode.Password

    assert window.form is not None
    qtbot.mouseClick(window.form.shown, Qt.MouseButton.LeftButton)

    assert field(window, "Password").echoMode() == QLineEdit.EchoMode.Normal


def test_escape_goes_back_to_the_file(qtbot: QtBot, window: FirstStartWindow) -> None:
    by_hand(qtbot, window)
    qtbot.keyClick(field(window, "Login"), Qt.Key.Key_Escape)

    assert button(window, "Choose the file").isVisible()


def test_while_it_connects_it_says_where_to_and_can_be_cancelled(qtbot: QtBot, window: FirstStartWindow) -> None:
    window.connecting("db.example", "sari")

    assert "Connecting to db.example as sari" in seen(window)
    assert not window.take(dropped(Path("/gifts/sari.sigap")))
    with qtbot.waitSignal(window.cancelled):
        qtbot.mouseClick(button(window, "Cancel"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.cancelled):
        qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_what_may_go_another_time_can_be_tried_again(qtbot: QtBot, window: FirstStartWindow) -> None:
    window.fail("Sigap cannot reach db.example.", "Keep this file and try again.", same_again=True)

    assert {"Sigap cannot reach db.example.", "Keep this file and try again."} <= seen(window)
    with qtbot.waitSignal(window.again):
        qtbot.keyClick(button(window, "Try again"), Qt.Key.Key_Return)


def test_a_file_that_is_used_up_is_not_offered_again(window: FirstStartWindow) -> None:
    window.fail("The code has already been used.", "Ask for a new file.", same_again=False)

    assert "Try again" not in {one.accessibleName() for one in window.findChildren(QPushButton) if one.isVisible()}
    assert button(window, "Choose the file").isVisible()


def test_after_a_refusal_only_the_password_is_typed_anew(qtbot: QtBot, window: FirstStartWindow) -> None:
    by_hand(qtbot, window)
    for name, words in (("Server address", "db.example/sigap"), ("Login", "sari"), ("Password", "KXT-2AB")):
        qtbot.keyClicks(field(window, name), words)
    qtbot.keyClick(field(window, "Password"), Qt.Key.Key_Return)
    window.connecting("db.example", "sari")
    window.fail("Not accepted.", "Check both.", same_again=False)

    texts = [field(window, name).text() for name in ("Server address", "Login", "Password")]
    assert texts == ["db.example/sigap", "sari", ""]
    qtbot.waitUntil(field(window, "Password").hasFocus)


def test_a_secret_in_a_file_is_said_before_going_on(qtbot: QtBot, window: FirstStartWindow) -> None:
    window.came_in_unprotected("This computer has no keyring", "It lies in a file.")

    assert {"This computer has no keyring", "It lies in a file."} <= seen(window)
    with qtbot.waitSignal(window.went_on):
        qtbot.keyClick(button(window, "Start using Sigap"), Qt.Key.Key_Return)


def test_it_speaks_the_language_that_is_chosen(window: FirstStartWindow) -> None:
    window.speak(Catalogue.load("id"))

    assert "Selamat datang di Sigap" in seen(window)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_smallest_window_shows_all_without_scrolling(window: FirstStartWindow, language: str, qtbot: QtBot) -> None:
    window.speak(Catalogue.load(language))
    window.resize(960, 640)
    by_hand_button = window.area.by_hand if window.area else None

    assert by_hand_button is not None
    qtbot.waitUntil(lambda: window.size().height() == 640)
    bottom = by_hand_button.mapTo(window, by_hand_button.rect().bottomRight())
    assert window.rect().contains(bottom)
