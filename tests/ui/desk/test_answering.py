"""Answering at the desk: taking, replying, asking, resolving; what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim
from desktop_app.store.queries import outbox
from desktop_app.ui.widgets.rows import Row
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.desk.desk_bench import choose, desk_of, item, press, saved, usable
from tests.ui.laptop_builder import NOW, arrive, at
from tests.ui.page_bench import Bench, click, echo


def test_reply_and_take_is_one_step_and_works_offline(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        press(qtbot, page, Qt.Key.Key_R)
        assert page.request.box.send.accessibleName() == "Kirim dan ambil"
        qtbot.keyClicks(page.request.box.edit, "Surat Anda sedang kami siapkan.")

        qtbot.keyClick(page.request.box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        echo(page, bench, qtbot)

        assert saved(bench) == ["AddReply"]
        taken = item(bench, "HR-1039")
        assert (taken.state, taken.assignee) == ("in_progress", "budi")
        assert page.request.box.send.accessibleName() == "Kirim balasan"
        assert page.request.box.edit.toPlainText() == ""


def test_e_takes_and_undo_gives_back(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        press(qtbot, page, Qt.Key.Key_E)
        echo(page, bench, qtbot)
        assert item(bench, "HR-1039").assignee == "budi"
        assert bench.shell.told == ["Sekarang Anda yang memegangnya."]

        assert bench.shell.undo is not None
        bench.shell.undo()
        echo(page, bench, qtbot)

        assert item(bench, "HR-1039").assignee is None
        assert saved(bench) == ["Claim", "Release"]


def test_a_note_is_for_the_team_alone(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        press(qtbot, page, Qt.Key.Key_N)
        qtbot.keyClicks(page.request.box.edit, "Tanya Pak Anton.")
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)

        [command] = bench.store.reader.read(outbox.pending)
        changeable = bench.store.reader.read(lambda c: outbox.changeable(c, command.id))
        assert isinstance(changeable, AddReply) and changeable.internal
        assert item(bench, "HR-1039").assignee is None


def ways_offered(page: Any, qtbot: Any) -> dict[str, QAction]:
    click(qtbot, page.request.box.more)
    menu = page.request.box.findChild(QMenu)
    return {action.text(): action for action in menu.actions()}


def test_a_question_to_the_requester_takes_the_request_first(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        qtbot.keyClicks(page.request.box.edit, "Bank mana?")
        offered = ways_offered(page, qtbot)
        assert list(offered) == [
            "Kirim dan ambil",
            "Kirim, tunggu pemohon",
            "Kirim dan selesaikan",
            "Kirim tanpa mengambil",
        ]

        offered["Kirim, tunggu pemohon"].trigger()
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)

        assert saved(bench) == ["Claim", "AskRequester"]
        assert (item(bench, "HR-1039").state, item(bench, "HR-1039").assignee) == ("waiting_requester", "budi")


def test_resolving_says_the_words_and_leaves_the_queue(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        choose(page, bench, qtbot, "HR-1043")
        qtbot.keyClicks(page.request.box.edit, "Sudah kami perbaiki.")
        ways_offered(page, qtbot)["Kirim dan selesaikan"].trigger()
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)

        assert item(bench, "HR-1043").state == "resolved"
        assert "HR-1043" not in " ".join(row.kicker for row in page.queue.list.model().rows() if isinstance(row, Row))
        assert page.request._called.text().startswith("HR-1043")


def test_waiting_for_someone_else_and_going_on(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        choose(page, bench, qtbot, "HR-1043")

        click(qtbot, page.request.actions_bar.first)
        echo(page, bench, qtbot)
        assert item(bench, "HR-1043").state == "waiting_other"
        click(qtbot, page.request.actions_bar.first)
        echo(page, bench, qtbot)

        assert saved(bench) == ["WaitForOther", "Resume"]


def test_a_colleagues_request_is_taken_over_by_name_after_asking(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        choose(page, bench, qtbot, "HR-1036")
        assert page.request.actions_bar.take.accessibleName() == "Ambil alih dari Dewi"
        assert not page.request.box.reply_tab.isEnabled()
        assert (
            page.request.box.reply_tab.toolTip() == "Dewi Anggraini memegang permintaan ini. Ambil alih untuk membalas."
        )

        press(qtbot, page, Qt.Key.Key_E)
        assert saved(bench) == []
        assert page.request.confirm.words.accessibleName() == "Dewi Anggraini memegang permintaan ini. Ambil alih?"
        click(qtbot, page.request.take_over)
        echo(page, bench, qtbot)

        assert saved(bench) == ["TakeOver"]
        assert item(bench, "HR-1036").assignee == "budi"
        assert page.request.box.reply_tab.isEnabled()


def test_each_request_keeps_its_own_draft_while_one_moves_on(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        qtbot.keyClicks(page.request.box.edit, "Untuk Yohana")
        choose(page, bench, qtbot, "HR-1043")
        assert page.request.box.edit.toPlainText() == ""
        choose(page, bench, qtbot, "HR-1039")

        assert page.request.box.edit.toPlainText() == "Untuk Yohana"


def test_who_moves_on_while_it_is_saved_finds_the_next_draft_untouched(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        bench.store.drafts.save(
            "reply", request_id(bench.store, "HR-1043"), {"text": "Untuk Agus", "way": "reply"}, NOW
        )
        qtbot.keyClicks(page.request.box.edit, "Kami siapkan.")

        qtbot.keyClick(page.request.box.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        page.queue.list.step(1)
        echo(page, bench, qtbot)

        assert page.request._called.text().startswith("HR-1043")
        assert page.request.box.edit.toPlainText() == "Untuk Agus"
        assert saved(bench) == ["AddReply"]
        assert [draft.body["text"] for draft in bench.store.drafts.list()] == ["Untuk Agus"]


def test_a_domain_no_is_said_at_the_words_which_stay(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        qtbot.keyClicks(page.request.box.edit, "Saya ambil.")
        arrive(bench.store, "budi", story("HR-1039").did("dewi", "Claim", at("23 10.41")))  # the page was not told yet

        click(qtbot, page.request.box.send)
        bench.settled(qtbot)

        assert (
            page.request.box.error.text()
            == "Dewi Anggraini lebih dahulu dan memegang permintaan ini sejak hari ini 10.41."
        )
        assert page.request.box.edit.toPlainText() == "Saya ambil."


def refused(bench: Bench, page: Any, qtbot: Any) -> None:
    request = request_id(bench.store, "HR-1045")
    bench.store.writer.run(said(Claim, "dewi", at=at("23 10.41"), request=request))
    bench.store.writer.run(said(AddReply, "dewi", at=at("23 10.41"), request=request, text="Suratnya mana, Bu?"))
    faster = (
        story("HR-1045")
        .did("budi", "Claim", at("23 10.40"))
        .said("budi", "Suratnya sudah kami terima.", at("23 10.41"))
    )
    page.refresh(answer(bench.store, "dewi", "taken", rows=[faster], by="budi", at=at("23 10.40")))
    choose(page, bench, qtbot, "HR-1045")


def named(page: Any, qtbot: Any, name: str) -> QPushButton:
    def found() -> list[QPushButton]:
        every: list[QPushButton] = page.request.findChildren(QPushButton)
        return [each for each in every if each.isVisible() and each.accessibleName() == name]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def test_a_refused_claim_says_who_was_faster_and_when_and_keeps_the_reply(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, "dewi") as (page, bench):
        refused(bench, page, qtbot)

        told = " ".join(each.accessibleName() for each in page.request.refusals.findChildren(type(page.queue._title)))
        assert "Budi Santoso lebih dulu mengambil HR-1045" in told
        assert "Budi Santoso memegang permintaan ini sejak hari ini 10.40." in told
        assert "Sari Wulandari tidak menerima dua jawaban." in told
        assert "“Suratnya mana, Bu?”" in told
        usable(page, qtbot)


def test_refused_words_become_a_note(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, "dewi") as (page, bench):
        refused(bench, page, qtbot)

        click(qtbot, named(page, qtbot, "Jadikan catatan tim"))
        bench.settled(qtbot)
        assert page.request.box.edit.toPlainText() == "Suratnya mana, Bu?"
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)

        [command] = bench.store.reader.read(outbox.pending)
        assert command.words == "Suratnya mana, Bu?"
        assert bench.store.drafts.list() == ()
        assert not page.request.refusals.isVisible()


def test_refused_words_are_discarded_and_the_notice_understood(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, "dewi") as (page, bench):
        refused(bench, page, qtbot)

        click(qtbot, named(page, qtbot, "Buang"))
        echo(page, bench, qtbot)
        assert bench.store.drafts.list() == ()
        click(qtbot, named(page, qtbot, "Mengerti"))
        echo(page, bench, qtbot)

        assert not page.request.refusals.isVisible()


def test_the_first_thing_to_do_stands_under_the_title(tmp_path: Path, qtbot: Any) -> None:
    def left(page: Any, part: Any) -> int:
        return int(part.mapTo(page, QPoint(0, 0)).x())

    with desk_of(tmp_path, qtbot) as (page, bench):
        pane, bar = page.request, page.request.actions_bar
        choose(page, bench, qtbot, "HR-1039")
        assert bar.take.isVisible()
        qtbot.waitUntil(lambda: left(page, bar.take) == left(page, pane._subject))

        pane.do("Claim")
        echo(page, bench, qtbot)
        assert not bar.take.isVisible() and bar.first.isVisible()
        qtbot.waitUntil(lambda: left(page, bar.first) + bar.overhang == left(page, pane._subject))
