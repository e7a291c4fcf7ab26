"""The settings as a person sees and changes them, over a real laptop: each change is kept at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.requests.submission import Submit
from desktop_app.settings import DESKTOP_NOTICES, SYNC
from desktop_app.store.engine import Store
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State, Status
from desktop_app.ui.links import link
from desktop_app.ui.settings.page import SettingsPage
from desktop_app.ui.sync_view import SyncView
from desktop_app.wording import NO_BREAK
from tests.ui.audit import assert_usable
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import Bench, page_bench

SYNCED = NOW - timedelta(minutes=30)
WELL = Status(State.UP_TO_DATE, since=SYNCED, synced=SYNCED)
WORDS = 'connection failed: FATAL:  password authentication failed for user "sari"'
REFUSED = replace(WELL, state=State.REFUSED, problem=Problem.WRONG_PASSWORD, data={"words": WORDS})


@dataclass
class Laptop:
    """A page on its bench, and what it asked the entry for."""

    bench: Bench
    folder: Path
    status: Status = WELL
    protected: bool = True
    asked: list[str] = field(default_factory=list)
    page: SettingsPage = field(init=False)

    def show(self, qtbot: QtBot, size: tuple[int, int] = (1224, 836), language: str = "id") -> SettingsPage:
        services: dict[str, Callable[..., object]] = {
            "status": lambda: self.status,
            "backend": lambda: "postgresql://sari@sigap.nusantara.example:5433/sigap",
            "folder": lambda: self.folder,
            "secret_protected": lambda: self.protected,
            "use_password": lambda password: self.asked.append(f"use {password}"),
            "pause": lambda: self.asked.append("pause"),
            "resume": lambda: self.asked.append("resume"),
        }
        self.page = SettingsPage(replace(self.bench.in_language(language), services=services))
        self.page.setAccessibleName("Pengaturan")
        qtbot.addWidget(self.page)
        self.page.resize(*size)
        self.page.show()
        self.page.refresh(None)
        self.bench.settled(qtbot)
        laid_out()
        return self.page

    def stands(self, status: Status, view: SyncView) -> None:
        """The sync tells another state."""
        self.status = status
        self.bench.shell.sync = view
        self.page.stands(view)
        laid_out()

    @property
    def store(self) -> Store:
        return self.bench.store


@pytest.fixture
def laptop(qtbot: QtBot, tmp_path: Path) -> Iterator[Laptop]:
    with page_bench(filled_laptop(tmp_path, "sari"), sync=SyncView("up to date", SYNCED)) as bench:
        yield Laptop(bench, tmp_path)


def laid_out() -> None:
    """Everything stands where it belongs: layouts settle when what was posted to them is delivered."""
    for _ in range(4):
        QCoreApplication.sendPostedEvents()


def seen(widget: QWidget) -> str:
    """All words in sight, one a line."""
    labels = [each for each in widget.findChildren(QLabel) if each.isVisible() and each.text()]
    return "\n".join(each.accessibleName() or each.text() for each in labels).replace(NO_BREAK, " ")


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_account_and_server_are_said_in_words(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)

    words = seen(page.account)
    assert "Sari Wulandari" in words and "sari · sari@nusantararempah.example" in words
    assert "sigap.nusantara.example:5433/sigap" in words
    assert "hari ini 10.12 WIB" in words
    assert page.account.badge.text() == "Tersinkron 10.12"
    assert page.account.trouble.isHidden() and page.account.in_a_file.isHidden()


def test_sync_now_asks_for_a_sync(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)

    click(qtbot, page.account.now_button)

    assert laptop.bench.shell.syncs == 1


def test_a_problem_says_what_is_safe_what_to_do_and_what_it_wants_to_know(qtbot: QtBot, laptop: Laptop) -> None:
    submit = Submit(
        id="0194f0a0-0000-7000-8000-000000000001", person="sari", at=NOW, form="question", version=1, subject="Cuti",
        answers={"subject": "Cuti", "text": "Kapan?"}, today="2026-11-23",
    )  # fmt: skip
    laptop.store.writer.run(submit)
    page = laptop.show(qtbot)

    problem = replace(WELL, state=State.REFUSED, problem=Problem.NO_TLS, data={"words": "certificate verify failed"})
    laptop.stands(problem, SyncView("refused", NOW, waiting=1))

    words = seen(page.account)
    assert "Sambungannya tidak terlindungi, jadi tidak ada yang dikirim." in words
    assert "Yang aman: Tulisan Anda tidak ada yang hilang. 1 kiriman menunggu di laptop ini" in words
    assert "Yang dapat Anda lakukan: Mintalah admin menyiapkan TLS di basis data perusahaan." in words
    assert "IT: +62 21" in words
    assert not page.account.now_button.isVisible()
    click(qtbot, page.account.trouble.again_button)
    assert laptop.bench.shell.syncs == 1
    click(qtbot, page.account.trouble.copy_button)
    assert QGuiApplication.clipboard().text().replace(NO_BREAK, " ").splitlines() == [
        "Alamat server: sigap.nusantara.example:5433/sigap",
        "Nama masuk: sari",
        "Terakhir tersinkron: hari ini 10.12 WIB",
        "Jenis: no_tls",
        "Kata server: certificate verify failed",
    ]


def test_a_server_that_is_not_trusted_is_named_with_what_to_do(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)

    data = {"host": "db.example", "reason": "expired", "words": "certificate verify failed"}
    problem = replace(WELL, state=State.REFUSED, problem=Problem.WRONG_CERTIFICATE, data=data)
    laptop.stands(problem, SyncView("refused", NOW))

    words = seen(page.account)
    assert "Masa berlaku sertifikat server di db.example sudah habis, jadi tidak ada yang dikirim." in words
    assert "Yang dapat Anda lakukan: Periksa tanggal laptop ini." in words


def test_there_is_no_way_on_past_a_strange_server(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.status = replace(WELL, state=State.REFUSED, problem=Problem.STRANGE_SERVER)
    page = laptop.show(qtbot)

    trouble = page.account.trouble
    pressed = [each for each in (trouble.again_button, trouble.copy_button, trouble.form.button) if each.isVisible()]
    assert pressed == [trouble.again_button, trouble.copy_button]
    click(qtbot, trouble.again_button)
    assert laptop.asked == [] and laptop.bench.shell.syncs == 1


def test_a_password_that_was_refused_is_given_again(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.status = REFUSED
    page = laptop.show(qtbot)
    form = page.account.trouble.form

    assert form.isVisible() and not page.account.trouble.again_button.isVisible()
    click(qtbot, form.button)
    assert "Mohon tulis kata sandinya dahulu." in seen(form)
    qtbot.keyClicks(form.field, "rahasia baru")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    laptop.bench.settled(qtbot)
    assert laptop.asked == ["use rahasia baru"]

    laptop.stands(replace(REFUSED, state=State.CONNECTING), SyncView("connecting", NOW))
    assert form.field.text() == "rahasia baru"
    laptop.stands(REFUSED, SyncView("refused", NOW))
    assert "Yang ini juga tidak diterima. Mohon periksa lagi." in seen(form)
    laptop.stands(WELL, SyncView("up to date", NOW))
    assert page.account.trouble.isHidden() and form.field.text() == ""


def test_what_is_typed_survives_a_try_that_began_meanwhile(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.status = REFUSED
    page = laptop.show(qtbot)
    form = page.account.trouble.form
    qtbot.keyClicks(form.field, "setengah")

    laptop.stands(replace(REFUSED, state=State.CONNECTING), SyncView("connecting", NOW))
    laptop.stands(REFUSED, SyncView("refused", NOW))

    assert form.field.text() == "setengah" and "tidak diterima" not in seen(form)


def test_the_password_is_hidden_until_one_wants_to_see_it(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.status = REFUSED
    form = laptop.show(qtbot).account.trouble.form
    qtbot.keyClicks(form.field, "rahasia")

    assert form.field.displayText() != "rahasia"
    click(qtbot, form.shown)
    assert form.field.displayText() == "rahasia"


def test_a_password_in_a_file_is_said_plainly(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.protected = False

    assert "Pembuka data Anda disimpan dalam berkas" in seen(laptop.show(qtbot).account.in_a_file)


def test_the_sync_is_paused_and_goes_on(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)

    click(qtbot, page.account.by_itself)
    laptop.bench.settled(qtbot)
    assert laptop.asked == ["pause"] and laptop.store.settings.get(SYNC) is False
    qtbot.keyClick(page.account.by_itself, Qt.Key.Key_Space)
    laptop.bench.settled(qtbot)
    assert laptop.asked == ["pause", "resume"] and laptop.store.settings.get(SYNC) is True


def test_desktop_messages_are_switched_off(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)
    assert page.notices.desktop.isChecked()

    click(qtbot, page.notices.desktop)
    laptop.bench.settled(qtbot)

    assert laptop.store.settings.get(DESKTOP_NOTICES) is False
    assert [sorted(changes.kinds) for changes in laptop.bench.shell.announced] == [["setting"]]


def test_a_switch_goes_back_where_nothing_can_be_written(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)

    @sa.event.listens_for(laptop.store.engine, "begin")
    def refuse(connection: sa.Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    click(qtbot, page.notices.desktop)
    click(qtbot, page.account.by_itself)
    laptop.bench.settled(qtbot)

    assert page.notices.desktop.isChecked() and page.account.by_itself.isChecked()
    assert laptop.asked == []
    assert [failure.doing for failure in laptop.bench.shell.failures] == ["save", "save"]
    laptop.bench.shell.failures.clear()


def test_language_and_appearance_are_asked_of_the_window(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)
    display, shell = page.display, laptop.bench.shell

    click(qtbot, display.language.segments()[1])
    click(qtbot, display.scheme.segments()[1])
    click(qtbot, display.contrast.segments()[2])
    display.text_size.setFocus()
    qtbot.keyClick(display.text_size, Qt.Key.Key_End)
    click(qtbot, display.motion)

    assert shell.languages == ["en"]
    assert [each.scheme for each in shell.appearances] == ["dark", "light", "light", "light"]
    assert [each.high_contrast for each in shell.appearances] == [None, True, None, None]
    assert [each.text_size for each in shell.appearances] == [100, 100, 200, 100]
    assert [each.reduced_motion for each in shell.appearances] == [False, False, False, True]


def test_a_text_size_that_a_key_led_to_is_shown(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)
    theme = page.context.theme

    theme.show(replace(theme.appearance, text_size=175))
    laid_out()

    assert page.display.text_size.at() == 175
    assert_usable(page)


def test_the_focus_is_where_it_was_after_the_language_was_switched(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)
    page.activateWindow()
    page.display.language.segments()[0].setFocus()

    place = page.place()
    assert place == link("page", "settings", focus="language")
    again = laptop.show(qtbot, language="en")
    again.activateWindow()
    again.open(place)

    assert again.display.focused() == "language"


def test_what_lies_on_the_laptop_is_counted(qtbot: QtBot, laptop: Laptop) -> None:
    laptop.store.files.put_file(b"x" * 300_000, "surat.pdf")
    (laptop.folder / "index").mkdir()
    (laptop.folder / "index" / "MAIN_1.seg").write_bytes(b"0" * 1_200_000)

    words = seen(laptop.show(qtbot).offline)

    assert "di laptop ini: 40 artikel, 4 permintaan." in words
    assert "Indeks pencarian\n1,2 MB" in words
    assert "Lampiran\n300 KB" in words


def test_the_keys_and_the_licences_are_a_click_away(qtbot: QtBot, laptop: Laptop) -> None:
    about = laptop.show(qtbot).about

    click(qtbot, about.keys_button)
    assert laptop.bench.shell.helped == 1
    assert about.licences.isHidden()
    qtbot.keyClick(about.licences_button, Qt.Key.Key_Space)
    assert "Qt 6, PySide6, shiboken6\nLGPL-3.0" in seen(about.licences)


@pytest.mark.parametrize("size", [(1224, 836), (967, 636), (903, 576)])
@pytest.mark.parametrize("problem", [None, Problem.WRONG_PASSWORD, Problem.NO_NETWORK])
def test_every_control_is_named_large_enough_and_whole(
    qtbot: QtBot, laptop: Laptop, size: tuple[int, int], problem: Problem | None
) -> None:
    if problem is not None:
        laptop.status = replace(REFUSED, problem=problem)
    page = laptop.show(qtbot, size)

    assert_usable(page)


@pytest.mark.parametrize("language", ["id", "en"])
def test_double_text_fits_the_least_window(qtbot: QtBot, laptop: Laptop, language: str) -> None:
    laptop.status = REFUSED
    theme = laptop.bench.context.theme
    theme.show(replace(theme.appearance, text_size=200))
    page = laptop.show(qtbot, (846, 576), language)
    page.about.licences_button.click()
    laid_out()

    assert page.account.width() <= page.width()
    assert_usable(page)


def test_the_columns_stand_under_each_other_in_a_narrow_window(qtbot: QtBot, laptop: Laptop) -> None:
    page = laptop.show(qtbot)
    assert page.display.mapTo(page, page.display.rect().topLeft()).x() > page.account.width()

    page.resize(967, 636)

    qtbot.waitUntil(lambda: page.display.y() > page.account.y() + page.account.height())
    assert page.offline.y() > page.notices.y()
