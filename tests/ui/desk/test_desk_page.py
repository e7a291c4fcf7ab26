"""The desk, driven by keyboard and pointer, over a real laptop's database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim
from desktop_app.store.queries import outbox, requests
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.desk.page import PAGE
from desktop_app.ui.links import link
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from tests.ui.audit import assert_usable, clipped
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop, raised
from tests.ui.page_bench import Bench, page_bench


@dataclass(frozen=True)
class Hit:
    """What the index finds."""

    article_id: str
    title: str


@dataclass(frozen=True)
class Found:
    hits: tuple[Hit, ...]


class Index:
    """An index that finds one article, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str | None]] = []

    def search(self, text: str, *, language: str | None, category: str | None, limit: int) -> Found:
        self.asked.append((text, language))
        return Found((Hit("probation-and-contract", "Surat kerja"),))


@contextmanager
def desk_of(
    tmp_path: Path, qtbot: Any, me: str = "budi", *, width: int = 1440, language: str = "id", index: Any = None,
    services: Any = None, **laptop: Any,
) -> Iterator[tuple[Any, Bench]]:  # fmt: skip
    with page_bench(filled_laptop(tmp_path, me, **laptop), me, language=language, index=index) as bench:
        page = PAGE.build(replace(bench.context, services=services or {}))
        page.setAccessibleName(bench.context.text(PAGE.title))
        qtbot.addWidget(page)
        page.resize(width, 836)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh(None)
        bench.settled(qtbot)
        page.setFocus()
        yield page, bench
        page.leave()
        bench.settled(qtbot)


def choose(page: Any, bench: Bench, qtbot: Any, number: str) -> None:
    page.open(link("page", "desk", request=number))
    bench.settled(qtbot)
    assert page.request._called.text().startswith(number)


def echo(page: Any, bench: Bench, qtbot: Any) -> None:
    """The window tells the page what was saved."""
    bench.settled(qtbot)
    while bench.shell.announced:
        page.refresh(bench.shell.announced.pop(0))
        bench.settled(qtbot)


def usable(page: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not clipped(page))  # words that changed are laid out in the next round of events
    assert_usable(page)


def click(qtbot: Any, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def item(bench: Bench, number: str) -> RequestItem:
    found = bench.store.reader.read(lambda c: requests.item(c, bench.context.me.login, number, now=NOW))
    assert found is not None
    return found


def saved(bench: Bench) -> list[str]:
    return [each.kind for each in bench.store.reader.read(outbox.pending)]


def press(qtbot: Any, page: Any, key: Any) -> None:
    qtbot.keyClick(page.focusWidget() or page, key)


# ---- going through the queue


def test_the_most_urgent_request_is_open_from_the_beginning(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, _):
        assert page.request._called.text() == "HR-1039 · formulir Pertanyaan untuk HR"
        assert page.queue._title.accessibleName() == "Antrean HR"
        assert page.queue._count.text() == "6 terbuka, 1 terlambat"
        assert {key: chip.accessibleName() for key, chip in page.queue.chips.items()} == {
            "all": "Semua, 6", "mine": "Saya, 3", "new": "Baru, 2", "waiting": "Menunggu, 1",
        }  # fmt: skip


def test_j_and_k_move_through_the_queue(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        seen = []
        for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
            press(qtbot, page, key)
            bench.settled(qtbot)
            seen.append(page.request._called.text()[:7])

        assert seen == ["HR-1043", "HR-1044", "HR-1043"]


def test_letters_typed_into_a_reply_are_words(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        press(qtbot, page, Qt.Key.Key_R)
        assert page.request.box.edit.hasFocus()

        qtbot.keyClicks(page.request.box.edit, "jk ne / p")
        bench.settled(qtbot)

        assert page.request.box.edit.toPlainText() == "jk ne / p"
        assert saved(bench) == []
        qtbot.keyClick(page.request.box.edit, Qt.Key.Key_Escape)
        assert page.queue.list.hasFocus()


def test_slash_searches_and_esc_twice_returns(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, _):
        press(qtbot, page, Qt.Key.Key_Slash)
        assert page.queue.search.hasFocus()
        qtbot.keyClicks(page.queue.search, "september")
        assert [row.title for row in page.queue.list.model().rows() if isinstance(row, Row)] == ["Slip gaji September"]

        qtbot.keyClick(page.queue.search, Qt.Key.Key_Escape)
        qtbot.keyClick(page.queue.search, Qt.Key.Key_Escape)

        assert not page.queue.search.isVisible()
        assert len([row for row in page.queue.list.model().rows() if isinstance(row, Row)]) == 6


def test_an_empty_queue_says_what_the_place_is_for(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, stories=[]) as (page, _):
        told = [
            each.accessibleName() for each in page.request.findChildren(type(page.queue._title)) if each.isVisible()
        ]

        assert "Antrean kosong" in told
        usable(page, qtbot)


def test_a_new_request_appears_without_moving_what_is_open(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        choose(page, bench, qtbot, "HR-1044")

        page.refresh(arrive(bench.store, "budi", raised("maria", "hr", "Cuti haid", at("23 10.41"), number="HR-1046")))
        bench.settled(qtbot)

        assert page.queue.chips["new"].accessibleName() == "Baru, 3"
        assert page.request._called.text().startswith("HR-1044")
        assert page.queue.chosen() == request_id(bench.store, "HR-1044")


# ---- answering


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


# ---- refusals


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


# ---- who asks


def test_the_requesters_time_promise_and_history_are_beside_the_request(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, _):
        told = [
            each.accessibleName().replace("\N{NO-BREAK SPACE}", " ")
            for each in page.person.findChildren(type(page.queue._title))
        ]

        assert "Yohana Rumbiak" in told and "Staf gudang · Jayapura" in told and "sejak Maret 2021" in told
        assert "12.42 WIT di Jayapura" in told
        assert "2 jam di depan Anda. Bekerja lagi 13.00 WIT, yaitu 11.00 WIB." in told
        assert "Anton Wenda" in told
        assert "Balas 4 jam kerja, selesai 2 hari kerja" in told
        before = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Permintaan sebelumnya"
        )
        [row] = before.model().rows()
        assert (row.title, row.body, row.due) == (
            "Slip gaji September",
            "selesai 5 November, 40 menit",
            ("puas", "good"),
        )


def test_an_earlier_request_opens_at_the_desk(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        before = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Permintaan sebelumnya"
        )
        before.setFocus()

        qtbot.keyClick(before, Qt.Key.Key_Return)
        bench.settled(qtbot)

        assert page.request._called.text().startswith("HR-0987")
        assert not page.request.actions_bar.take.isVisible()


def test_a_fitting_article_is_put_into_the_reply(tmp_path: Path, qtbot: Any) -> None:
    index = Index()
    with desk_of(tmp_path, qtbot, index=index) as (page, bench):
        bench.settled(qtbot)
        assert index.asked[0] == ("Surat keterangan kerja untuk KPR", "id")
        articles = next(
            each for each in page.person.findChildren(RowList) if each.accessibleName() == "Artikel yang cocok"
        )
        assert articles.model().rows()[0].title == "Surat kerja"
        articles.setFocus()
        articles.choose("probation-and-contract")

        qtbot.keyClick(articles, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        assert page.request.box.edit.toPlainText() == "[Surat kerja](sigap://article/probation-and-contract)"
        click(qtbot, page.request.box.send)
        echo(page, bench, qtbot)
        last = page.request.conversation._entries[-1]
        assert isinstance(last, Said) and last.text == "“Surat kerja”"
        assert last.links[0].link == link("article", "probation-and-contract")


def test_on_a_narrow_window_p_opens_the_requester(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot, width=980) as (page, _):
        assert not page.person.isVisible() and page.request.actions_bar.person.isVisible()

        press(qtbot, page, Qt.Key.Key_P)
        assert page.person.isVisible()
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Escape)

        assert not page.person.isVisible()


# ---- reading, time, size


def test_paging_through_the_queue_reads_nothing_but_looking_does(tmp_path: Path, qtbot: Any) -> None:
    answered = story("HR-1043").said("agus", "Masih belum bisa dibuka.", at("23 10.30"))
    with desk_of(tmp_path, qtbot, stories=[answered, story("HR-1044")]) as (page, bench):
        choose(page, bench, qtbot, "HR-1043")
        choose(page, bench, qtbot, "HR-1044")
        assert item(bench, "HR-1043").unread == 1

        choose(page, bench, qtbot, "HR-1043")
        qtbot.waitUntil(lambda: item(bench, "HR-1043").unread == 0)


def test_what_is_late_grows_later_while_nothing_changes(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        bench.now = NOW + timedelta(hours=2)

        page._grow_old()
        bench.settled(qtbot)

        assert page.request._late_said is not None
        assert page.request._late_said[1].startswith("Balasan pertama terlambat 3 jam, seharusnya hari ini 09.30")


def test_an_open_request_asks_the_sync_to_look_more_often(tmp_path: Path, qtbot: Any) -> None:
    levels: list[str] = []
    with desk_of(tmp_path, qtbot, services={"attention": levels.append}) as (page, _):
        qtbot.keyClicks(page.request.box.edit, "S")
        page.hide()

        assert [levels[0], levels[-2], levels[-1]] == ["request", "conversation", "idle"]


def test_only_agents_and_leads_have_a_desk(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (_, bench):
        me = bench.context.me

        assert [PAGE.seen_by(replace(me, role=role)) for role in ("employee", "new hire", "agent", "lead")] == [
            False, False, True, True,
        ]  # fmt: skip
        assert PAGE.count is not None and bench.store.reader.read(PAGE.count(bench.context)) == 2


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [1440, 960])
def test_the_desk_is_usable(tmp_path: Path, qtbot: Any, language: str, width: int) -> None:
    with desk_of(tmp_path, qtbot, width=width, language=language) as (page, bench):
        for number in ("HR-1039", "HR-1036", "HR-1028"):
            choose(page, bench, qtbot, number)
            usable(page, qtbot)


def test_a_long_queue_shows_at_once(tmp_path: Path, qtbot: Any) -> None:
    many = [raised("agus", "hr", f"Permintaan {no}", at("20 08.00"), number=f"HR-{2000 + no}") for no in range(400)]
    with desk_of(tmp_path, qtbot, stories=many) as (page, _):
        assert page.queue.chips["all"].accessibleName() == "Semua, 400"
        heights = {page.queue.list.sizeHintForRow(row) for row in range(1, 401)}

        assert len(heights) == 1
