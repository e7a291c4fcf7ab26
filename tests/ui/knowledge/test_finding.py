"""What a search puts together: the index's answer, counts by category, how long it took, what else is called so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.search import SearchPage
from desktop_app.search.results import Hit
from desktop_app.ui.knowledge.finding import Asked, look, nearest_form
from desktop_app.ui.knowledge.library import Library, read_library
from tests.ui.laptop_builder import NOW, filled_laptop

TODAY = NOW.date()


class Index:
    """Answers with so many articles, of `pay` and `leave` in turn."""

    def __init__(self, count: int) -> None:
        self.hits = tuple(
            Hit(f"a{n}", "id", f"Title {n}", "", "", "", 1.0, "pay" if n % 2 else "leave") for n in range(count)
        )

    def search(
        self, text: str, *, language: str | None, category: str | None, limit: int, filters: object = None,
        deep: bool = False,
    ) -> SearchPage:  # fmt: skip
        fitting = [hit for hit in self.hits if category in (None, hit.category)]
        return SearchPage(tuple(fitting[:limit]), len(fitting))

    def related(self, article: str, language: str, limit: int) -> tuple[Hit, ...]:
        return self.hits[:limit]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    store = filled_laptop(tmp_path, "sari")
    yield store.reader.read(lambda c: read_library(c, "sari", NOW, NOW.date()))
    store.close()


def stopwatch() -> Any:
    ticks = iter((10.0, 10.0124))
    return lambda: next(ticks)


def test_each_category_is_counted_and_the_time_is_taken() -> None:
    found = look(Index(5), Asked("x"), "id", None, stopwatch(), today=TODAY)

    assert found.categories == {"leave": 3, "pay": 2}
    assert found.took == 12
    assert (found.every, len(found.page.hits)) == (5, 5)


def test_categories_of_more_than_was_fetched_have_no_count() -> None:
    found = look(Index(30), Asked("x"), "id", None, today=TODAY)

    assert found.categories == {"leave": None, "pay": None}
    assert len(found.page.hits) == 20


def test_one_category_shows_its_own_and_keeps_the_counts_of_all() -> None:
    found = look(Index(5), Asked("x", "pay"), "id", None, today=TODAY)

    assert [hit.article_id for hit in found.page.hits] == ["a1", "a3"]
    assert found.categories == {"leave": 3, "pay": 2}


def test_forms_follow_from_the_best_articles_and_from_their_names(library: Library, index: Any) -> None:
    found = look(index, Asked("cuti melahirkan tanggal"), "id", library, today=TODAY)
    assert [form.form for form in found.beside.forms] == ["leave-question"]

    found = look(index, Asked("penggantian biaya"), "id", library, today=TODAY)
    assert found.beside.forms[0].form == "expense-claim"


def test_own_requests_and_people_need_all_the_words(library: Library, index: Any) -> None:
    found = look(index, Asked("HR-1042"), "id", library, today=TODAY).beside
    assert [each.number for each in found.requests] == ["HR-1042"]

    assert [each.name for each in look(index, Asked("budi santoso"), "id", library, today=TODAY).beside.people] == [
        "Budi Santoso"
    ]
    assert not look(index, Asked("budi melahirkan"), "id", library, today=TODAY).beside.people


def test_one_or_two_letters_find_no_names(library: Library, index: Any) -> None:
    assert look(index, Asked("bu"), "id", library, today=TODAY).beside.count == 0


def test_the_nearest_form_has_the_most_of_the_words(library: Library) -> None:
    near = nearest_form("laptop saya qqzz", library)
    assert near is not None
    assert near.form == "laptop-repair"
    assert nearest_form("qqzzxx", library) is None


def test_the_library_knows_each_article_once_in_the_readers_language(library: Library) -> None:
    shown = library.in_language("id")

    assert len(shown) == 40
    assert {each.language for each in shown} == {"id"}
    assert list(library.by_category("en")) == [
        "leave", "pay", "benefits", "work", "it", "facilities", "safety", "onboarding",
    ]  # fmt: skip
    assert sorted(library.must_read) == [
        "code-of-conduct", "gifts-and-conflicts", "harassment-and-bullying", "information-security", "personal-data",
    ]  # fmt: skip


def test_what_limits_a_search_is_said_by_its_link_and_read_from_it() -> None:
    asked = Asked("cuti").narrowed("category", "leave").narrowed("language", "en").narrowed("fresh", "90")

    assert asked.narrows == {"category": "leave", "language": "en", "fresh": "90"}
    assert Asked("cuti", "pay").only(asked.narrows) == asked
    assert Asked("cuti").only({"fresh": "tomorrow", "elsewhere": "x"}) == Asked("cuti")
    assert asked.narrowed("fresh", "").narrowed("language", "").narrowed("category", "") == Asked("cuti")


def test_freshness_is_counted_from_the_readers_day() -> None:
    within, due = (Asked("x").narrowed("fresh", key).filters(TODAY) for key in ("90", "due"))

    assert within is not None
    assert due is not None
    assert (within.reviewed_since, within.in_force_on) == (date(2026, 8, 25), TODAY)
    assert (due.review_due_on, due.reviewed_since) == (TODAY, None)
    assert Asked("x", "pay").filters(TODAY) is None


def test_filters_that_leave_nothing_say_what_there_would_be() -> None:
    class Narrow(Index):
        def search(self, *args: Any, filters: object = None, **rest: Any) -> SearchPage:
            return SearchPage() if filters is not None else super().search(*args, filters=filters, **rest)

    assert look(Narrow(5), Asked("x", language="en"), "id", None, today=TODAY).without == 5
    assert look(Narrow(5), Asked("x"), "id", None, today=TODAY).without is None
    assert look(Index(0), Asked("x", language="en"), "id", None, today=TODAY).without == 0
