"""What a search is limited to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.search import Filters, KnowledgeIndex
from tests.search.articles import article

BASE = article("a", "Kartu akses.")
ALL = (
    BASE,
    replace(BASE, id="team", audience="team:hr"),
    replace(BASE, id="fresh", reviewed="2026-10-01"),
    replace(BASE, id="pay", category="pay", review_by="2026-11-01"),
    replace(BASE, id="en", language="en", title="Kartu", body="Kartu akses."),
)


@pytest.fixture
def filtered(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path / "index") as index:
        index.rebuild(ALL)
        yield index


@pytest.mark.parametrize(
    "filters, expected",
    [
        (Filters(), {"a", "team", "fresh", "pay", "en"}),
        (Filters(category="pay"), {"pay"}),
        (Filters(language="en"), {"en"}),
        (Filters(audience="team:hr"), {"team"}),
        (Filters(audience="all", language="id"), {"a", "fresh", "pay"}),
        (Filters(reviewed_since=date(2026, 10, 1)), {"fresh"}),
        (Filters(reviewed_since=date(2026, 10, 2)), set()),
        (Filters(review_due_on=date(2026, 11, 2)), {"pay"}),
        (Filters(review_due_on=date(2026, 11, 1)), set()),
    ],
)
@pytest.mark.parametrize("deep", [False, True])
def test_only_what_a_filter_allows_is_found(
    filtered: KnowledgeIndex, filters: Filters, expected: set[str], deep: bool
) -> None:
    page = filtered.search("kartu", filters=filters, deep=deep)

    assert {hit.article_id for hit in page.hits} == expected
    assert page.total == len(expected)


def test_a_language_asked_for_alone_brings_no_other(filtered: KnowledgeIndex) -> None:
    assert filtered.search("kartu", language="id").other
    assert not filtered.search("kartu", language="id", filters=Filters(language="id")).other


def test_an_update_changes_what_is_known_of_an_article(filtered: KnowledgeIndex) -> None:
    filtered.update([replace(BASE, category="it", reviewed="2026-11-01")])

    assert [hit.article_id for hit in filtered.search("kartu", filters=Filters(category="it")).hits] == ["a"]
    found = filtered.search("kartu", filters=Filters(reviewed_since=date(2026, 10, 15)))
    assert [hit.article_id for hit in found.hits] == ["a"]
