"""Finding as one types: results, their marks, categories, other languages, nothing found; all by keyboard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.rows import Article
from desktop_app.protocol.changes import Changes
from desktop_app.search import KnowledgeIndex
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.wording import NO_BREAK
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import knowledge_window, rows_of
from tests.ui.laptop_builder import company

SECTION = "kalau-tanggal-mulai-cuti-melahirkan-berubah"


def test_the_first_letters_already_find_with_the_words_marked(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti m")

        assert bench.found()[0] == "[Cuti melahirkan]"
        row = rows_of(bench.page.results.articles)[0]
        assert row.kicker == "HR › Cuti"
        assert row.meta == "Ditinjau 2 November · 4 menit"
        assert "cuti melahirkan" in [row.body[a:b] for a, b in row.marks]


def test_the_marked_article_is_shown_beside_at_the_section_that_was_found(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan tanggal")

        reader = bench.page.reader
        assert reader.isVisible()
        assert reader.head.title.accessibleName() == "Cuti melahirkan"
        assert reader.text.section() == SECTION
        assert reader.contents.list.at() == SECTION
        marked = {reader.text.toPlainText()[mark.start : mark.end].casefold() for mark in reader.text.marks()}
        assert marked == {"tanggal", "cuti", "lahir"}
        assert bench.window.top_bar.field.hasFocus()
        assert_usable(bench.window)


def test_how_much_was_found_and_how_long_it_took_is_said(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type('"tanggal mulai cuti melahirkan"')

        words = bench.page.band.count.accessibleName()
        assert words.startswith("3 hasil · ")
        assert words.endswith(" ms, luring")
        assert bench.page.band.chips[""].accessibleName() == "Semua, 3"


def test_arrows_in_the_search_field_go_through_all_results_and_enter_reads_one_alone(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type('"tanggal mulai cuti melahirkan"')
        field = bench.window.top_bar.field
        assert bench.found() == ["[Cuti melahirkan]", "Pertanyaan cuti", "Cuti melahirkan: tanggal mulai berubah"]

        bench.press(Qt.Key.Key_Down, field)
        bench.press(Qt.Key.Key_Down, field)
        bench.press(Qt.Key.Key_Down, field)
        assert bench.found()[-1] == "[Cuti melahirkan: tanggal mulai berubah]"
        bench.press(Qt.Key.Key_Up, field)
        bench.press(Qt.Key.Key_Up, field)
        assert bench.found()[0] == "[Cuti melahirkan]"

        bench.press(Qt.Key.Key_Return, field)

        assert not bench.page.results.isVisible()
        assert bench.page.reader.text.hasFocus()
        assert bench.page.reader.text.section() == SECTION


def test_a_form_and_a_request_among_the_results_are_opened_by_enter(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type('"tanggal mulai cuti melahirkan"')
        bench.press(Qt.Key.Key_Down, bench.window.top_bar.field)

        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)

        assert bench.went == [link("form", "leave-question")]


def test_enter_before_the_answer_opens_the_first_result_when_it_comes(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.window.focus_search()
        qtbot.keyClicks(bench.window.top_bar.field, "kode etik")
        qtbot.keyClick(bench.window.top_bar.field, Qt.Key.Key_Return)
        bench.settled()

        assert bench.page.reader.head.title.accessibleName() == "Kode etik"
        assert not bench.page.results.isVisible()


def test_a_category_narrows_the_results_and_all_brings_them_back(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan")
        every = bench.found()
        chips = bench.page.band.chips
        assert chips["pay"].accessibleName() == "Gaji dan biaya, 1"

        bench.click(chips["pay"])
        assert bench.found()[0] == "[Tunjangan hari raya (THR)]"
        assert bench.page.reader.head.title.accessibleName() == "Tunjangan hari raya (THR)"

        bench.click(chips[""])
        assert bench.found() == every


def test_answers_in_another_language_have_a_card_of_their_own(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("maternity leave")

        results = bench.page.results
        assert results.other.isVisible()
        assert results._other_title.accessibleName() == "Dalam bahasa Inggris"
        assert rows_of(results.other)[0].title == "Maternity leave"


def test_what_may_have_been_meant_is_offered_and_looked_for(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("parkeer ")
        offered = bench.page.results.nothing.suggestion()
        assert offered is not None
        assert offered.accessibleName() == "parkir"

        bench.click(offered)

        assert bench.window.top_bar.field.text().strip() == "parkir"
        assert bench.found()[0] == "[Kartu akses, tamu, dan parkir]"


def test_a_slip_of_the_keyboard_in_a_long_word_is_set_right(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("melahirkn ")

        assert bench.found()[0] == "[Cuti melahirkan]"


def test_results_with_only_some_of_the_words_are_said_to_be_that(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("kartu parkir qqzzxx ")

        assert bench.page.results._loose.isVisible()
        assert bench.found()[0] == "[Kartu akses, tamu, dan parkir]"

        bench.type("kartu parkir")
        assert not bench.page.results._loose.isVisible()


def test_nothing_found_names_what_was_looked_through_and_offers_the_form_and_the_team(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("qqzzxx")

        nothing = bench.page.results.nothing
        assert nothing.isVisible()
        assert not bench.page.reader.isVisible()
        said = [each.accessibleName() for each in nothing.findChildren(type(bench.page.reader.head.title))]
        assert "Tidak ada yang cocok dengan “qqzzxx”" in said
        assert f"Buka sampai 17.00{NO_BREAK}WIB · +62 21 5550 1100" in said
        assert_usable(bench.window)

        ask = next(each for each in nothing.findChildren(Button) if each.accessibleName() == "Pertanyaan untuk HR")
        bench.click(ask)
        assert bench.went == [link("form", "question")]


def test_esc_empties_the_field_and_the_library_is_back(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti")
        bench.press(Qt.Key.Key_Escape, bench.window.top_bar.field)

        assert bench.window.top_bar.field.text() == ""
        assert bench.page.browse.isVisible()


def test_esc_from_the_results_empties_the_field_too(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti")
        bench.page.results.take_focus()

        bench.press(Qt.Key.Key_Escape)

        assert bench.window.top_bar.field.text() == ""
        assert bench.page.browse.isVisible()


def test_a_click_looks_and_a_second_one_reads_alone(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan")
        articles = bench.page.results.articles
        second = articles.model().index(1, 0)
        place = articles.visualRect(second).center()

        qtbot.mouseClick(articles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        bench.settled()
        assert bench.page.results.isVisible()
        assert bench.page.reader.head.title.accessibleName() == second.data()

        qtbot.mouseDClick(articles.viewport(), Qt.MouseButton.LeftButton, pos=place)
        bench.settled()
        assert not bench.page.results.isVisible()


def test_a_narrow_window_shows_one_pane_at_a_time_with_a_way_back(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, size=(1024, 700)) as bench:
        bench.type("cuti melahirkan")
        assert bench.page.results.isVisible()
        assert not bench.page.reader.isVisible()
        assert_usable(bench.window)

        bench.press(Qt.Key.Key_Return, bench.window.top_bar.field)
        assert bench.page.reader.isVisible()
        assert not bench.page.results.isVisible()
        assert bench.page.reader.head.back_button.accessibleName() == "Kembali ke hasil"
        assert_usable(bench.window)

        bench.click(bench.page.reader.head.back_button)
        assert bench.page.results.isVisible()
        assert bench.found()[0] == "[Cuti melahirkan]"


def test_an_index_that_is_still_made_says_how_far_it_is(tmp_path: Path, qtbot: Any) -> None:
    @dataclass(frozen=True)
    class News:
        done: int
        total: int = 32
        ready: bool = False
        more: bool = False

    with (
        KnowledgeIndex.open(tmp_path / "half") as half,
        knowledge_window(tmp_path / "laptop", qtbot, half) as bench,
    ):
        half.update([_article("maternity-leave")])
        bench.type("melahirkan")
        bench.tell(Changes(local=frozenset({"index"}), initiator=News(12)))

        said = bench.page.results.preparing.words.accessibleName()
        assert said.startswith("Pencarian sedang disiapkan: 12 dari 32 artikel.")
        assert bench.found()[0] == "[Cuti melahirkan]"

        bench.type("qqzzxx")
        nothing = bench.page.results.nothing
        assert nothing.isVisible()
        words = [each.accessibleName() for each in nothing.findChildren(type(bench.page.reader.head.title))]
        assert "Sejauh ini belum ada yang cocok dengan “qqzzxx”" in words
        assert "Belum semua artikel dapat dicari. Artikel yang cocok muncul di sini begitu ditemukan." in words
        half.update([replace(_article("expense-claims"), body="Simpan qqzzxx.")])
        bench.tell(Changes(local=frozenset({"index"}), initiator=News(20)))
        said = bench.page.results.preparing.words.accessibleName()
        assert said.startswith("Pencarian sedang disiapkan: 20 dari 32 artikel.")
        assert nothing.isVisible()

        bench.tell(Changes(local=frozenset({"index"}), initiator=News(21, more=True)))
        assert not nothing.isVisible()
        assert bench.found()

        half.rebuild(company().articles)
        bench.tell(Changes(local=frozenset({"index"}), initiator=None))
        assert not bench.page.results.preparing.isVisible()


def test_more_results_come_on_demand(tmp_path: Path, qtbot: Any) -> None:
    many = [Article(f"a{n}", "id", f"Aturan parkir {n}", "Parkir di halaman depan.", "facilities") for n in range(25)]
    with (
        KnowledgeIndex.open(tmp_path / "many") as index,
        knowledge_window(tmp_path / "laptop", qtbot, index, rows=many, without=()) as bench,
    ):
        index.rebuild(many)
        bench.type("aturan parkir")
        assert bench.page.results.articles.model().rowCount() == 20
        assert bench.page.results.more_button.accessibleName() == "5 hasil lagi"

        bench.click(bench.page.results.more_button)

        assert bench.page.results.articles.model().rowCount() == 25
        assert not bench.page.results.more_button.isVisible()


def test_the_language_of_the_interface_keeps_the_search(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        bench.type("cuti melahirkan")

        bench.window.use_language("en")
        bench.settled()

        assert bench.window.top_bar.field.text() == "cuti melahirkan"
        assert bench.page.results._other_title.accessibleName() == "In Indonesian"


def _article(id: str) -> Article:
    return next(each for each in company().articles if (each.id, each.language) == (id, "id"))
