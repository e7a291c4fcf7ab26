"""The list of one's own requests, and the page around it, driven as a person does."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.rows import Retention
from desktop_app.settings import THEME
from desktop_app.ui.links import link
from desktop_app.ui.requests.listing import PAGE
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from tests.ui.audit import assert_usable
from tests.ui.conversation.talking import answer, request_id, said, story
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop
from tests.ui.page_bench import click, page_bench
from tests.ui.requests.requests_bench import opened, page_of, shown, tell


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


def test_before_the_first_answer_nothing_is_said_of_what_there_is(tmp_path: Path, qtbot: Any) -> None:
    with page_bench(filled_laptop(tmp_path, "sari"), "sari") as bench:
        page: Any = PAGE.build(bench.context)
        qtbot.addWidget(page)
        page.show()

        said = [chip.accessibleName() for chip in page.list.chips.values()]
        assert said == ["Semua", "Terbuka", "Menunggu saya", "Selesai"]
        assert not any(part.isVisible() for part in (page.list.list, page.list._nothing, page.list.waiting))

        page.refresh(None)
        bench.settled(qtbot)
        assert page.list.list.isVisible()


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


def test_what_was_read_counts_no_longer(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        count = PAGE.count(bench.context) if PAGE.count else None
        assert count is not None and bench.store.reader.read(count) == 3

        opened(page, bench, qtbot, "HR-1042")
        qtbot.waitUntil(lambda: any("read_marker" in each.kinds for each in bench.shell.announced))

        assert bench.store.reader.read(count) == 2


def test_an_open_request_asks_the_sync_to_look_more_often(tmp_path: Path, qtbot: Any) -> None:
    levels: list[str] = []
    with page_of(tmp_path, qtbot, services={"attention": lambda level, request: levels.append(level)}) as (page, bench):
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


def test_where_older_requests_are_is_said_below_the_list(tmp_path: Path, qtbot: Any) -> None:
    with page_of(tmp_path, qtbot) as (page, bench):
        assert page.list._kept.isHidden()
        policy = Retention("*", "*", 12, 60, {"id": "Aturan perusahaan.", "en": "A rule of the company."})
        tell(page, bench, qtbot, arrive(bench.store, "sari", policy))

        assert page.list._kept.isVisible()
        assert page.list._kept.accessibleName() == (
            "Permintaan yang selesai lebih dari 12 bulan lalu tidak lagi ada di laptop ini."
            " Perusahaan menyimpannya selama 60 bulan sejak selesai. Aturan perusahaan."
        )
        assert_usable(page)
