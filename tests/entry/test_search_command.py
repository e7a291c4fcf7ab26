"""`sigap search` with filters."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.domain.knowledge.rows import Article
from tests.entry.terminal_bench import terminal

WORDS = "Jerapah memakan daun akasia."


def article(id: str, **more: Any) -> Article:
    given: dict[str, Any] = {
        "language": "id", "title": "Jerapah", "body": WORDS, "category": "it", "audience": "all", "owner": "it",
        "version": 1, "reviewed": "2026-01-05",
    }  # fmt: skip
    return Article(id=id, **given | more)


ARTICLES = (
    article("plain"),
    article("safe", category="safety"),
    article("here", audience="site:jakarta"),
    article("fresh", reviewed="2026-10-01"),
    article("outdated", valid_until="2026-06-30"),
    article("english", language="en", title="Giraffe", body="A giraffe is a jerapah."),
)


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., tuple[str, int]]:
    run = terminal(tmp_path_factory.mktemp("laptops"), *ARTICLES)
    return lambda *arguments: run("sari", "search", "jerapah", *arguments)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), {"plain", "safe", "here", "fresh", "english"}),
        (("--category", "safety"), {"safe"}),
        (("--audience", "site:jakarta"), {"here"}),
        (("--language", "en"), {"english"}),
        (("--reviewed-since", "2026-10-01"), {"fresh"}),
        (("--reviewed-since", "2026-10-02"), set()),
        (("--on", "2026-06-30", "--category", "it", "--language", "id"), {"plain", "here", "fresh", "outdated"}),
        (("--outdated", "--audience", "all", "--category", "it"), {"plain", "fresh", "outdated", "english"}),
    ],
)
def test_only_what_the_filters_allow_is_found(
    search: Callable[..., tuple[str, int]], arguments: tuple[str, ...], expected: set[str]
) -> None:
    printed, code = search(*arguments, "--json")

    assert code == 0
    found = {row["article_id"] for row in json.loads(printed)}
    assert found & {each.id for each in ARTICLES} == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--language", "fr"), "Tidak ada artikel dengan fr untuk --language. Yang ada: en, id."),
        (("--category", "Safety"), "Tidak ada artikel dengan Safety untuk --category. Yang ada: "),
        (("--audience", "finance"), "Tidak ada artikel dengan finance untuk --audience. Yang ada: all, site:jakarta."),
    ],
)
def test_a_value_that_no_article_has_is_said_with_those_there_are(
    search: Callable[..., tuple[str, int]], arguments: tuple[str, ...], sentence: str
) -> None:
    printed, code = search(*arguments)

    assert code == 1
    assert printed.startswith(sentence)


def test_a_day_that_is_none_is_said(search: Callable[..., tuple[str, int]]) -> None:
    printed, code = search("--reviewed-since", "kemarin")

    assert code == 2
    assert "kemarin" in printed
