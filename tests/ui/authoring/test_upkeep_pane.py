"""What a team has to do: in order of its days, done with a note, taken up where it is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.rows import Upkeep
from desktop_app.store.queries import upkeep
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.authoring.upkeep_pane import UpkeepPane
from desktop_app.ui.links import link
from tests.ui.audit import assert_usable
from tests.ui.authoring.pane_bench import PaneBench, pane_bench, rows_of

MADE = datetime(2026, 11, 20, tzinfo=UTC)
GAP = Upkeep("gap:1", "hr", "gap", None, "id", "cuti ayah", 4, "2026-12-04", MADE)
FEEDBACK = Upkeep(
    "feedback:1", "hr", "feedback", "annual-leave", "", "cara membatalkan cuti\nsisa cuti tahun lalu", 2, "2026-11-30",
    MADE,
)  # fmt: skip
REVIEW = Upkeep("review:1", "hr", "review", "sick-leave", "", "", 0, "2026-11-20", MADE)
BEHIND = Upkeep("translation:1", "hr", "translation", "health-cover", "en", "2.0", 0, "2026-12-06", MADE)
RATING = Upkeep("rating:1", "hr", "rating", "payslip-and-tax", "", "", 12, "2026-12-07", MADE)
OF_IT = Upkeep("gap:2", "it", "gap", None, "id", "vpn rumah", 3, "2026-11-25", MADE)
ALL = (GAP, FEEDBACK, REVIEW, BEHIND, RATING, OF_IT)


def seen(bench: PaneBench[UpkeepPane]) -> list[tuple[str, str, str]]:
    return [(row.kicker, row.title, row.due[0] if row.due else "") for row in rows_of(bench.pane.list)]


def waits(bench: PaneBench[UpkeepPane]) -> int:
    return bench.store.reader.read(lambda c: upkeep.open_upkeep(c, "budi"))


def test_what_is_due_first_comes_first_and_only_of_one_s_own_team(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL) as bench:
        assert [each[:2] for each in seen(bench)] == [
            ("Perlu ditinjau lagi", "Cuti sakit dan cuti haid"),
            ("Pembaca menyebut apa yang kurang", "Cuti tahunan dan izin keperluan penting"),
            ("Dicari dan tidak ditemukan", "“cuti ayah”"),
            ("Terjemahan tertinggal", "BPJS dan asuransi kesehatan"),
            ("Membantu kurang dari separuh", "Gaji, slip gaji, dan pajak"),
        ]
        assert seen(bench)[0][2] == "terlambat 3 hari"
        assert waits(bench) == 5
        assert_usable(bench.pane)


def test_what_readers_missed_is_read_whole_and_done_with_a_note(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL) as bench:
        bench.pane.list.choose("feedback:1")
        bench.settled()
        chosen = bench.pane.chosen
        assert chosen.said.accessibleName() == "• cara membatalkan cuti\n• sisa cuti tahun lalu"

        qtbot.keyClicks(chosen.note, "bagian 3 ditulis ulang")
        bench.click(chosen.done)

        kept = bench.store.reader.read(lambda c: StoredRows(c).get(Upkeep, "feedback:1"))
        assert kept == replace(FEEDBACK, state="done", done_by="budi", done_note="bagian 3 ditulis ulang")
        assert waits(bench) == 4
        assert seen(bench)[-1] == (
            "Pembaca menyebut apa yang kurang", "Cuti tahunan dan izin keperluan penting", "belum terkirim",
        )  # fmt: skip
        assert chosen._aside.accessibleName() == "Dikerjakan oleh Budi Santoso. “bagian 3 ditulis ulang”"
        assert not chosen.done.isVisible()


def test_a_gap_begins_an_article_with_what_was_looked_for(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL) as bench:
        bench.pane.list.choose("gap:1")
        bench.settled()
        assert bench.pane.chosen.said.accessibleName() == "Dicari 4 kali"
        assert not bench.pane.chosen.read.isVisible()

        bench.click(bench.pane.chosen.take_up)

        assert bench.bench.shell.opened == [link("write", title="Cuti ayah", language="id")]


def test_a_translation_that_is_behind_is_taken_up_in_its_language(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL) as bench:
        bench.pane.list.choose("translation:1")
        bench.settled()
        assert bench.pane.chosen.said.accessibleName() == "English dibuat dari versi yang lebih lama daripada 2.0."

        bench.click(bench.pane.chosen.take_up)
        bench.click(bench.pane.chosen.read)

        assert bench.bench.shell.opened == [
            link("write", "health-cover", language="en"), link("article", "health-cover"),
        ]  # fmt: skip


def test_what_a_sync_settles_says_so(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", REVIEW) as bench:
        bench.arrive(replace(REVIEW, state="done"))

        assert bench.pane.chosen._aside.accessibleName() == "Selesai karena artikelnya sudah berubah."
        assert waits(bench) == 0


def test_where_nothing_waits_it_says_where_work_comes_from(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi") as bench:
        assert not bench.pane.chosen.isVisible()
        assert bench.pane._empty.isVisible()
        assert_usable(bench.pane)


@pytest.mark.parametrize(("language", "size"), [("id", (1160, 760)), ("en", (700, 640)), ("id", (560, 900))])
def test_it_is_usable(tmp_path: Path, qtbot: Any, language: str, size: tuple[int, int]) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL, language=language, size=size) as bench:
        for task in ("feedback:1", "gap:1"):
            bench.pane.list.choose(task)
            bench.settled()
            assert_usable(bench.pane)


def test_the_keyboard_alone_gets_it_done(tmp_path: Path, qtbot: Any) -> None:
    with pane_bench(tmp_path, qtbot, UpkeepPane, "budi", *ALL) as bench:
        bench.pane.list.choose("gap:1")
        bench.pane.chosen.note.setFocus()
        qtbot.keyClicks(bench.pane.chosen.note, "ditulis")
        qtbot.keyClick(bench.pane.chosen.note, Qt.Key.Key_Return)
        bench.settled()

        assert waits(bench) == 4
