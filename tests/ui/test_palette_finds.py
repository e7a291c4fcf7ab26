"""What Ctrl+K finds, in a real window, by keyboard alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.people.rows import Person
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.links import link
from desktop_app.ui.palette_finds import MOST
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


def test_the_one_that_is_called_so_stands_before_all_groups_with_its_kind(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        found = find(bench, "cuti sakit")

        assert list(found)[:2] == ["Paling cocok", "Artikel"]
        assert found["Paling cocok"] == ["Cuti sakit"]
        assert rows(bench)[0].aside == "Formulir · HR"
        press(bench, Qt.Key.Key_Return)
        assert bench.went == [link("form", "sick-leave")]


def test_a_number_of_ones_own_is_the_best(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        found = find(bench, "hr-1042")
        assert next(iter(found.values())) == ["Cuti melahirkan: tanggal mulai berubah"]


def test_where_several_begin_so_none_is_the_best(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert "Paling cocok" not in find(bench, "cuti")


def test_a_mistyped_name_is_a_guess_under_a_heading_that_says_so(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert find(bench, "bdui santso") == {"Mungkin yang Anda maksud": ["Budi Santoso"]}
        assert rows(bench)[0].aside.startswith("Rekan · ")
        press(bench, Qt.Key.Key_Return)
        assert bench.toast().startswith("Budi Santoso · ")

        assert find(bench, "pertnayaan cuti")["Mungkin yang Anda maksud"][0] == "Pertanyaan cuti"
        assert "Mungkin yang Anda maksud" not in find(bench, "cuti")


def test_arrows_go_over_groups_and_home_and_end_to_the_ends(tmp_path: Path, qtbot: Any, index: Any) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        find(bench, "cuti sakit")
        keys = [row.key for row in rows(bench)]
        chosen = bench.window.palette_view.list.chosen

        assert chosen() == keys[0]
        press(bench, Qt.Key.Key_Down)
        assert chosen() == keys[1]
        press(bench, Qt.Key.Key_End)
        assert chosen() == keys[-1]
        press(bench, Qt.Key.Key_Up)
        assert chosen() == keys[-2]
        press(bench, Qt.Key.Key_Home)
        assert chosen() == keys[0]


def test_people_are_read_once_and_new_ones_are_found_when_it_is_opened_again(
    tmp_path: Path, qtbot: Any, index: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert find(bench, "zulkifli") == {}
        budi = bench.store.reader.read(lambda c: StoredRows(c).get(Person, "budi"))
        assert budi is not None
        arrive(bench.store, "sari", replace(budi, login="zul", name="Zulkifli Hasan", email="zul@example.com"))
        bench.press(Qt.Key.Key_Escape, bench.window.palette_view.field)

        assert find(bench, "zulkifli") == {"Rekan": ["Zulkifli Hasan"]}


def test_what_the_company_calls_a_form_finds_it(tmp_path: Path, qtbot: Any, index: Any) -> None:
    own = GlossaryRow("lembar oranye|", {"id": ["lembar oranye", "cuti sakit"], "en": []}, "same")
    with knowledge_window(tmp_path, qtbot, index) as bench:
        assert "Formulir" not in find(bench, "lembar oranye")
        arrive(bench.store, "sari", own)

        assert find(bench, "lembar oranye")["Formulir"] == ["Cuti sakit"]
