"""Limiting what was found: by category, language, readers and freshness; by keyboard, by link, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import KnowledgeIndex
from desktop_app.store.schema import tallies
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.text import Text
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.laptop_builder import company

OURS = Article(
    "cuti-tim", "id", "Cuti bersama tim", "Cuti bersama tim keuangan diatur atasan.\n", "work", "site:jakarta",
    "finance", reviewed="2024-01-08", review_by="2025-01-08",
)  # fmt: skip
ROWS = [OURS]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path / "index", tmp_path / "no table") as opened:
        opened.rebuild([*company().articles, OURS])
        yield opened


def pick(bench: KnowledgeBench, name: str, words: str) -> None:
    """Opens the menu of a filter by key, and goes to a choice by its first letters, as a person does."""
    chip = bench.page.band.menus[name]
    chip.setFocus()
    bench.press(Qt.Key.Key_Down, chip)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    wanted = next(action for action in menu.actions() if action.text() == words)
    while menu.activeAction() is not wanted:
        bench.qtbot.keyClick(menu, Qt.Key.Key_Down)
    bench.qtbot.keyClick(menu, Qt.Key.Key_Return)
    bench.settled()


def languages(bench: KnowledgeBench) -> set[str]:
    finding = bench.page.search_in.finding
    assert finding is not None
    return {hit.language for hit in (*finding.page.hits, *finding.page.other)}


def test_a_language_is_chosen_by_key_and_shows_as_chosen(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS) as bench:
        bench.type("cuti")
        assert not bench.page.band.reset.isVisible()

        pick(bench, "language", "English")

        assert languages(bench) == {"en"}
        chip = bench.page.band.menus["language"]
        assert (chip.isChecked(), chip.accessibleName()) == (True, "Bahasa: English")
        assert_usable(bench.window)

        bench.click(bench.page.band.reset)
        assert "id" in languages(bench)
        assert chip.accessibleName() == "Bahasa: Bahasa apa pun"
        assert bench.window.focusWidget() is bench.page.band.chips[""]


def test_readers_and_freshness_go_together_with_the_category(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS) as bench:
        bench.type("cuti")
        pick(bench, "fresh", "Perlu ditinjau")
        assert bench.found() == ["[Cuti bersama tim]"]

        pick(bench, "audience", "Semua di Jakarta (kantor pusat)")
        bench.click(bench.page.band.chips["work"])
        assert bench.found() == ["[Cuti bersama tim]"]
        assert bench.page.search_in.narrows == {"category": "work", "audience": "site:jakarta", "fresh": "due"}

        pick(bench, "fresh", "Ditinjau 3 bulan terakhir")
        assert bench.found() == []


def test_where_the_filters_leave_nothing_it_says_what_there_would_be(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS, language="en") as bench:
        bench.type('"tim keuangan diatur"')
        pick(bench, "fresh", "Reviewed in the last 3 months")

        nothing = bench.page.results.nothing
        assert nothing.isVisible()
        words = " ".join(each.accessibleName() for each in nothing.findChildren(Text))
        assert "With these filters nothing fits" in words
        assert "Without the filters there would be one article." in words
        assert_usable(bench.window)

        (reset,) = [each for each in nothing.findChildren(Button) if each.accessibleName() == "Reset the filters"]
        bench.click(reset)
        assert bench.found() == ["[Cuti bersama tim]"]


def test_words_that_find_nothing_anywhere_do_not_blame_the_filters(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS, language="en") as bench:
        bench.type("cuti")
        pick(bench, "language", "English")
        bench.type("xyzzyq")

        finding = bench.page.search_in.finding
        assert finding is not None
        assert finding.without == 0
        assert bench.page.results.nothing.isVisible()
        assert bench.page.band.reset.isVisible()


def test_a_link_carries_the_filters_and_other_words_keep_them(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS) as bench:
        bench.window.go(link("search", "cuti", language="en", category="leave"))
        bench.settled()

        assert languages(bench) == {"en"}
        assert bench.page.band.menus["language"].isChecked()
        assert bench.page.band.chips["leave"].isChecked()
        assert bench.page.place() == link("search", "cuti", category="leave", language="en")

        bench.type("maternity")
        assert bench.page.band.menus["language"].isChecked()

        bench.window.go(link("search", "cuti"))
        bench.settled()
        assert "id" in languages(bench)
        assert not bench.page.band.reset.isVisible()


def test_a_filter_all_articles_have_in_common_is_not_offered(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index) as bench:
        bench.type("cuti")
        scopes = {each.audience for each in company().articles}

        assert scopes == {"all"}
        assert not bench.page.band.menus["audience"].isVisible()
        assert bench.page.band.menus["language"].isVisible()


def test_what_was_only_not_wanted_is_no_gap(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS) as bench:
        bench.type('"tim keuangan diatur"')
        pick(bench, "fresh", "Ditinjau 3 bulan terakhir")
        finding = bench.page.search_in.finding
        assert finding is not None
        assert finding.is_empty
        bench.page.counting.gives_up.stop()
        bench.page.counting._found_nothing()
        bench.settled()

        kept = bench.store.reader.read(lambda c: list(c.scalars(sa.select(tallies.c.said))))
        assert kept == []


def test_a_filter_that_is_typed_shows_as_chosen_and_leaves_the_words(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path / "laptop", qtbot, index, rows=ROWS) as bench:
        bench.type("bahasa:english cuti kategori:cuti")
        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)

        assert bench.window.top_bar.field.text().strip() == "cuti"
        assert bench.page.search_in.narrows == {"category": "leave", "language": "en"}
        assert bench.page.band.menus["language"].isChecked()
        assert bench.page.band.chips["leave"].isChecked()
        assert languages(bench) == {"en"}
