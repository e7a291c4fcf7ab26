"""The home page, driven by keys and pointer, over a real laptop's database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.protocol.changes import Changes
from desktop_app.store.queries import checklists, notices, outbox
from desktop_app.ui.links import link
from desktop_app.ui.sync_view import SyncView
from desktop_app.wording import NO_BREAK
from tests.ui.conversation.talking import answer, request_id, said
from tests.ui.home.home_bench import (
    READ,
    IndexNews,
    button,
    click_row,
    drawn,
    home_of,
    rows_of,
    tick,
    wanted,
    words_in,
)
from tests.ui.laptop_builder import arrive, at, monday_morning, raised
from tests.ui.page_bench import Bench, click, echo

# ---- the greeting


@pytest.mark.parametrize(
    "me, now, greeting",
    [
        ("sari", at("23 10.42"), "Selamat pagi, Sari"),
        ("elsye", at("23 10.42"), "Selamat siang, Elsye"),  # it is 12.42 in Jayapura
        ("sari", at("23 16.00"), "Selamat sore, Sari"),
        ("sari", at("23 19.00"), "Selamat malam, Sari"),
    ],
)
def test_it_greets_by_the_time_of_day_where_the_person_is(
    tmp_path: Path, qtbot: Any, me: str, now: datetime, greeting: str
) -> None:
    with home_of(tmp_path, qtbot, me, now=now) as (page, _):
        assert page.hello.accessibleName() == greeting


def test_the_greeting_follows_the_clock(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot) as (page, bench):
        bench.now = at("23 11.00")
        page._clock.timeout.emit()
        bench.settled(qtbot)
        assert page.hello.accessibleName() == "Selamat siang, Sari"


# ---- what waits


def test_replies_and_articles_wait_for_an_employee(tmp_path: Path, qtbot: Any) -> None:
    """
    ## Balasan untuk Anda 2
    Penggantian biaya taksi 12 November | Jumat 16.12
    Cuti melahirkan: tanggal mulai berubah | hari ini 10.24
    ## Wajib dibaca 2
    Kode etik
    Keamanan informasi
    """
    stories = [each for each in monday_morning() if each.request.number != "IT-2207"]
    with home_of(tmp_path, qtbot, stories=stories) as (page, _):
        assert drawn(page) == wanted(test_replies_and_articles_wait_for_an_employee)
        assert page.sentence.accessibleName() == "Senin, 23 November 2026. Empat hal menunggu Anda."
        assert rows_of(page.waiting.parts["replies"].list)[0].body == (
            "Lina Hartono, Keuangan: “Mohon unggah foto kuitansi yang lebih jelas, ya.”"
        )


def test_tasks_that_are_late_or_due_soon_wait_for_a_new_hire(tmp_path: Path, qtbot: Any) -> None:
    """
    ## Tugas Anda 3
    Baca aturan keamanan informasi | terlambat 5 hari
    Baca kode etik | terlambat 5 hari
    Pilih fasilitas kesehatan BPJS | sampai Rabu, 25 November
    """
    with home_of(tmp_path, qtbot, "ayu", stories=[], rows=READ) as (page, _):
        assert drawn(page) == wanted(test_tasks_that_are_late_or_due_soon_wait_for_a_new_hire)
        assert page.sentence.accessibleName() == "Senin, 23 November 2026. Tiga hal menunggu Anda: dua terlambat."


def test_agents_see_their_queue_first(tmp_path: Path, qtbot: Any) -> None:
    """
    ## Antrean HR 4
    Surat keterangan kerja untuk KPR | terlambat 1 jam
    Slip gaji Oktober tidak terbuka | balas sebelum 13.10
    Sisa cuti belum bertambah | balas sebelum 14.20
    ## Wajib dibaca 2
    Kode etik
    Keamanan informasi
    """
    with home_of(tmp_path, qtbot, "budi") as (page, bench):
        assert drawn(page) == wanted(test_agents_see_their_queue_first)
        assert page.sentence.accessibleName() == (
            "Senin, 23 November 2026. Enam hal menunggu Anda: satu terlambat, tiga untuk hari ini."
        )
        first = rows_of(page.waiting.parts["queue"].list)[0]
        assert first.body == "HR-1039 · Yohana Rumbiak, Jayapura · belum diambil"

        click_row(qtbot, page.waiting.parts["queue"].list, first.title)
        click(qtbot, button(page.waiting.parts["queue"], "Lihat semua: Antrean HR"))
        assert bench.shell.opened == [
            link("page", "desk", request=request_id(bench.store, "HR-1039")), link("page", "desk"),
        ]  # fmt: skip


def test_what_others_of_the_team_have_is_not_the_readers_to_do(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "dewi") as (page, _):
        titles = [row.title for row in rows_of(page.waiting.parts["queue"].list)]
        assert "Slip gaji Oktober tidak terbuka" not in titles  # Budi has it
        assert "Nomor rekening gaji salah satu angka" in titles


def test_there_are_three_lists_at_most(tmp_path: Path, qtbot: Any) -> None:
    asked = raised("anton", "hr", "Cuti Desember", at("20 09.00"), number="HR-1050")
    stories = [
        asked.did("budi", "Claim", at("20 10.00")).said("budi", "Berapa hari?", at("23 09.00")),
        raised("elsye", "operations", "Jadwal kerja Desember", at("23 08.00"), number="OPS-0042"),
    ]
    with home_of(tmp_path, qtbot, "anton", stories=stories) as (page, bench):
        titles = [line for line in drawn(page).splitlines() if line.startswith("##")]
        assert titles == ["## Antrean Operasional 1", "## Balasan untuk Anda 1", "## Wajib dibaca 2"]
        assert "Juga menunggu: Tugas Anda (2)" in words_in(page.waiting)
        assert page.sentence.accessibleName().startswith("Senin, 23 November 2026. Enam hal menunggu Anda")
        click(qtbot, button(page.waiting._rest, "Lihat semua"))
        assert bench.shell.opened == [link("page", "checklists")]


def test_a_question_that_was_read_waits_until_it_is_answered(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, rows=READ) as (page, bench):
        for number in ("KEU-0311", "IT-2207", "HR-1042"):
            bench.store.markers.mark_read(request_id(bench.store, number))
        page.refresh(None)
        bench.settled(qtbot)
        assert drawn(page) == "## Balasan untuk Anda 1\nPenggantian biaya taksi 12 November | Jumat 16.12"

        asked = request_id(bench.store, "KEU-0311")
        page.refresh(bench.store.writer.run(said(AddReply, "sari", request=asked, text="Ini fotonya.")))
        bench.settled(qtbot)
        assert drawn(page) == ""


def test_rows_lead_to_what_they_are_about(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "ayu") as (page, bench):
        parts = page.waiting.parts
        click_row(qtbot, parts["replies"].list, "Nomor rekening gaji salah satu angka")
        click_row(qtbot, parts["must_read"].list, "Kode etik")
        tasks = parts["tasks"].list
        tasks.setFocus()
        tasks.choose(rows_of(tasks)[0].key)
        qtbot.keyClick(tasks, Qt.Key.Key_Return)

        assert bench.shell.opened == [
            link("request", request_id(bench.store, "HR-1036")), link("article", "code-of-conduct"),
            link("task", str(rows_of(tasks)[0].key)),
        ]  # fmt: skip


def test_arrow_keys_go_through_the_lists_as_one(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "ayu") as (page, _):
        parts = page.waiting.parts
        parts["replies"].list.setFocus()
        parts["replies"].list.choose(rows_of(parts["replies"].list)[0].key)
        for _step in range(3):
            qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Down)
        assert page.focusWidget() is parts["tasks"].list


def test_what_a_sync_brings_appears_by_itself(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, stories=[], rows=READ) as (page, bench):
        assert page.nothing.isVisible() and not page.waiting.isVisible()
        asked = raised("sari", "hr", "Slip gaji", at("23 08.00"), number="HR-1060")
        page.refresh(arrive(bench.store, "sari", asked.said("budi", "Sudah kami kirim.", at("23 10.40"))))
        bench.settled(qtbot)

        assert drawn(page) == "## Balasan untuk Anda 1\nSlip gaji | hari ini 10.40"
        assert page.requests.isVisible() and not page.nothing.isVisible()


# ---- tasks, ticked right here


def test_a_task_is_ticked_here_and_stays_until_the_page_is_left(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "ayu", stories=[], rows=READ) as (page, bench):
        tick(page, qtbot, "Baca kode etik")
        echo(page, bench, qtbot)

        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == ["CompleteTask"]
        ticked = rows_of(page.waiting.parts["tasks"].list)[1]
        assert (ticked.title, ticked.ticked, ticked.due) == ("Baca kode etik", True, ("belum terkirim", "warn"))
        assert page.waiting.parts["tasks"].head.badge.text() == "2"
        assert page.sentence.accessibleName().endswith("Dua hal menunggu Anda: satu terlambat.")
        assert bench.shell.told == ["Selesai: Baca kode etik"]

        page.leave()
        page.refresh(None)
        bench.settled(qtbot)
        assert "Baca kode etik" not in drawn(page)


def test_the_toast_takes_the_tick_back(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "ayu", stories=[], rows=READ) as (page, bench):
        tick(page, qtbot, "Baca kode etik")
        echo(page, bench, qtbot)
        assert bench.shell.undo is not None
        bench.shell.undo()
        echo(page, bench, qtbot)

        assert rows_of(page.waiting.parts["tasks"].list)[1].ticked is False
        lists = bench.store.reader.read(lambda c: checklists.for_me(c, "ayu"))
        assert lists[0].done == 9


def test_space_ticks_the_task_the_keyboard_is_on(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "ayu", stories=[], rows=READ) as (page, bench):
        tasks = page.waiting.parts["tasks"].list
        tasks.setFocus()
        tasks.choose(rows_of(tasks)[0].key)
        qtbot.keyClick(tasks, Qt.Key.Key_Space)
        echo(page, bench, qtbot)
        assert rows_of(tasks)[0].ticked is True
        assert bench.shell.told == ["Selesai: Baca aturan keamanan informasi"]


# ---- nothing waits


def test_where_nothing_waits_it_says_so_and_offers_articles(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "elsye", stories=[], rows=READ) as (page, bench):
        assert page.sentence.accessibleName() == "Senin, 23 November 2026. Tidak ada yang menunggu Anda."
        assert "Semua sudah beres" in words_in(page.nothing)
        assert [row.title for row in rows_of(page.nothing.list)] == [
            "Kode etik",
            "Keamanan informasi",
            "Cuti melahirkan",
        ]
        click(qtbot, button(page.nothing, "Baca artikel"))
        click(qtbot, button(page.nothing, "Permintaan baru"))
        assert bench.shell.opened == [link("page", "knowledge"), link("page", "new_request")]
        assert not page.requests.isVisible() and not page.checked.isVisible()


def test_where_something_waits_the_articles_stand_beside(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot) as (page, bench):
        assert page.checked.isVisible()
        assert rows_of(page.checked.list)[0].side == "16 November"
        click_row(qtbot, page.checked.list, "Cuti melahirkan")
        assert bench.shell.opened == [link("article", "maternity-leave")]


# ---- forms, own requests, today


def test_forms_used_most_come_first_with_their_promise(tmp_path: Path, qtbot: Any) -> None:
    stories = [
        raised("sari", "it", "Layar", at(f"{day} 09.00"), number=f"IT-{day}", form="laptop-repair")
        for day in ("17", "18")
    ]
    with home_of(tmp_path, qtbot, stories=stories) as (page, bench):
        assert page.forms.title.text() == "Formulir yang sering dipakai"
        assert [tile.accessibleName() for tile in page.forms.tiles] == [
            "Perbaikan laptop. Balasan: 4 jam kerja", "Pertanyaan cuti. Balasan: 4 jam kerja",
            "Cuti sakit. Balasan: 4 jam kerja", "Penggantian biaya. Balasan: 1 hari kerja",
        ]  # fmt: skip
        click(qtbot, page.forms.tiles[0])
        click(qtbot, page.forms.every)
        assert bench.shell.opened == [link("form", "laptop-repair"), link("page", "new_request")]


def test_who_asked_nothing_yet_is_offered_what_fits(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, "frans", stories=[]) as (page, _):
        assert page.forms.title.text() == "Formulir untuk memulai"
        assert [tile.text() for tile in page.forms.tiles] == [
            "Pertanyaan untuk HR", "Perbaikan laptop", "Kartu akses", "Pertanyaan cuti",
        ]  # fmt: skip


def test_own_requests_say_their_state_and_what_was_promised(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot) as (page, bench):
        assert [(row.kicker, row.tags[0][0], row.after) for row in rows_of(page.requests.list)] == [
            ("HR-1045 · HR", "Baru", f"dibalas paling lambat hari ini 15.41{NO_BREAK}WIB"),
            ("KEU-0311 · Keuangan", "Menunggu Anda", "Lina Hartono"),
            ("IT-2207 · IT", "Diproses", f"selesai paling lambat hari ini 13.10{NO_BREAK}WIB"),
            ("HR-1042 · HR", "Dijawab", "menunggu konfirmasi Anda"),
        ]
        click_row(qtbot, page.requests.list, "Cuti sakit 25–30 November")
        click(qtbot, button(page.requests, "Lihat semua: Permintaan saya"))
        assert bench.shell.opened == [link("request", request_id(bench.store, "HR-1045")), link("page", "requests")]


@pytest.mark.parametrize(
    "me, now, hours",
    [
        ("sari", at("23 10.42"), f"HR buka sampai 17.00{NO_BREAK}WIB"),
        ("ayu", at("23 10.42"), f"HR buka sampai 18.00{NO_BREAK}WITA"),  # the same moment, as Makassar reads it
        ("sari", at("23 19.00"), f"HR buka lagi besok 08.00{NO_BREAK}WIB"),
        ("budi", at("23 10.42"), f"Jam kerja sampai 17.00{NO_BREAK}WIB"),  # HR need not be told when HR is there
    ],
)
def test_today_says_when_hr_is_there_and_what_can_be_read(
    tmp_path: Path, qtbot: Any, me: str, now: datetime, hours: str
) -> None:
    with home_of(tmp_path, qtbot, me, now=now) as (page, _):
        assert words_in(page.today) == [
            "Hari ini", hours, "Libur berikutnya Jumat, 25 Desember", "40 artikel dapat dibaca tanpa jaringan",
        ]  # fmt: skip


# ---- what has to be said first


def refuse(bench: Bench, code: str, **data: Any) -> None:
    asked = request_id(bench.store, "IT-2207")
    bench.store.writer.run(said(AddReply, "sari", request=asked, text="Ini fotonya."))
    answer(bench.store, "sari", code, **data)


def test_a_refusal_is_told_until_it_was_understood(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot) as (page, bench):
        refuse(bench, "not_yours")
        page.refresh(None)
        bench.settled(qtbot)
        told = [words for words in words_in(page.strips) if words]
        assert len(told) == 1 and "Tidak terkirim: Laptop lambat saat membuka Excel" in told[0]

        click(qtbot, button(page.strips, "Lihat"))
        assert bench.shell.opened == [link("request", request_id(bench.store, "IT-2207"))]
        click(qtbot, button(page.strips, "Mengerti"))
        echo(page, bench, qtbot)
        assert not page.strips.isVisible()
        assert [each.seen for each in bench.store.reader.read(notices.list) if each.kind == "refused"] == [True]


def test_the_search_that_is_being_prepared_is_told_calmly(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot) as (page, _):
        assert not page.strips.isVisible()
        page.refresh(Changes(local=frozenset({"index"}), initiator=IndexNews(False, 12, 32)))
        assert page.strips.index.isVisible()
        assert (page.strips.index.bar.value(), page.strips.index.bar.maximum()) == (12, 32)
        assert "12 dari 32" in words_in(page.strips)

        page.refresh(Changes(local=frozenset({"index"}), initiator=IndexNews(False, 32, 32)))
        assert not page.strips.isVisible()

        page.refresh(Changes(local=frozenset({"index"}), initiator=IndexNews(ready=True)))
        assert not page.strips.isVisible()


@pytest.mark.parametrize("width", [967, 1440])
def test_what_is_told_first_keeps_its_distance(tmp_path: Path, qtbot: Any, width: int) -> None:
    with home_of(tmp_path, qtbot, width=width) as (page, _):
        page.refresh(Changes(local=frozenset({"index"}), initiator=IndexNews(False, 12, 32)))

        def apart() -> int:
            foot = int(page.strips.index.mapTo(page, page.strips.index.rect().bottomLeft()).y()) + 1
            return int(page.waiting.mapTo(page, QPoint(0, 0)).y()) - foot

        qtbot.waitUntil(lambda: apart() == 14)


def test_a_laptop_with_nothing_to_read_yet_says_when_it_comes(tmp_path: Path, qtbot: Any) -> None:
    with home_of(tmp_path, qtbot, without=(Article, Form), sync=SyncView("fetching")) as (page, bench):
        assert "Artikel dan formulir perusahaan sedang diambil, lalu muncul di sini satu per satu." in words_in(
            page.strips
        )
        assert not page.forms.isVisible()

        page.stands(SyncView("offline"))
        bench.settled(qtbot)
        assert "Artikel dan formulir perusahaan diambil begitu laptop ini tersambung." in words_in(page.strips)


def test_nobody_is_told_that_all_is_done_before_anything_came(tmp_path: Path, qtbot: Any) -> None:
    fetching = SyncView("fetching")
    with home_of(tmp_path, qtbot, "elsye", stories=[], without=(Article, Form), sync=fetching) as (page, _):
        assert page.sentence.accessibleName() == "Senin, 23 November 2026."
        assert not page.nothing.isVisible()
