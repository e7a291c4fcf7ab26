"""After a pause what means the same is found too, and nothing moves away from under whoever is choosing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from desktop_app.search import Hit, KnowledgeIndex
from desktop_app.ui.knowledge.finding import Finding, steady
from tests.search.meaning.tables import write_table
from tests.ui.audit import assert_usable
from tests.ui.knowledge.knowledge_bench import KnowledgeBench, knowledge_window, rows_of
from tests.ui.laptop_builder import company


@pytest.fixture(scope="module")
def meant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    folder = tmp_path_factory.mktemp("meant")
    with KnowledgeIndex.open(folder / "index", write_table(folder / "table")) as opened:
        opened.rebuild(company().articles)
        yield opened


def test_what_shares_no_word_with_the_question_is_found_after_a_pause(tmp_path: Path, qtbot: Any, meant: Any) -> None:
    with knowledge_window(tmp_path, qtbot, meant) as bench:
        bench.type("lencana tenggelam")

        assert bench.page.reader.head.title.accessibleName().startswith("Kartu akses")
        first = rows_of(bench.page.results.articles)[0]
        assert "kartu" in [first.body[start:end].casefold() for start, end in first.marks]
        assert not bench.page.results.nothing.isVisible()
        assert bench.page.results.chosen() == first.key


def test_that_there_is_nothing_is_said_only_when_the_meaning_was_looked_for_too(
    tmp_path: Path, qtbot: Any, meant: Any
) -> None:
    with knowledge_window(tmp_path, qtbot, meant) as bench:
        said: list[bool] = []
        bench.page.search_in.found.connect(lambda: said.append(bench.page.results.nothing.isVisible()))
        bench.type("lencana")
        assert True not in said

        bench.type("zzqq")
        assert bench.page.results.nothing.isVisible()


def test_a_clearly_better_answer_in_another_language_stands_first(tmp_path: Path, qtbot: Any, meant: Any) -> None:
    with knowledge_window(tmp_path, qtbot, meant) as bench:
        results = bench.page.results
        bench.type("kartu")
        page = replace(_found(bench).page, other_first=True, other=(_hit("laptop", "en"),))
        results.start_anew()
        results.show_finding(replace(_found(bench), page=page), bench.page.search_in.library)
        bench.settled()

        assert results.lists[0] is results.other
        assert results.chosen() == rows_of(results.other)[0].key
        assert results.other.mapToGlobal(results.other.rect().topLeft()).y() < results.articles.mapToGlobal(
            results.articles.rect().topLeft()
        ).y()  # fmt: skip
        assert_usable(bench.window)

        bench.type("kartu akses")
        assert results.lists[-1] is results.other


def test_a_deeper_answer_leaves_the_marked_result_where_it_is(tmp_path: Path, qtbot: Any, meant: Any) -> None:
    with knowledge_window(tmp_path, qtbot, meant) as bench:
        results, search = bench.page.results, bench.page.search_in
        bench.type("surat ")
        before = replace(_found(bench), deep=False)
        bench.press(Qt.Key.Key_Down, bench.window.top_bar.field)
        marked = results.chosen()
        assert [row.key for row in rows_of(results.articles)].index(marked) == 1

        turned = replace(before.page, hits=tuple(reversed(before.page.hits)))
        results.show_finding(before, search.library)
        results.show_finding(replace(before, page=turned, deep=True), search.library)

        assert results.chosen() == marked
        assert [row.key for row in rows_of(results.articles)].index(marked) == 1


def test_the_mark_goes_with_the_best_while_nobody_has_moved_it(tmp_path: Path, qtbot: Any, meant: Any) -> None:
    with knowledge_window(tmp_path, qtbot, meant) as bench:
        results, search = bench.page.results, bench.page.search_in
        bench.type("surat ")
        before = replace(_found(bench), deep=False)
        results.show_finding(before, search.library)
        turned = replace(before.page, hits=tuple(reversed(before.page.hits)))

        results.show_finding(replace(before, page=turned, deep=True), search.library)

        assert results.chosen() == rows_of(results.articles)[0].key


def _found(bench: KnowledgeBench) -> Finding:
    assert bench.page.search_in.finding is not None
    return bench.page.search_in.finding


def _hit(id: str, language: str = "id") -> Hit:
    return Hit(id, language, id, "", "", "", 1.0)


def test_the_held_article_keeps_its_place_and_the_others_stand_around_it_in_their_new_order() -> None:
    before = [_hit("a"), _hit("b"), _hit("c")]
    after = [_hit("d"), _hit("e"), _hit("b"), _hit("f")]

    def told(held: tuple[str, str] | None, of: list[Hit] = after) -> str:
        return "".join(hit.article_id for hit in steady(before, of, held))

    assert told(None) == "debf"
    assert told(("b", "id")) == "dbef"
    assert told(("c", "id")) == "decbf"  # no longer found: it stays until another search
    assert told(("c", "id"), []) == "c"
    assert told(("x", "id")) == "debf"
