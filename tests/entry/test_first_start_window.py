"""A new laptop from the first window to a company that is met, against a real database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.entry.first_start_window import FirstMinute
from desktop_app.settings import LANGUAGE
from desktop_app.sync.state import State
from desktop_app.ui.theme import Theme
from sigap_server import enrol as administrator
from sigap_server.logins import give_login
from tests.entry.conftest import KeyringOfTest
from tests.tls_server import TlsServer
from tests.world import PASSWORD, REQUESTER, World

Enrolment = Callable[..., Path]


@pytest.fixture
def first(qapp: QApplication, tmp_path: Path) -> Iterator[FirstMinute]:
    made = FirstMinute(Theme(qapp), tmp_path / "data", "en")
    made.window.show()
    yield made
    made.window.close()
    if made.laptop is not None:
        made.laptop.store.close()
    made.window.deleteLater()


def drop(first: FirstMinute, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    assert first.window.take(data)


def says(first: FirstMinute, words: str) -> bool:
    return any(words in one.accessibleName() for one in first.window.findChildren(QLabel) if one.isVisible())


def press(qtbot: QtBot, first: FirstMinute, name: str) -> None:
    (found,) = [
        one for one in first.window.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == name
    ]
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_a_dropped_file_opens_the_laptop(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, own_keyring: KeyringOfTest
) -> None:
    with qtbot.waitSignal(first.ended, timeout=15_000):
        drop(first, enrolment())

    assert first.laptop is not None
    assert (first.laptop.login, first.laptop.secret_protected) == (REQUESTER, True)
    assert first.laptop.sync_once().state is State.UP_TO_DATE


def test_without_a_keyring_it_goes_on_once_the_person_has_read_it(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, no_keyring: None
) -> None:
    drop(first, enrolment())
    qtbot.waitUntil(lambda: says(first, "This computer has no keyring"), timeout=15_000)
    with qtbot.waitSignal(first.ended):
        press(qtbot, first, "Start using Sigap")

    assert first.laptop is not None
    assert not first.laptop.secret_protected


def test_the_language_chosen_here_stays(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, own_keyring: KeyringOfTest
) -> None:
    first.window.language_wanted.emit("id")
    with qtbot.waitSignal(first.ended, timeout=15_000):
        drop(first, enrolment())

    assert first.laptop is not None
    assert first.laptop.store.settings.get(LANGUAGE) == "id"
    assert first.laptop.store.settings.is_set(LANGUAGE)


def test_address_login_and_password_go_too(
    qtbot: QtBot, first: FirstMinute, enrolling_company: World, own_keyring: KeyringOfTest
) -> None:
    give_login(enrolling_company.admin, REQUESTER, PASSWORD)
    enrolling_company.admin.execute("truncate portal.enrolment")
    info = enrolling_company.admin.info
    with qtbot.waitSignal(first.ended, timeout=15_000):
        first.window.typed.emit(f"{info.host}:{info.port}/{enrolling_company.database}", REQUESTER, PASSWORD)

    assert first.laptop is not None
    assert PASSWORD in own_keyring.held.values()


def test_a_used_file_says_so_and_asks_for_another(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, no_keyring: None
) -> None:
    file = enrolment()
    old = file.rename(file.with_name("old.sigap"))
    enrolment()
    drop(first, old)

    qtbot.waitUntil(lambda: says(first, "has already been used, or a newer one was made"), timeout=15_000)
    assert first.laptop is None


def test_a_server_of_another_authority_is_told_and_the_company_s_own_is_let_in(
    qtbot: QtBot, first: FirstMinute, tls_server: TlsServer, no_keyring: None, tmp_path: Path
) -> None:
    def file(pem: bytes) -> Path:
        backend = tls_server.url(REQUESTER, sslmode="verify-full").replace(f"//{REQUESTER}@", "//{login}@")
        (made,) = administrator.enrol(tls_server.world.admin, [REQUESTER], backend, timedelta(1), pem.decode())
        return made.write(tmp_path)

    drop(first, file(tls_server.stranger.pem))
    qtbot.waitUntil(lambda: says(first, "cannot show that it belongs to your company"), timeout=15_000)

    drop(first, file(tls_server.company.pem))
    qtbot.waitUntil(lambda: says(first, "This laptop is yours now"), timeout=15_000)
    press(qtbot, first, "Start using Sigap")
    assert first.laptop is not None
    assert first.laptop.sync_once().state is State.UP_TO_DATE
    give_login(tls_server.world.admin, REQUESTER, PASSWORD)


def test_something_else_is_no_enrolment_file(qtbot: QtBot, first: FirstMinute, tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(b"%PDF-1.7 \xff\xfe")
    drop(first, tmp_path / "cv.pdf")

    assert says(first, "This is not an enrolment file.")


def test_a_company_that_does_not_answer_can_be_cancelled(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, no_keyring: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        drop(first, enrolment(backend=f"postgresql://{{login}}@127.0.0.1:{silent.getsockname()[1]}/sigap"))
        qtbot.waitUntil(lambda: says(first, "Connecting to 127.0.0.1"))
        qtbot.keyClick(first.window, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: says(first, "Drop the enrolment file here"), timeout=2_000)

    assert first.laptop is None


def test_shutting_the_window_while_it_connects_ends_at_once(
    qtbot: QtBot, first: FirstMinute, enrolment: Enrolment, no_keyring: None
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        drop(first, enrolment(backend=f"postgresql://{{login}}@127.0.0.1:{silent.getsockname()[1]}/sigap"))
        with qtbot.waitSignal(first.ended, timeout=2_000):
            first.window.close()

    assert first.laptop is None


PERSON = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_app.entry.window import application, open_window
from desktop_app.ui.first_start.view import FirstStartWindow

app, seen = application(), []

def use():
    for window in app.topLevelWidgets():
        name = type(window).__name__
        if window.isVisible() and name not in seen and name in ("FirstStartWindow", "MainWindow"):
            seen.append(name)
            if isinstance(window, FirstStartWindow):
                window.file_given.emit(Path(sys.argv[1]))
            else:
                window.close()
        elif isinstance(window, FirstStartWindow) and window.action and window.action.isVisible():
            if window.action.accessibleName() == "Start using Sigap":
                window.action.click()

timer = QTimer()
timer.timeout.connect(use)
timer.start(20)
code = open_window(Path(sys.argv[2]), None, "en")
print(code, *seen)
"""


def test_a_start_on_a_new_laptop_goes_on_to_the_main_window(enrolment: Enrolment, tmp_path: Path) -> None:
    """In a process of its own, without a keyring, as `sigap` does it."""
    given = [sys.executable, "-c", PERSON, str(enrolment()), str(tmp_path / "data")]
    without = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}

    ran = subprocess.run(given, capture_output=True, text=True, timeout=60, env=without, check=False)

    assert ran.stdout.split() == ["0", "FirstStartWindow", "MainWindow"], ran.stderr
