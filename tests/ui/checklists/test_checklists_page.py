"""The page of checklists, driven by keys and pointer, over a real laptop's database."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.checklists.commands import CompleteTask
from desktop_app.domain.checklists.rows import Task
from desktop_app.store.queries import checklists, outbox
from desktop_app.store.queries.checklists import TaskItem
from desktop_app.ui.checklists.listing import PAGE
from desktop_app.ui.checklists.phase_card import PhaseCard
from desktop_app.ui.links import link
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from desktop_app.wording import NO_BREAK
from tests.ui.audit import assert_usable, clipped, small_targets
from tests.ui.conversation.talking import answer, said
from tests.ui.laptop_builder import arrive, company, filled_laptop
from tests.ui.page_bench import Bench, echo, opened_page

CONDUCT, SECURITY = "Baca kode etik", "Baca aturan keamanan informasi"


def checklists_of(
    tmp_path: Path, qtbot: Any, me: str = "ayu", *, width: int = 1440, language: str = "id", **laptop: Any
) -> AbstractContextManager[tuple[Any, Bench]]:
    return opened_page(PAGE, filled_laptop(tmp_path, me, **laptop), qtbot, me, width=width, language=language)


def usable(page: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not clipped(page) and not small_targets(page))  # laid out in the next round of events
    assert_usable(page)


def rows_of(rows: RowList) -> list[Row]:
    return [row for row in rows.model().rows() if isinstance(row, Row)]  # type: ignore[attr-defined]


def drawn(card: PhaseCard) -> str:
    """A phase as text: [x] ticked, [ ] to tick, [~] somebody else's; then by when."""
    lines = [f"{card.head.accessibleName()}{'' if card.head.isChecked() else ' (folded)'}"]
    for row in (*rows_of(card.finished), *rows_of(card.rest)):
        box = {None: "[~]", True: "[x]", False: "[ ]"}[row.ticked]
        lines.append(f"{box} {row.title}: {row.due[0] if row.due else ''}")
    return "\n".join(lines)


def row_called(page: Any, title: str) -> tuple[RowList, Row]:
    for card in page.cards:
        for rows in card.lists:
            for row in rows_of(rows):
                if row.title == title:
                    return rows, row
    raise AssertionError(f"no task is called {title}")


def tick_with_pointer(page: Any, qtbot: Any, title: str) -> None:
    rows, row = row_called(page, title)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.tick_rect(row.key).center().toPoint())


def task(bench: Bench, title: str) -> TaskItem:
    lists = bench.store.reader.read(lambda c: checklists.for_me(c, bench.context.me.login))
    return next(each for item in lists for phase in item.phases for each in phase.tasks if each.title["id"] == title)


def task_row(title: str, person: str = "ayu") -> Task:
    """The task as the database has it."""
    return next(
        row for row in company().rows() if isinstance(row, Task) and row.person == person and row.title["id"] == title
    )


def press(qtbot: Any, page: Any, key: Any) -> None:
    qtbot.keyClick(page.focusWidget() or page, key)


# ---- what is seen


def test_a_new_hire_sees_where_they_are_and_what_is_late(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, _):
        assert page.title.accessibleName() == "Minggu kedua Anda, Ayu"
        assert page.standing.accessibleName() == "9 dari 16 tugas selesai. Dua terlambat. Sisanya masih ada waktu."
        assert (page.progress.value(), page.progress.maximum()) == (9, 16)


def test_finished_and_distant_phases_are_folded_away(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, _):
        assert [drawn(card).splitlines()[0] for card in page.cards] == [
            "Sebelum hari pertama, 3 dari 3 selesai (folded)",
            "Hari pertama, 2 dari 2 selesai (folded)",
            "Minggu pertama, 4 dari 6 selesai",
            "Bulan pertama, 0 dari 3 selesai · sampai 30 November",
            "Tiga bulan pertama, 0 dari 2 selesai · mulai 4 Februari 2027 (folded)",
        ]


def test_tasks_say_whose_they_are_and_by_when(tmp_path: Path, qtbot: Any) -> None:
    """
    Minggu pertama, 4 dari 6 selesai
    [x] Beri induksi keselamatan: selesai
    [x] Jelaskan tujuan tim dan jam kerja: selesai
    [x] Ambil kartu akses di resepsionis: selesai
    [x] Makan siang bersama tim: selesai
    [ ] Baca aturan keamanan informasi: terlambat 5 hari
    [ ] Baca kode etik: terlambat 5 hari
    """
    with checklists_of(tmp_path, qtbot) as (page, _):
        wanted = test_tasks_say_whose_they_are_and_by_when.__doc__ or ""
        assert drawn(page.cards[2]).splitlines() == [line.strip() for line in wanted.strip().splitlines()]
        assert drawn(page.cards[3]).splitlines()[1:] == [
            "[ ] Pilih fasilitas kesehatan BPJS: sampai Rabu, 25 November",
            "[~] Daftarkan ke penggajian dan BPJS: sampai Kamis, 26 November",
            "[~] Sepakati tujuan tiga bulan: sampai Senin, 30 November",
        ]


def test_the_buddy_stands_beside_with_face_phone_and_hours(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        assert page.companion.accessibleName() == "Teman pendamping: Agus Salim"
        words = [label.accessibleName() for label in page.companion.findChildren(type(page.title)) if label.isVisible()]
        assert "Telepon 0811-5550-204" in words
        assert f"Jam kerja sampai 17.00{NO_BREAK}WITA" in words

        copy = next(b for b in page.companion.findChildren(QPushButton) if b.accessibleName() == "Salin nomor")
        qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
        assert QGuiApplication.clipboard().text() == "0811-5550-204"
        assert bench.shell.told == ["Nomor Agus Salim disalin"]


def test_the_buddy_can_be_written_to(tmp_path: Path, qtbot: Any) -> None:
    class Mail(QObject):
        to = ""

        @Slot(QUrl)
        def write(self, address: QUrl) -> None:
            self.to = address.toString()

    mail = Mail()
    QDesktopServices.setUrlHandler("mailto", mail, "write")  # type: ignore[arg-type]
    try:
        with checklists_of(tmp_path, qtbot) as (page, _):
            write = next(b for b in page.companion.findChildren(QPushButton) if b.accessibleName() == "Tulis email")
            qtbot.mouseClick(write, Qt.MouseButton.LeftButton)
            assert mail.to == "mailto:agus@nusantararempah.example"
    finally:
        QDesktopServices.unsetUrlHandler("mailto")


def test_what_others_do_is_listed_beside_and_leads_to_the_task(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, _):
        assert [row.title for row in rows_of(page.others.list)] == [
            "Daftarkan ke penggajian dan BPJS", "Sepakati tujuan tiga bulan", "Bicarakan hasil tiga bulan",
        ]  # fmt: skip
        last = rows_of(page.others.list)[2]
        page.others.list.opened.emit(last.key)

        assert page.cards[4].head.isChecked()
        assert page.cards[4].rest.chosen() == last.key


def test_who_has_no_checklist_is_told_what_the_page_is_for(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot, "sari") as (page, bench):
        assert page.cards == [] and not page.title.isVisible()
        assert "Belum ada daftar tugas" in [label.accessibleName() for label in page.findChildren(type(page.title))]
        qtbot.mouseClick(page._empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
        assert bench.shell.opened == [link("page", "knowledge")]


# ---- ticking


def test_a_tick_is_saved_at_once_and_shown_as_not_sent(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        tick_with_pointer(page, qtbot, CONDUCT)
        echo(page, bench, qtbot)

        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == ["CompleteTask"]
        _, row = row_called(page, CONDUCT)
        assert (row.ticked, row.due, row.body) == (True, ("belum terkirim", "warn"), "Anda centang")
        assert page.standing.accessibleName().startswith("10 dari 16 tugas selesai. Satu terlambat.")
        assert page.cards[2].head.accessibleName() == "Minggu pertama, 5 dari 6 selesai"
        assert bench.shell.told == [f"Selesai: {CONDUCT}"]


def test_the_toast_takes_the_tick_back(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        tick_with_pointer(page, qtbot, CONDUCT)
        echo(page, bench, qtbot)
        assert bench.shell.undo is not None
        bench.shell.undo()
        echo(page, bench, qtbot)

        assert task(bench, CONDUCT).state == "open"
        assert row_called(page, CONDUCT)[1].ticked is False
        assert bench.shell.told == [f"Selesai: {CONDUCT}"]


def test_a_second_press_opens_the_task_again(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        for on in (True, False):
            tick_with_pointer(page, qtbot, CONDUCT)
            echo(page, bench, qtbot)
            assert row_called(page, CONDUCT)[1].ticked is on

        assert bench.shell.told[-1] == f"Belum selesai lagi: {CONDUCT}"
        assert "belum terkirim" in row_called(page, CONDUCT)[1].body


def test_once_the_database_has_it_the_row_says_who_and_when(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        tick_with_pointer(page, qtbot, CONDUCT)
        echo(page, bench, qtbot)
        done = replace(task_row(CONDUCT), state="done", done_by="ayu", done=bench.now)
        page.refresh(answer(bench.store, "ayu", rows=[done]))
        bench.settled(qtbot)

        _, row = row_called(page, CONDUCT)
        assert (row.due, row.body) == (("selesai", "good"), "Anda centang hari ini 11.42")


def test_a_tick_by_the_buddy_appears_by_itself(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        done = replace(task_row(SECURITY), state="done", done_by="agus", done=bench.now)
        page.refresh(arrive(bench.store, "ayu", done))
        bench.settled(qtbot)

        assert row_called(page, SECURITY)[1].body == "Dicentang Agus Salim hari ini 11.42"


def test_a_task_of_somebody_else_cannot_be_ticked(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        tick_with_pointer(page, qtbot, "Sepakati tujuan tiga bulan")
        bench.settled(qtbot)

        assert not bench.store.reader.read(outbox.pending)
        assert bench.shell.told == []


def test_a_tick_that_is_refused_says_why(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        bench.store.writer.run(said(CompleteTask, "ayu", task=task(bench, CONDUCT).id))
        arrive(bench.store, "ayu", gone={"task": ((task(bench, SECURITY).id,),)})
        tick_with_pointer(page, qtbot, SECURITY)  # the page has not heard of it yet
        bench.settled(qtbot)

        assert bench.shell.told == ["Ini tidak ada di sini, atau sudah bukan bagian Anda lagi."]


def test_a_phase_that_was_finished_is_folded_when_the_page_is_seen_again(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        for title in (SECURITY, CONDUCT):
            tick_with_pointer(page, qtbot, title)
            echo(page, bench, qtbot)
        assert page.cards[2].head.isChecked()

        page.leave()
        page.refresh(None)
        bench.settled(qtbot)
        assert not page.cards[2].head.isChecked()


# ---- by keyboard


def test_arrow_keys_go_through_all_phases_and_space_ticks(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        week, month = page.cards[2], page.cards[3]
        week.finished.setFocus(Qt.FocusReason.TabFocusReason)
        week.finished.choose(rows_of(week.finished)[0].key)
        seen = []
        for _ in range(6):
            press(qtbot, page, Qt.Key.Key_Down)
            seen.append(page.focusWidget().currentIndex().data())
        assert seen == [
            "Jelaskan tujuan tim dan jam kerja", "Ambil kartu akses di resepsionis", "Makan siang bersama tim",
            SECURITY, CONDUCT, "Pilih fasilitas kesehatan BPJS",
        ]  # fmt: skip
        assert page.focusWidget() is month.rest
        press(qtbot, page, Qt.Key.Key_Space)
        echo(page, bench, qtbot)
        assert task(bench, "Pilih fasilitas kesehatan BPJS").state == "done"

        press(qtbot, page, Qt.Key.Key_Up)
        assert page.focusWidget() is week.rest and week.rest.chosen() == task(bench, CONDUCT).id


def test_enter_opens_the_article_of_a_task(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        rows, row = row_called(page, CONDUCT)
        rows.setFocus()
        rows.choose(row.key)
        press(qtbot, page, Qt.Key.Key_Return)
        assert bench.shell.opened == [link("article", "code-of-conduct")]


def test_a_task_without_an_article_shows_no_way_and_opens_nothing(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        rows, row = row_called(page, "Makan siang bersama tim")
        assert not row.leads
        rows.setFocus()
        rows.choose(row.key)
        press(qtbot, page, Qt.Key.Key_Return)
        assert bench.shell.opened == []


def test_a_link_to_a_task_shows_it(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        wanted = task(bench, "Ceritakan pengalaman Anda kepada HR").id
        page.open(link("task", wanted))
        assert page.cards[4].head.isChecked()
        assert page.cards[4].rest.chosen() == wanted


# ---- of others


def test_a_buddy_sees_the_whole_checklist_and_may_tick_all_of_it(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot, "agus") as (page, bench):
        assert page.title.accessibleName() == "Ayu Lestari pada minggu kedua"
        assert page.companion.accessibleName() == "Anda dampingi: Ayu Lestari"
        assert not page.switch.isVisible() and not page.others.isVisible()
        tick_with_pointer(page, qtbot, CONDUCT)
        echo(page, bench, qtbot)
        assert (task(bench, CONDUCT).state, task(bench, CONDUCT).done_by) == ("done", "agus")


def test_a_lead_goes_from_one_newcomer_to_the_other(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot, "anton") as (page, _):
        assert page.switch.chip("ayu").accessibleName() == "Ayu Lestari, 1 dari 3"
        assert page.standing.accessibleName() == "1 dari 3 tugas Anda selesai. Tidak ada yang terlambat."

        qtbot.mouseClick(page.switch.chip("frans"), Qt.MouseButton.LeftButton)
        assert page.title.accessibleName() == "Frans Ohee pada minggu pertama"
        assert page.companion.accessibleName() == "Daftar tugas milik: Frans Ohee"
        assert page.switch.chip("frans").isChecked() and not page.switch.chip("ayu").isChecked()
        assert page.place() == link("page", "checklists", person="frans", checklist="onboarding-site")

        page.open(link("page", "checklists", person="ayu"))
        assert page.title.accessibleName() == "Ayu Lestari pada minggu kedua"


def test_the_number_in_the_sidebar_counts_what_is_due(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot) as (page, bench):
        assert PAGE.count is not None
        count = PAGE.count(bench.context)
        assert bench.store.reader.read(count) == 2
        tick_with_pointer(page, qtbot, CONDUCT)
        echo(page, bench, qtbot)
        assert bench.store.reader.read(count) == 1
        assert "task" in PAGE.counts_on


# ---- shapes


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [740, 970, 1440])
@pytest.mark.parametrize("me", ["ayu", "anton", "sari"])
def test_it_is_usable_at_every_width(tmp_path: Path, qtbot: Any, me: str, width: int, language: str) -> None:
    with checklists_of(tmp_path, qtbot, me, width=width, language=language) as (page, _):
        usable(page, qtbot)


def test_on_a_narrow_window_the_buddy_stands_above_the_tasks(tmp_path: Path, qtbot: Any) -> None:
    with checklists_of(tmp_path, qtbot, width=970) as (page, _):
        above = page.companion.mapTo(page, QPoint(0, 0)).y()
        assert above < page.cards[0].mapTo(page, QPoint(0, 0)).y()
        assert not page._side.isVisible()

        page.resize(1440, 836)
        qtbot.waitUntil(page._side.isVisible)
        assert page.companion.mapTo(page, QPoint(0, 0)).x() > page.cards[0].mapTo(page, QPoint(0, 0)).x() + 500
