"""One form, page by page, with the keyboard."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from desktop_app.search import KnowledgeIndex
from desktop_app.store.schema import tallies
from desktop_app.ui.new_request.suggestions import SuggestionCard
from tests.ui.laptop_builder import company
from tests.ui.new_request.asking import OFFLINE, Asking, asking


def to_papers(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.answer(dates={"from": "2026-11-20", "to": "2026-11-23"})
    sari.go_on()


def test_the_form_knows_who_asks_and_where_one_is(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    assert sari.wizard.head.title() == "Cuti sakit"
    assert sari.wizard.head.place.text() == "1 dari 4 · Waktu"
    words = sari.texts()
    assert "Dikirim sebagai Sari Wulandari" in words
    assert any("Staf Keuangan" in each and "sari@nusantararempah.example" in each for each in words)


def test_what_a_default_opens_is_there_at_the_first_paint(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    assert not sari.row("from_work").isHidden()
    assert sari.row("incident").isHidden()


def test_an_answer_opens_the_question_behind_it(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.click("from_work", "Ya")
    assert not sari.row("incident").isHidden()
    sari.click("from_work", "Tidak")
    assert sari.row("incident").isHidden()


def test_where_something_is_missing_the_keyboard_goes_there(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.go_on()
    assert sari.wizard.filling.index() == 0
    assert sari.row("dates").wrong() == "Mohon isi bagian ini."
    assert sari.row("dates").control.inputs()[0].hasFocus()
    assert sari.wizard.foot.word.text() == "Satu isian perlu diperbaiki"
    assert sari.wizard.foot.primary.isEnabled()


def test_nothing_is_called_missing_before_one_goes_on(sari: Asking) -> None:
    to_papers(sari)
    sari.click("paid", "Ya")
    assert sari.row("amount").wrong() == ""
    sari.type("amount", "450 ribu")
    assert sari.row("amount").wrong() == ""
    sari.keys(Qt.Key.Key_Tab)
    assert sari.row("amount").wrong() == "Tulis dengan angka saja, misalnya 450.000."
    assert sari.row("receipts").wrong() == ""


def test_the_page_counts_what_is_still_wrong(sari: Asking) -> None:
    to_papers(sari)
    sari.click("paid", "Ya")
    sari.go_on()
    assert sari.wizard.foot.word.text() == "3 isian perlu diperbaiki"
    sari.type("amount", "450000")
    assert sari.wizard.foot.word.text() == "2 isian perlu diperbaiki"


def test_a_warning_is_shown_and_confirmed_with_a_tick(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.answer(dates={"from": "2026-11-25", "to": "2026-11-30"})
    sari.go_on()
    assert sari.wizard.filling.index() == 0
    sari.keys(Qt.Key.Key_Space)
    sari.go_on()
    assert sari.wizard.filling.index() == 1


def test_one_goes_back_by_keys_and_out_of_the_first_page(sari: Asking) -> None:
    to_papers(sari)
    sari.go_back()
    assert sari.wizard.filling.index() == 0
    sari.keys(Qt.Key.Key_Escape)
    assert sari.page.wizard is None
    assert sari.page.catalogue.isVisible()


def test_going_on_puts_the_keyboard_on_the_first_question(sari: Asking) -> None:
    to_papers(sari)
    assert sari.row("certificate").control.inputs()[0].hasFocus()


def test_a_whole_form_is_filled_in_with_the_keyboard(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.keys(Qt.Key.Key_Tab)
    while not isinstance(sari.page.window().focusWidget(), QLineEdit):
        sari.keys(Qt.Key.Key_Tab)
    sari.type("subject", "Slip gaji Oktober")
    sari.keys(Qt.Key.Key_Tab)
    sari.type("text", "Slip gaji saya belum ada.")
    sari.go_on()
    assert sari.wizard.head.title() == "Periksa sebelum dikirim"
    sari.go_on()
    assert sari.mine()[0].subject == "Slip gaji Oktober"


def test_a_choice_that_an_earlier_answer_took_away_is_said_and_put_back(sari: Asking) -> None:
    sari.open("sigap://form/leave-question")
    sari.answer(kind="annual", topic="balance")
    sari.click("kind", "Cuti melahirkan")
    assert "topic" not in sari.wizard.filling.answers
    assert "Dikeluarkan karena tidak cocok lagi: Saya ingin tahu sisa cuti" in sari.texts()
    sari.click("topic", "Kembalikan")
    assert sari.wizard.filling.answers["kind"] == "annual"
    assert sari.wizard.filling.answers["topic"] == "balance"


def test_a_link_fills_in_only_what_the_form_allows(sari: Asking) -> None:
    sari.open("sigap://form/leave-question?kind=maternity&text=Halo&contract_end=2027-01-01&topic=ask&nothing=1")
    assert sari.wizard.filling.answers == {"kind": "maternity", "text": "Halo"}
    assert any(
        "diisi dari tautan" in label.text() for label in sari.row("kind").findChildren(type(sari.row("kind")._question))
    )


def test_the_article_one_came_from_is_shown_and_kept(sari: Asking) -> None:
    sari.open("sigap://form/leave-question?article=maternity-leave")
    assert "Dari artikel “Cuti melahirkan”" in sari.texts()
    sari.click("kind", "Cuti melahirkan")
    sari.page.leave()
    sari.settled()
    assert sari.drafts()[0].body["source"] == {"article": "maternity-leave", "title": "Cuti melahirkan"}


# ---- what may already answer


def test_the_articles_of_the_form_stand_beside_it_and_lead_there(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    shown = [each.article for each in sari.wizard.aside.suggestions.shown()]
    assert shown == ["sick-leave", "health-cover", "workplace-safety"]
    assert "Baca Cuti sakit dan cuti haid" in sari.texts()


def test_what_is_typed_is_looked_up(tmp_path: Path, qtbot: Any) -> None:
    index = KnowledgeIndex.open(tmp_path / "index")
    index.rebuild(company().articles)
    with index, asking(tmp_path / "laptop", qtbot, index=index) as sari:
        sari.open("sigap://form/question")
        sari.type("text", "cuti melahirkan kembar")
        shown = sari.wizard.aside.suggestions
        qtbot.waitUntil(lambda: bool(shown.shown()) and shown.shown()[0].article == "maternity-leave")
        assert shown.shown()[0].marks


def test_who_found_the_answer_throws_the_draft_away_and_can_take_it_back(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave")
    sari.click("from_work", "Ya")
    sari.page.leave()
    sari.settled()
    sari.wizard.aside.suggestions.answered.emit()
    sari.settled()
    assert sari.drafts() == []
    assert sari.page.wizard is None
    assert sari.bench.shell.undo is not None
    sari.bench.shell.undo()
    sari.settled()
    assert sari.wizard.filling.answers["from_work"] is True


# ---- the review


def reviewed(sari: Asking) -> list[str]:
    sari.open("sigap://form/question")
    sari.type("subject", "Slip gaji Oktober")
    sari.type("text", "Slip gaji saya belum ada.")
    sari.go_on()
    return sari.texts()


def test_the_review_says_the_own_words_the_promise_and_who_sees_it(sari: Asking) -> None:
    words = reviewed(sari)
    assert "“Slip gaji saya belum ada.”" in words
    promise = next(each for each in words if each.startswith("HR membalas dalam"))
    assert promise.replace("\u00a0", " ") == (
        "HR membalas dalam 4 jam kerja setelah permintaan sampai: "
        "paling lambat hari ini 15.42 WIB bila dikirim sekarang."
    )
    assert "Tim HR" in words
    assert "Selain itu tidak ada, juga tidak Bima Nugraha, atasan Anda." in words
    assert sari.wizard.foot.primary.accessibleName() == "Kirim ke HR"


def test_offline_the_review_says_that_the_clock_starts_on_receipt(tmp_path: Path, qtbot: Any) -> None:
    with asking(tmp_path / "laptop", qtbot, sync=OFFLINE) as sari:
        words = reviewed(sari)
        promise = next(each for each in words if each.startswith("HR membalas dalam"))
        assert promise.replace("\u00a0", " ") == "HR membalas dalam 4 jam kerja setelah permintaan sampai."
        assert any("saat permintaan sampai, bukan saat Anda menulisnya" in each for each in words)
        assert "Anda luring: disimpan di laptop ini, dikirim saat tersambung" in words
        assert sari.wizard.foot.primary.accessibleName() == "Kirim saat tersambung"


def test_the_review_follows_the_connection(sari: Asking) -> None:
    reviewed(sari)
    sari.bench.shell.sync = OFFLINE
    sari.qtbot.waitUntil(lambda: sari.wizard.foot.primary.accessibleName() == "Kirim saat tersambung")


def test_from_the_review_one_goes_to_a_page_and_changes_it(sari: Asking) -> None:
    reviewed(sari)
    sari.wizard._review.change.emit(0)
    sari.type("subject", " 2026")
    sari.go_on()
    assert "Slip gaji Oktober 2026" in sari.texts()


def test_an_answer_that_no_longer_applies_is_said_to_stay_behind(sari: Asking) -> None:
    sari.open("sigap://form/leave-question")
    sari.answer(kind="annual", topic="ask", contract=True)
    sari.answer(contract_end="2027-03-31")
    sari.answer(contract=False)
    sari.go_on()
    if sari.wizard.filling.at == "details":
        sari.go_on()
    sari.type("text", "Berapa sisa cuti saya?")
    sari.go_on()
    assert "Tidak ikut dikirim, karena tidak berlaku lagi: “Kapan kontrak Anda berakhir?”." in sari.texts()


# ---- danger


def test_the_number_is_there_before_anything_is_said(sari: Asking) -> None:
    sari.open("sigap://form/workplace-incident")
    words = sari.texts()
    assert "Bila ada yang terluka atau dalam bahaya, telepon K3 lebih dahulu." in words
    assert "Nomor darurat +62 21 5550 1119" in words


def test_an_emergency_offline_is_said_not_to_be_sent(tmp_path: Path, qtbot: Any) -> None:
    with asking(tmp_path / "laptop", qtbot, sync=OFFLINE) as sari:
        sari.open("sigap://form/workplace-incident")
        sari.click("danger", "Ya")
        assert "BELUM terkirim: laptop ini luring. Belum ada yang tahu. Telepon K3 sekarang." in sari.texts()
        assert any("15\u00a0menit" in each for each in sari.texts())


def test_an_emergency_online_still_asks_to_call(sari: Asking) -> None:
    sari.open("sigap://form/workplace-incident")
    sari.click("stopped", "Ya")
    assert "Telepon K3 sekarang. Laporan ini tidak menggantikan telepon." in sari.texts()


# ---- files


def test_a_picture_on_the_clipboard_goes_to_the_question_for_files(sari: Asking) -> None:
    to_papers(sari)
    picture = QImage(4, 3, QImage.Format.Format_RGB32)
    picture.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(picture)
    sari.keys(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (file,) = sari.wizard.filling.answers["certificate"]
    assert file["name"] == "gambar-20261123-104200.png"
    sari.go_on()
    assert sari.wizard.filling.index() == 2


def test_a_file_that_is_refused_leaves_the_answer_as_it_was(sari: Asking, tmp_path: Path) -> None:
    to_papers(sari)
    empty = tmp_path / "kosong.pdf"
    empty.touch()
    control: Any = sari.row("certificate").control
    control.add([empty])
    sari.settled()
    assert "certificate" not in sari.wizard.filling.answers
    assert "kosong.pdf kosong. Pilih berkas lain." in sari.texts()


# ---- beside the form


def test_save_and_close_stands_on_top_only_while_a_form_is_open(sari: Asking) -> None:
    (top,) = sari.page.top_widgets()
    button = top.findChild(QAbstractButton)
    assert button is not None
    assert button.isHidden()
    sari.open("sigap://form/question")
    assert not button.isHidden()
    sari.type("subject", "Slip gaji")
    button.click()
    sari.settled()
    assert button.isHidden()
    assert len(sari.drafts()) == 1


def avoided(sari: Asking) -> list[dict[str, Any]]:
    found = sari.bench.store.reader.read(lambda c: list(c.scalars(sa.select(tallies.c.said).order_by(tallies.c.key))))
    return [json.loads(said) for said in found]


def test_who_an_article_did_not_help_begins_with_what_they_looked_for(sari: Asking) -> None:
    sari.open("sigap://form/question?article=annual-leave&looked_for=cuti%20setengah%20hari")

    assert sari.wizard.filling.answers["subject"] == "cuti setengah hari"
    text = sari.wizard.filling.answers["text"]
    assert text.startswith("Saya sudah membaca “Cuti tahunan")
    assert text.endswith("(sigap://article/annual-leave), tetapi belum menemukan hal ini:")
    assert sari.wizard.filling.empty


def test_a_form_takes_what_was_looked_for_only_where_a_link_may_fill_it_in(sari: Asking) -> None:
    sari.open("sigap://form/sick-leave?article=sick-leave&looked_for=surat%20dokter")

    assert "surat dokter" not in str(sari.wizard.filling.answers)


def test_a_form_left_empty_after_reading_spared_a_request(sari: Asking) -> None:
    sari.open("sigap://form/question")
    suggestions = sari.wizard.aside.suggestions
    card = suggestions.findChildren(SuggestionCard)[0]
    card.read.emit()

    sari.page.close_form()
    sari.settled()

    assert avoided(sari) == [{"article": card.suggestion.article, "avoided": 1}]


def test_a_form_that_is_kept_as_a_draft_spared_nothing_yet(sari: Asking) -> None:
    sari.open("sigap://form/question")
    sari.wizard.aside.suggestions.findChildren(SuggestionCard)[0].read.emit()
    sari.type("subject", "Cuti")

    sari.page.close_form()
    sari.settled()

    assert avoided(sari) == []


def test_saying_that_an_article_answers_it_spared_a_request(sari: Asking) -> None:
    sari.open("sigap://form/question")
    first = sari.wizard.aside.suggestions.shown()[0].article

    sari.wizard.aside.suggestions.answered.emit()
    sari.settled()

    assert avoided(sari) == [{"article": first, "avoided": 1}]
