"""What Ctrl+K finds, in a real window, by keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.ui.links import link
from desktop_app.ui.palette_finds import MOST, fitting
from desktop_app.ui.shell.palette_sources import Entry
from desktop_app.ui.widgets.rows import Group, Row, RowModel
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window
from tests.ui.laptop_builder import arrive


def find(bench: KnowledgeBench, words: str) -> dict[str, list[str]]:
    """The titles found, by group."""
    bench.window.open_palette()
    bench.qtbot.keyClicks(bench.window.palette_view.field, words)
    bench.settled()
    model = bench.window.palette_view.list.model()
    assert isinstance(model, RowModel)
    found: dict[str, list[str]] = {}
    for row in model.rows():
        if isinstance(row, Group):
            found[row.title] = []
        else:
            found[list(found)[-1]].append(row.title)
    return found


def rows(bench: KnowledgeBench) -> list[Row]:
    model = bench.window.palette_view.list.model()
    assert isinstance(model, RowModel)
    return [row for row in model.rows() if isinstance(row, Row)]


def press(bench: KnowledgeBench, key: Qt.Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    bench.press(key, bench.window.palette_view.field, modifier)


def test_each_kind_stands_under_its_name(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        found = find(bench, "cuti")

        assert list(found) == ["Formulir", "Artikel", "Permintaan saya"]
        assert found["Formulir"] == ["Cuti sakit", "Pertanyaan cuti"]
        assert "Cuti melahirkan" in found["Artikel"]
        assert len(found["Artikel"]) == MOST
        assert found["Permintaan saya"] == ["Cuti sakit 25–30 November", "Cuti melahirkan: tanggal mulai berubah"]


def test_what_was_typed_is_marked_and_the_aside_says_more(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        find(bench, "cuti")

        by_title = {row.title: row for row in rows(bench)}
        assert by_title["Pertanyaan cuti"].aside == "HR"
        assert by_title["Pertanyaan cuti"].title_marks == ((11, 15),)
        assert by_title["Cuti melahirkan: tanggal mulai berubah"].aside == "HR-1042 · Dijawab"


def test_enter_opens_the_article_at_its_section(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert next(iter(find(bench, "cuti melahirkan tanggal"))) == "Artikel"
        press(bench, Qt.Key.Key_Return)

        assert bench.page.reader.head.title.accessibleName() == "Cuti melahirkan"
        assert bench.page.reader.text.section() == "kalau-tanggal-mulai-cuti-melahirkan-berubah"


def test_a_form_and_a_request_of_ones_own_are_opened(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        find(bench, "penggantian biaya")
        press(bench, Qt.Key.Key_Return)
        assert bench.went == [link("form", "expense-claim")]

        find(bench, "IT-2207")
        press(bench, Qt.Key.Key_Return)
        assert bench.went[-1].kind == "request"


def test_requests_of_others_are_not_found(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index, "budi") as bench:
        assert "Permintaan saya" not in find(bench, "HR-1042")


def test_articles_with_only_some_of_the_words_do_not_bury_a_name(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert list(find(bench, "budi san")) == ["Rekan"]


def test_a_colleague_is_found_with_how_to_reach_them(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert find(bench, "budi san")["Rekan"] == ["Budi Santoso"]
        press(bench, Qt.Key.Key_Return)

        assert bench.toast().startswith("Budi Santoso · 0811-5550-102")


def test_tab_keeps_one_kind_and_ctrl_enter_goes_to_all_results(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        find(bench, "cuti")
        press(bench, Qt.Key.Key_Tab)
        assert [row.title for row in rows(bench)] == ["Cuti sakit", "Pertanyaan cuti"]

        press(bench, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

        assert bench.window.top_bar.field.text() == "cuti"
        assert bench.page.results.isVisible()


def test_nothing_typed_finds_none_of_them(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        found = find(bench, "")
        assert not {"Formulir", "Artikel", "Permintaan saya", "Rekan"} & set(found)


def test_titles_go_before_asides_and_only_the_first_few_are_kept() -> None:
    entries = [Entry(f"Sari {n}", lambda: None, "Jakarta") for n in range(3)]
    entries += [Entry("Made", lambda: None, "Sari"), Entry("Wulan Sari", lambda: None), Entry("Besari", lambda: None)]

    assert [each.title for each in fitting("sari", entries)] == ["Sari 0", "Sari 1", "Sari 2", "Wulan Sari"]
    assert fitting("made", entries)[0].marks == ((0, 4),)
    assert [each.title for each in fitting("made sari", entries)] == ["Made"]


def test_what_the_company_calls_a_form_finds_it(tmp_path: Path, qtbot: Any, index: Any) -> None:
    own = GlossaryRow("lembar oranye|", {"id": ["lembar oranye", "cuti sakit"], "en": []}, "same")
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert "Formulir" not in find(bench, "lembar oranye")
        arrive(bench.store, "sari", own)

        assert find(bench, "lembar oranye")["Formulir"] == ["Cuti sakit"]
