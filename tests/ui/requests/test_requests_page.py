"""The page of one's own requests, driven as a person does, over a real laptop's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Close
from desktop_app.domain.requests.submission import Submit
from desktop_app.settings import THEME
from desktop_app.store.engine import open_store
from desktop_app.store.queries import outbox, requests
from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.links import link
from desktop_app.ui.requests.page import PAGE, RequestsPage
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from tests.ui.audit import assert_usable
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop
from tests.ui.page_bench import Bench, page_bench


@contextmanager
def page_of(
    tmp_path: Path, qtbot: Any, me: str = "sari", *, width: int = 1440, language: str = "id", services: Any = None,
    **laptop: Any,
) -> Iterator[tuple[Any, Bench]]:  # fmt: skip
    with page_bench(filled_laptop(tmp_path, me, **laptop), me, language=language) as bench:
        page = PAGE.build(replace(bench.context, services=services or {}))
        page.setAccessibleName(bench.context.text(PAGE.title))
        qtbot.addWidget(page)
        page.resize(width, 836)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh(None)
        bench.settled(qtbot)
        yield page, bench
        page.leave()
        bench.settled(qtbot)


def shown(page: Any) -> list[str]:
    return [row.kicker.partition(" · ")[0] for row in page.list.list.model().rows() if isinstance(row, Row)]


def opened(page: Any, bench: Bench, qtbot: Any, number: str) -> Any:
    page.open(link("request", number))
    bench.settled(qtbot)
    assert page.stack.currentWidget() is page.pane
    return page.pane


def tell(page: RequestsPage, bench: Bench, qtbot: Any, changes: Any) -> None:
    page.refresh(changes)
    bench.settled(qtbot)


def echo(page: RequestsPage, bench: Bench, qtbot: Any) -> None:
    """The window tells the page what was saved."""
    bench.settled(qtbot)
    while bench.shell.announced:
        page.refresh(bench.shell.announced.pop(0))
        bench.settled(qtbot)


def click(qtbot: Any, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(page: RequestsPage) -> list[str]:
    return [entry.text for entry in page.pane.conversation._entries if isinstance(entry, Said)]


# ---- the list


def test_enter_on_a_row_opens_the_request_and_esc_returns_to_it(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        page.list.list.setFocus()
        qtbot.keyClick(page.list.list, Qt.Key.Key_Down)
        qtbot.keyClick(page.list.list, Qt.Key.Key_Return)
        bench.settled(qtbot)
        assert page.pane._called.text() == "KEU-0311"

        qtbot.keyClick(page, Qt.Key.Key_Escape)
        bench.settled(qtbot)

        assert page.stack.currentWidget() is not page.pane
        assert page.list.list.currentIndex().data(Qt.ItemDataRole.DisplayRole) == "Penggantian biaya taksi 12 November"


def test_words_typed_narrow_the_list_and_nothing_found_says_so(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, _):
        qtbot.keyClicks(page.list.search, "laptop")
        assert shown(page) == ["IT-2207"]

        qtbot.keyClicks(page.list.search, " xyz")
        assert shown(page) == []
        assert page.list._nothing.accessibleName() == "Tidak ada permintaan Anda yang memuat “laptop xyz”."


def test_a_chip_shows_what_waits_for_me(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, _):
        assert page.list.chips["mine"].accessibleName() == "Menunggu saya, 3"

        click(qtbot, page.list.chips["mine"])

        assert shown(page) == ["KEU-0311", "IT-2207", "HR-1042"]


def test_the_first_day_says_what_the_place_is_for_and_offers_a_form(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot, stories=[]) as (page, bench):
        first = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "Buat permintaan pertama")
        often = next(each for each in page.findChildren(RowList) if each.accessibleName() == "Paling sering dibuat")

        click(qtbot, first)
        often.setFocus()
        qtbot.keyClick(often, Qt.Key.Key_Return)

        assert bench.shell.opened == [link("page", "new_request"), link("form", "leave-question")]
        assert_usable(page)


def test_what_waits_to_be_sent_stands_on_top_and_leaves_when_it_went(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = request_id(bench.store, "HR-1042")
        tell(page, bench, qtbot, bench.store.writer.run(said(AddReply, "sari", request=request, text="Satu lagi.")))
        assert page.list.waiting.isVisible()
        [row] = page.list.waiting.list.model().rows()
        assert (row.title, row.side) == ("Balasan di HR-1042", "berikutnya")

        tell(page, bench, qtbot, answer(bench.store, "sari"))

        assert not page.list.waiting.isVisible()


def test_a_reply_that_arrives_while_the_list_is_open_is_seen_at_once(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        answered = (
            story("HR-1045").did("budi", "Claim", at("23 10.42")).said("budi", "Semoga lekas sembuh.", at("23 10.42"))
        )

        tell(page, bench, qtbot, arrive(bench.store, "sari", answered))

        [row] = [r for r in page.list.list.model().rows() if isinstance(r, Row) and r.kicker.startswith("HR-1045")]
        assert ("1 pesan baru", "accent") in row.tags


def test_changes_of_other_things_are_no_reason_to_read_again(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        before = page.list._mine

        page.refresh(bench.store.settings.set(THEME, "dark"))
        bench.settled(qtbot)

        assert page.list._mine is before


# ---- one request


def test_the_request_shows_conversation_promise_and_who_handles_it(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")

        facts = " | ".join(
            each.accessibleName()
            for each in pane.facts.findChildren(type(pane.facts).__mro__[1])
            if each.accessibleName()
        )
        assert "Keadaan: Dijawab, menunggu konfirmasi Anda" in facts
        assert "Janji pertama: Dibalas sebelum hari ini 10.30\N{NO-BREAK SPACE}WIB" in facts
        assert "Ditepati: dibalas hari ini 10.05" in facts
        assert "HR Jakarta · bekerja sampai 17.00\N{NO-BREAK SPACE}WIB" in facts
        assert pane.box.edit.placeholderText() == "Tulis balasan untuk Budi…"


def test_a_promise_that_was_not_kept_is_said_in_words(tmp_path: Path, qtbot: Any) -> None:
    late = story("HR-1045").did("budi", "Claim", at("23 15.50")).said("budi", "Maaf terlambat.", at("23 16.00"))
    with page_of(tmp_path, qtbot, stories=[late], now=at("23 16.10")) as (page, bench):
        bench.now = at("23 16.10")
        pane = opened(page, bench, qtbot, "HR-1045")

        said_so = [each for each in pane.facts.findChildren(type(pane._subject)) if "Terlewat" in each.text()]

        assert [each.text() for each in said_so] == ["Terlewat: dibalas hari ini 16.00"]
        assert said_so[0].property("tone") == "danger"


def test_a_reply_is_saved_with_its_draft_gone_and_stands_as_waiting(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        qtbot.keyClicks(pane.box.edit, "Apakah Pak Bima sudah tahu?")
        pane.box.leave()

        qtbot.keyClick(pane.box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        echo(page, bench, qtbot)

        assert pane.box.edit.toPlainText() == ""
        assert bench.store.drafts.list() == ()
        last = pane.conversation._entries[-1]
        assert isinstance(last, Said) and (last.kind, last.text) == ("pending", "Apakah Pak Bima sudah tahu?")
        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == ["AddReply"]


def test_what_was_being_written_is_there_again_after_a_restart(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        qtbot.keyClicks(pane.box.edit, "Saya tunggu")
        page.leave()
        bench.settled(qtbot)

    with page_bench(open_store(tmp_path, login="sari")) as bench:
        again: Any = PAGE.build(bench.context)
        qtbot.addWidget(again)
        again.show()
        again.open(link("request", "HR-1042"))
        bench.settled(qtbot)
        assert again.pane.box.edit.toPlainText() == "Saya tunggu"
        assert again.pane.box.saved.text() == "Draf tersimpan 10.42"


def test_a_waiting_message_is_changed_in_place(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = request_id(bench.store, "HR-1042")
        bench.store.writer.run(said(AddReply, "sari", request=request, text="Terima ksih"))
        pane = opened(page, bench, qtbot, "HR-1042")

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Ubah"))
        bench.settled(qtbot)
        pane.box.edit.setPlainText("Terima kasih")
        click(qtbot, pane.box.send)
        echo(page, bench, qtbot)

        assert texts(page)[-1] == "Terima kasih"
        assert [each.words for each in bench.store.reader.read(outbox.pending)] == ["Terima kasih"]
        assert pane.box.edit.toPlainText() == ""


def test_a_waiting_message_is_withdrawn_and_can_be_brought_back(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = request_id(bench.store, "HR-1042")
        bench.store.writer.run(said(AddReply, "sari", request=request, text="Tidak jadi"))
        pane = opened(page, bench, qtbot, "HR-1042")

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Batalkan"))
        echo(page, bench, qtbot)
        assert "Tidak jadi" not in texts(page)
        assert bench.shell.told == ["Ditarik, tidak jadi dikirim."]

        assert bench.shell.undo is not None
        bench.shell.undo()
        echo(page, bench, qtbot)
        assert texts(page)[-1] == "Tidak jadi"


def test_what_went_out_meanwhile_cannot_be_withdrawn_and_says_so(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = request_id(bench.store, "HR-1042")
        bench.store.writer.run(said(AddReply, "sari", request=request, text="Sudah jalan"))
        pane = opened(page, bench, qtbot, "HR-1042")
        bench.store.writer.ask()

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Batalkan"))
        bench.settled(qtbot)

        assert bench.shell.told == ["Ini sudah dalam pengiriman, jadi tidak dapat diubah lagi."]


def test_thanks_closes_the_request_and_then_asks_for_a_rating(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        assert pane.closing.question.accessibleName() == "Budi merasa ini sudah selesai. Bagaimana menurut Anda?"

        click(qtbot, pane.closing.thanks)
        echo(page, bench, qtbot)
        assert pane.rating.isVisible() and not pane.closing.isVisible()
        qtbot.keyClick(pane.rating.stars, "5")
        qtbot.keyClicks(pane.rating.sentence, "Cepat.")
        click(qtbot, pane.rating.send)
        echo(page, bench, qtbot)

        [item] = [
            each
            for each in bench.store.reader.read(lambda c: requests.mine(c, "sari", now=NOW))
            if each.number == "HR-1042"
        ]
        assert (item.state, item.rated) == ("closed", 5)
        assert pane.rating._said.text() == "“Cepat.”"


def test_not_solved_asks_for_one_sentence_and_opens_it_again(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        click(qtbot, pane.closing.not_yet)
        qtbot.waitUntil(pane.closing.sentence.hasFocus)

        click(qtbot, pane.closing.send)
        assert pane.closing.error.text() == "Tulis dalam satu kalimat apa yang belum beres."
        qtbot.keyClicks(pane.closing.sentence, "Tanggalnya masih 21 Desember.")
        qtbot.keyClick(pane.closing.sentence, Qt.Key.Key_Return)
        echo(page, bench, qtbot)

        assert not pane.closing.isVisible()
        assert texts(page)[-1] == "Tanggalnya masih 21 Desember."
        assert pane._badge.text() == "Diproses"


def test_a_closed_request_can_be_opened_again_from_its_foot(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        bench.store.writer.run(said(Close, "sari", request=request_id(bench.store, "HR-1042")))
        pane = opened(page, bench, qtbot, "HR-1042")
        assert not pane.box.isVisible()

        click(qtbot, pane.reopen)
        qtbot.keyClicks(pane.closing.sentence, "Muncul lagi.")
        click(qtbot, pane.closing.send)
        echo(page, bench, qtbot)

        assert pane.box.isVisible()
        assert texts(page)[-1] == "Muncul lagi."


def test_cancelling_asks_first(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1045")
        cancel = next(
            b for b in pane.facts.findChildren(QPushButton) if b.accessibleName() == "Batalkan permintaan ini"
        )

        click(qtbot, cancel)
        qtbot.waitUntil(pane.no.hasFocus)
        assert pane.confirm.isVisible()
        click(qtbot, pane.no)
        assert bench.store.reader.read(outbox.pending) == []
        click(qtbot, cancel)
        click(qtbot, pane.yes)
        echo(page, bench, qtbot)

        assert pane._badge.text() == "Dibatalkan"
        assert not pane.box.isVisible()


def test_on_a_full_disk_it_is_said_that_nothing_was_saved_and_the_words_stay(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        pane.box.edit.setPlainText("Kata yang tidak boleh hilang. " * 600)
        with bench.store.engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

        click(qtbot, pane.box.send)
        bench.settled(qtbot)

        assert pane.box.error.text() == "Ini belum tersimpan. Tulisan Anda masih ada di sini; silakan coba lagi."
        assert pane.box.edit.toPlainText().startswith("Kata yang tidak boleh hilang.")
        assert bench.store.reader.read(outbox.pending) == []
        pane.box.edit.clear()
        page.leave()
        bench.settled(qtbot)
        bench.shell.failures.clear()  # the draft could not be saved either, and the window was told


def submitted(bench: Bench) -> str:
    command = said(
        Submit, "sari", form="question", version=1, subject="Slip gaji", today="2026-11-23",
        answers={"subject": "Slip gaji", "text": "Slip gaji saya belum ada."},
    )  # fmt: skip
    bench.store.writer.run(command)
    return command.id


def test_a_request_that_waits_explains_its_short_reference(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, submitted(bench))
        reference = pane.talk.reading.item.reference

        assert pane._called.text() == f"Kode singkat {reference}"
        assert pane._badge.text() == "Menunggu dikirim"
        told = [each.accessibleName() for each in pane.facts.findChildren(type(pane._subject))]
        assert "Sebutkan ini lewat telepon; nomor resmi menyusul setelah terkirim." in told
        page.open(link("request", reference.replace("-", "").lower()))
        bench.settled(qtbot)
        assert pane._subject.accessibleName() == "Slip gaji"


def test_a_request_that_waits_is_withdrawn_into_a_draft(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        pane = opened(page, bench, qtbot, submitted(bench))

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Batalkan"))
        assert "isian Anda tetap tersimpan sebagai draf" in pane.confirm.words.accessibleName()
        click(qtbot, pane.yes)
        echo(page, bench, qtbot)

        assert page.stack.currentWidget() is not page.pane
        [draft] = bench.store.drafts.list()
        assert (draft.kind, draft.about, draft.body["answers"]["text"]) == (
            "request",
            "question",
            "Slip gaji saya belum ada.",
        )
        assert "Slip gaji" not in [row.title for row in page.list.list.model().rows()]


def test_another_draft_of_the_same_form_is_not_overwritten(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        bench.store.drafts.save("request", "question", {"answers": {"text": "Yang lain"}}, NOW)
        pane = opened(page, bench, qtbot, submitted(bench))

        pane._ask_to_cancel(withdraw=True)
        click(qtbot, pane.yes)
        echo(page, bench, qtbot)

        assert bench.shell.told == ["Ada draf lain untuk formulir ini. Kirim atau buang draf itu dahulu."]
        assert [each.kind for each in bench.store.reader.read(outbox.pending)] == ["Submit"]


def test_a_request_that_waits_is_changed_in_its_form(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = submitted(bench)
        pane = opened(page, bench, qtbot, request)

        click(qtbot, next(b for b in pane.conversation.findChildren(QPushButton) if b.accessibleName() == "Ubah"))

        assert bench.shell.opened == [link("form", "question", amend=request)]


def test_a_refused_reply_is_told_with_its_words_and_can_be_sent_again(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        request = request_id(bench.store, "HR-1042")
        bench.store.writer.run(said(AddReply, "sari", request=request, text="Masih ada pertanyaan"))
        answer(bench.store, "sari", "wrong_state")
        pane = opened(page, bench, qtbot, "HR-1042")
        assert pane.refusals.isVisible()
        understood = next(b for b in pane.refusals.findChildren(QPushButton) if b.accessibleName() == "Mengerti")

        click(qtbot, understood)
        echo(page, bench, qtbot)
        tell(page, bench, qtbot, None)
        assert not pane.refusals.isVisible()
        assert "Permintaan ini sudah berlanjut" in pane.conversation._entries[-1].note
        click(qtbot, pane.box.offer.take_up)
        bench.settled(qtbot)
        click(qtbot, pane.box.send)
        echo(page, bench, qtbot)

        assert [each.words for each in bench.store.reader.read(outbox.pending)] == ["Masih ada pertanyaan"]
        assert bench.store.drafts.list() == ()


def test_what_was_read_counts_no_longer(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        count = PAGE.count(bench.context) if PAGE.count else None
        assert count is not None and bench.store.reader.read(count) == 3

        opened(page, bench, qtbot, "HR-1042")
        qtbot.waitUntil(lambda: any("read_marker" in each.kinds for each in bench.shell.announced))

        assert bench.store.reader.read(count) == 2


def test_an_open_request_asks_the_sync_to_look_more_often(tmp_path: Path, qtbot: Any) -> None:
    levels: list[str] = []
    with page_of(tmp_path, qtbot, services={"attention": levels.append}) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        qtbot.keyClicks(pane.box.edit, "H")
        page.to_list()

        assert [level for at_, level in enumerate(levels) if levels[at_ - 1 : at_] != [level]] == [
            "request",
            "conversation",
            "idle",
        ]


def test_a_request_of_somebody_else_is_answered_at_the_desk(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot, "budi") as (page, bench):
        page.open(link("request", "HR-1039"))
        bench.settled(qtbot)

        assert bench.shell.opened == [link("page", "desk", request=request_id(bench.store, "HR-1039"))]


def test_a_request_that_is_not_here_yet_is_said(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        page.open(link("request", "HR-9999"))
        bench.settled(qtbot)

        assert bench.shell.told == ["Permintaan ini belum ada di laptop ini. Sinkronkan, lalu coba lagi."]


def test_on_a_narrow_window_the_facts_wait_in_a_drawer(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot, width=1000) as (page, bench):
        pane = opened(page, bench, qtbot, "HR-1042")
        assert not pane.facts.isVisible()

        click(qtbot, pane.details)
        assert pane.facts.isVisible()
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)

        assert not pane.facts.isVisible()


def test_both_views_are_usable_in_both_languages_wide_and_narrow(tmp_path: Path, qtbot: Any) -> None:
    for language in ("id", "en"):
        for width in (1440, 960):
            with page_of(tmp_path / f"{language}{width}", qtbot, width=width, language=language) as (page, bench):
                bench.store.writer.run(
                    said(AddReply, "sari", request=request_id(bench.store, "HR-1042"), text="Satu lagi.")
                )
                page.refresh(None)
                bench.settled(qtbot)
                assert_usable(page)
                opened(page, bench, qtbot, "HR-1042")
                assert_usable(page)


def test_times_grow_old_while_nothing_changes(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        opened(page, bench, qtbot, "HR-1045")
        bench.now = NOW + timedelta(hours=6)

        page._grow_old()
        bench.settled(qtbot)

        late = [each for each in page.pane.facts.findChildren(type(page.pane._subject)) if "terlambat" in each.text()]
        assert [each.text() for each in late] == ["terlambat 1 jam"]
