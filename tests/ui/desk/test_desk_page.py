"""Going through the queue: by keyboard, in time, in every width."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop_app.ui.desk.listing import PAGE
from desktop_app.ui.widgets.rows import Row
from desktop_app.ui.widgets.text import Text
from tests.ui.conversation.talking import request_id, story
from tests.ui.desk.desk_bench import choose, desk_of, item, press, saved, usable
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop, raised
from tests.ui.page_bench import page_bench


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


def test_a_request_outside_the_shown_rows_leaves_none_marked(tmp_path: Path, qtbot: Any) -> None:
    with desk_of(tmp_path, qtbot) as (page, bench):
        assert page.queue.chosen() is not None

        choose(page, bench, qtbot, "HR-0987")
        assert page.queue.chosen() is None
        assert page.queue.list.selectedIndexes() == []
        page.refresh(None)
        bench.settled(qtbot)
        assert page.request._called.text().startswith("HR-0987")

        press(qtbot, page, Qt.Key.Key_J)
        bench.settled(qtbot)
        assert page.request._called.text().startswith("HR-1039")
        assert page.queue.chosen() == item(bench, "HR-1039").id


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


def test_before_the_first_answer_nothing_is_said_of_what_there_is(tmp_path: Path, qtbot: Any) -> None:
    with page_bench(filled_laptop(tmp_path, "budi"), "budi") as bench:
        page: Any = PAGE.build(bench.context)
        qtbot.addWidget(page)
        page.show()

        assert [chip.accessibleName() for chip in page.queue.chips.values()] == ["Semua", "Saya", "Baru", "Menunggu"]
        assert not any(words.isVisible() for words in page.request.findChildren(Text))

        page.refresh(None)
        bench.settled(qtbot)
        assert any(words.isVisible() for words in page.request.findChildren(Text))


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
    with desk_of(tmp_path, qtbot, services={"attention": lambda level, request: levels.append(level)}) as (page, _):
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
