"""One request of one's own: reading, answering, closing, rating, cancelling."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Close
from desktop_app.store.engine import open_store
from desktop_app.store.queries import outbox, requests
from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.links import link
from desktop_app.ui.requests.listing import PAGE
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.laptop_builder import NOW, at
from tests.ui.page_bench import click, echo, page_bench
from tests.ui.requests.requests_bench import opened, page_of, tell, texts


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
