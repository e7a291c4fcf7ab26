"""The conversation as widgets: what is unchanged stays, the newest is in sight."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.store.queries.requests import AttachmentItem
from desktop_app.ui.conversation.entries import Entry, Happened, Said
from desktop_app.ui.conversation.thread import AT_ONCE, Thread
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from tests.ui.audit import assert_usable
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with page_bench(filled_laptop(tmp_path, "sari", stories=[])) as made:
        yield made


def message(no: int, text: str = "", **own: Any) -> Said:
    shown: dict[str, Any] = {
        "kind": "theirs", "name": "Budi Santoso", "avatar": "Budi Santoso", "role": "HR Jakarta", "me": False,
        "text": text or f"Pesan {no}", "when": "hari ini 10.05", "exact": "Senin",
    }  # fmt: skip
    return Said(id=f"m{no}", **shown | own)


def thread_of(bench: Bench, qtbot: Any, entries: list[Entry], height: int = 400) -> Thread:
    thread = Thread(bench.context)
    qtbot.addWidget(thread)
    thread.resize(620, height)
    thread.show()
    qtbot.waitExposed(thread)
    thread.show_entries("r1", entries)
    return thread


def at_end(thread: Thread) -> bool:
    bar = thread.verticalScrollBar()
    return bar.maximum() > 0 and bar.value() == bar.maximum()


def test_unchanged_entries_keep_their_widgets(bench: Bench, qtbot: Any) -> None:
    first, step = message(1), Happened("s1", "hand", "<b>Budi</b> mengambil", "Budi mengambil", "10.02", "Senin")
    thread = thread_of(bench, qtbot, [first, step, message(2)])
    kept, changed = thread.entry("m1"), thread.entry("m2")

    thread.show_entries("r1", [first, step, message(2, "Diubah"), message(3)])

    assert thread.entry("m1") is kept
    assert thread.entry("m2") is not changed
    assert thread.entry("m3") is not None


def test_the_newest_message_is_in_sight_when_it_comes(bench: Bench, qtbot: Any) -> None:
    entries: list[Entry] = [message(no) for no in range(20)]
    thread = thread_of(bench, qtbot, entries)
    qtbot.waitUntil(lambda: at_end(thread))

    thread.show_entries("r1", [*entries, message(20, "Yang terbaru, dengan kata yang agak panjang. " * 6)])

    qtbot.waitUntil(lambda: at_end(thread))


def test_who_reads_further_up_is_left_there(bench: Bench, qtbot: Any) -> None:
    entries: list[Entry] = [message(no) for no in range(20)]
    thread = thread_of(bench, qtbot, entries)
    qtbot.waitUntil(lambda: at_end(thread))
    thread.verticalScrollBar().setValue(50)

    before = thread.verticalScrollBar().maximum()
    thread.show_entries("r1", [*entries, message(20)])

    qtbot.waitUntil(lambda: thread.verticalScrollBar().maximum() > before)
    assert thread.verticalScrollBar().value() == 50


def test_a_long_conversation_shows_its_first_and_newest_and_the_rest_by_a_button(bench: Bench, qtbot: Any) -> None:
    thread = thread_of(bench, qtbot, [message(no) for no in range(AT_ONCE + 30)])
    qtbot.waitUntil(lambda: thread.entry("m0") is not None)
    assert thread.entry("m5") is None
    button = next(each for each in thread.findChildren(QPushButton) if each.isVisible() and "lebih lama" in each.text())

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: thread.entry("m5") is not None)
    assert not button.isVisible()


def test_the_newest_are_there_at_once_and_the_order_is_kept(bench: Bench, qtbot: Any) -> None:
    thread = thread_of(bench, qtbot, [message(no) for no in range(40)])
    assert thread.entry("m39") is not None and thread.entry("m1") is None

    qtbot.waitUntil(lambda: thread.entry("m0") is not None)

    tops = [widget.y() for widget in (thread.entry(f"m{no}") for no in range(40)) if widget is not None]
    assert len(tops) == 40 and tops == sorted(tops)


def test_a_message_looked_for_is_shown_though_it_was_not_made_yet(bench: Bench, qtbot: Any) -> None:
    thread = thread_of(bench, qtbot, [message(no) for no in range(40)])

    thread.show_entry("m2")

    widget = thread.entry("m2")
    assert widget is not None
    qtbot.waitUntil(lambda: not widget.visibleRegion().isEmpty())


def test_a_waiting_message_offers_to_change_and_to_withdraw_it(bench: Bench, qtbot: Any) -> None:
    waiting = message(1, kind="pending", me=True, note="Menunggu dikirim, begitu laptop tersambung", changeable=True)
    thread = thread_of(bench, qtbot, [waiting])
    told: list[Any] = []
    thread.changing.connect(lambda message: told.append(("change", message)))
    thread.withdrawing.connect(lambda message: told.append(("withdraw", message)))

    for name in ("Ubah", "Batalkan"):
        button = next(each for each in thread.findChildren(QPushButton) if each.accessibleName() == name)
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    assert told == [("change", "m1"), ("withdraw", "m1")]


def test_files_are_buttons_that_say_where_their_bytes_are(bench: Bench, qtbot: Any) -> None:
    def file(name: str, complete: bool, local: bool, lost: bool = False) -> AttachmentItem:
        return AttachmentItem(name, "m1", name, 388_000, name, complete, local, lost)

    files = (
        file("di-sini.pdf", True, True), file("di-sana.png", True, False), file("belum.pdf", False, False),
        file("hilang.pdf", False, False, True),
    )  # fmt: skip
    thread = thread_of(bench, qtbot, [message(1, files=files)])
    opened: list[Any] = []
    thread.opening.connect(opened.append)

    chips = thread.findChildren(AttachmentChip)
    qtbot.mouseClick(chips[1], Qt.MouseButton.LeftButton)

    assert [chip.accessibleName().replace("\N{NO-BREAK SPACE}", " ") for chip in chips] == [
        "di-sini.pdf, 388 KB", "di-sana.png, 388 KB · ambil", "belum.pdf, 388 KB · belum sampai",
        "hilang.pdf, 388 KB · tidak pernah sampai",
    ]  # fmt: skip
    assert opened == [files[1]]


def test_the_words_of_a_message_are_never_read_as_html(bench: Bench, qtbot: Any) -> None:
    thread = thread_of(bench, qtbot, [message(1, "<b>tebal</b> & <a href='x'>klik</a>")])

    said: Any = thread.entry("m1")

    assert "<b>tebal</b> & <a href='x'>klik</a>" in said.accessibleName()
    assert "&lt;b&gt;" in said.words.text()


def test_nothing_is_cut_off_in_a_narrow_pane(bench: Bench, qtbot: Any) -> None:
    note = message(1, "Pak Anton boleh menandatangani.", kind="note", name="Dewi Anggraini (Anda)", me=True)
    entries: list[Entry] = [
        message(0, lines=(("Apa yang Anda perlukan?", "Saya ingin mengajukan tanggal"),)),
        Said(**{**note.__dict__, "role": "catatan tim, tidak terlihat pemohon"}),
    ]
    thread = thread_of(bench, qtbot, entries)

    thread.resize(420, 500)
    qtbot.waitUntil(lambda: thread.widget().width() <= 420)

    assert thread.widget().width() == thread.viewport().width()
    assert_usable(thread)
