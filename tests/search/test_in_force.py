"""What is no longer in force is not found, and what should have been looked through comes a little later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import KnowledgeIndex
from desktop_app.search.filters import Filters


def parking(name: str, **more: str) -> Article:
    return replace(Article(name, "en", "Parking", "Where to park a car.\n", "facilities"), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("deep", [False, True])
def test_an_article_is_found_to_the_end_of_its_last_day(tmp_path: Path, deep: bool) -> None:
    with KnowledgeIndex.open(tmp_path) as index:
        index.rebuild([parking("old", valid_until="2026-11-25"), parking("new")])

        def found(today: date | None) -> list[str]:
            page = index.search("parking", language="en", filters=Filters(in_force_on=today), deep=deep)
            return sorted(hit.article_id for hit in page.hits)

        assert found(date(2026, 11, 25)) == ["new", "old"]
        assert found(date(2026, 11, 26)) == ["new"]
        assert found(None) == ["new", "old"]  # who asks for all finds all

        index.update([parking("new", valid_until="2026-11-01")])
        assert found(date(2026, 11, 26)) == []


def test_of_two_alike_the_one_whose_review_is_not_due_comes_first(tmp_path: Path) -> None:
    with KnowledgeIndex.open(tmp_path) as index:
        index.rebuild([parking("due", review_by="2026-11-01"), parking("looked-through", review_by="2027-11-01")])

        hits = index.search("parking", language="en", filters=Filters(in_force_on=date(2026, 11, 25))).hits

        assert [hit.article_id for hit in hits] == ["looked-through", "due"]
