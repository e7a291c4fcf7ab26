"""A laptop without contact for too long shows nothing, in a window and in a terminal, until it meets the company."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from typer.testing import CliRunner, Result

from desktop_app.entry.laptop import Laptop
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.entry.removal import read_note
from desktop_app.entry.terminal.app import app
from desktop_app.envelope import system_clock
from desktop_app.store.queries import outbox
from desktop_app.sync.session import PostgresConnector
from desktop_app.ui.closed.view import ClosedLaptop
from desktop_app.ui.theme import Appearance, Theme
from sigap_server.ways_in import bar, unbar
from tests.entry.conftest import KeyringOfTest
from tests.entry.test_removal import left, submit, way
from tests.world import REQUESTER, World

Enrolment = Callable[..., Path]
NOWHERE = "postgresql://w-citra@127.0.0.1:9/sigap"


def sigap(folder: Path, *arguments: str, language: str = "en") -> Result:
    return CliRunner().invoke(app, ["--data-dir", str(folder), "--language", language, *arguments])


def without_contact(folder: Path, days: int, lock_after: int = 30) -> None:
    """As if the last sync had been so long ago."""
    laptop = Laptop.open(folder, None, None)
    laptop.store.contacts.met(system_clock() - timedelta(days=days), lock_after)
    laptop.store.close()


@pytest.fixture
def folder(enrolment: Enrolment, own_keyring: KeyringOfTest, enrolling_company: World, tmp_path: Path) -> Path:
    """A laptop that met the company, with something that waits."""
    folder = tmp_path / "data"
    assert sigap(folder, "enrol", str(enrolment())).exit_code == 0
    laptop = Laptop.open(folder, None, "en")
    assert laptop.sync_once().problem is None
    laptop.store.writer.run(submit(int(system_clock().timestamp() * 1000)))
    laptop.store.close()
    return folder


def waiting(folder: Path) -> int:
    laptop = Laptop.open(folder, None, None)
    count = laptop.read(outbox.pending_count)
    laptop.store.close()
    return count


def test_a_terminal_refuses_to_show_anything_and_says_why(folder: Path) -> None:
    without_contact(folder, 31)

    for arguments in (["request", "list"], ["notices"], ["search", "cuti"], ["article", "read", "leave"]):
        said = sigap(folder, *arguments)
        assert said.exit_code == 1
        assert said.output.strip() == (
            "This laptop has locked itself. It has not reached your company for 31 days. Sigap shows nothing until it "
            "does, in case the laptop was lost. Nothing was deleted. 1 thing you wrote waits on this laptop and is "
            "sent when it opens. Connect, then run: sigap sync"
        )
    assert "Laptop ini terkunci" in sigap(folder, "notices", language="id").output
    assert waiting(folder) == 1


def test_a_sync_opens_it_and_sends_what_waited(folder: Path) -> None:
    without_contact(folder, 31)

    assert sigap(folder, "sync").output.startswith("Up to date: 1 sent")
    assert sigap(folder, "request", "list").exit_code == 0
    assert waiting(folder) == 0


def test_a_sync_that_does_not_reach_the_company_opens_nothing(folder: Path) -> None:
    without_contact(folder, 31)

    said = CliRunner().invoke(
        app, ["--data-dir", str(folder), "--language", "en", "--backend", NOWHERE, "sync"]
    )  # fmt: skip
    assert said.exit_code == 1
    assert sigap(folder, "notices").exit_code == 1


def test_before_the_days_have_passed_it_works_without_a_network(folder: Path) -> None:
    without_contact(folder, 29)

    assert sigap(folder, "notices").exit_code == 0


def test_the_company_says_after_how_many_days(folder: Path, enrolling_company: World) -> None:
    enrolling_company.admin.execute("update portal.meta set lock_after_days = 3")
    try:
        assert sigap(folder, "sync").exit_code == 0
    finally:
        enrolling_company.admin.execute("update portal.meta set lock_after_days = 30")
    laptop = Laptop.open(folder, None, None)
    last = laptop.store.contacts.last()
    laptop.store.close()
    assert last is not None and last.lock_after_days == 3


@pytest.fixture
def opened(qapp: QApplication, folder: Path) -> Iterator[Callable[[], OpenLaptop]]:
    made: list[OpenLaptop] = []
    gc.disable()  # as the product: widgets are freed in their own thread

    def make() -> OpenLaptop:
        made.append(OpenLaptop(qapp, Theme(qapp, Appearance("light")), Laptop.open(folder, None, "en")))
        return made[-1]

    yield make
    for each in made:
        each.close()
    gc.enable()
    qapp.setStyleSheet("")


def seen(window: QWidget) -> str:
    labels = [one.accessibleName() or one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    return "\n".join(labels)


def out_of_reach(laptop: OpenLaptop) -> None:
    """Its company is where nobody answers, until `laptop.laptop.connector()` is used again."""
    laptop.engine.use(PostgresConnector(NOWHERE))


def test_a_locked_laptop_shows_no_page_and_opens_once_the_company_is_met(
    opened: Callable[[], OpenLaptop], folder: Path, qtbot: QtBot
) -> None:
    without_contact(folder, 45)
    laptop = opened()
    out_of_reach(laptop)
    laptop.open()
    instead = laptop.meeting
    assert isinstance(instead, ClosedLaptop) and laptop.window is None
    for words in ("This laptop has locked itself", "45 days", "1 thing you wrote waits"):
        assert words in seen(instead)
    qtbot.waitUntil(lambda: "cannot be reached at 127.0.0.1" in seen(instead), timeout=15_000)
    assert laptop.window is None

    laptop.engine.use(laptop.laptop.connector())

    qtbot.waitUntil(lambda: laptop.window is not None, timeout=30_000)
    assert laptop.meeting is None


def test_an_open_window_locks_when_the_days_have_passed(
    opened: Callable[[], OpenLaptop], qtbot: QtBot
) -> None:  # fmt: skip
    laptop = opened()
    with qtbot.waitSignal(laptop.settled, timeout=15_000):
        laptop.open()
    qtbot.waitUntil(lambda: laptop.engine.status.synced is not None, timeout=15_000)
    out_of_reach(laptop)  # first: a sync that is still under way would count as contact
    qtbot.waitUntil(lambda: laptop.engine.status.problem is not None, timeout=30_000)

    laptop.laptop.store.contacts.met(system_clock() - timedelta(days=31), 30)
    laptop.engine.sync_now()

    qtbot.waitUntil(lambda: isinstance(laptop.meeting, ClosedLaptop), timeout=30_000)
    assert laptop.window is None


def test_a_window_that_is_shut_out_goes_with_all_that_was_in_it(
    opened: Callable[[], OpenLaptop], folder: Path, enrolling_company: World, qtbot: QtBot
) -> None:
    laptop = opened()
    with qtbot.waitSignal(laptop.settled, timeout=15_000):
        laptop.open()
    qtbot.waitUntil(lambda: laptop.engine.status.synced is not None, timeout=15_000)
    bar(enrolling_company.admin, [way(laptop.laptop)], "blocked", wipe=True, now=system_clock())
    try:
        with qtbot.waitSignal(laptop.closed, timeout=30_000):
            laptop.engine.sync_now()
    finally:
        unbar(enrolling_company.admin, REQUESTER, "blocked")

    assert laptop.removal is not None and laptop.removal.reason == "blocked"
    assert laptop.window is None and laptop.meeting is None
    assert left(folder) == ["removed.json"]
    assert read_note(folder) == laptop.removal
