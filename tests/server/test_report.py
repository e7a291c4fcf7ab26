"""Counters without a name: what is counted, what is taken and forgotten, and how much there is room for."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Person
from sigap_server.rows import put
from tests.server.portal_bench import Portal, texts

CASES = json.loads((Path(__file__).parents[1] / "data" / "sayable_words.json").read_text(encoding="utf-8"))


@pytest.fixture
def portal(shared_portal: Portal) -> Iterator[Portal]:
    """The company, with what the test writes taken back."""
    with shared_portal.undone():
        yield shared_portal


def report(portal: Portal, said: Any, login: str = "t-ani") -> Any:
    """As this person's laptop calls it."""
    portal.admin.execute(f'set local session authorization "{login}"')  # type: ignore[call-overload]
    try:
        text = said if isinstance(said, str) else json.dumps(said)
        row = portal.admin.execute("select portal_api.report(%s)", [text]).fetchone()
    finally:
        if portal.admin.info.transaction_status != psycopg.pq.TransactionStatus.INERROR:
            portal.admin.execute("reset session authorization")
    return row and row[0]


def gap(words: str = "kursi roda", **more: str) -> dict[str, str]:
    return {"words": words, "language": "id", "category": ""} | more


def counted(portal: Portal) -> list[tuple[Any, ...]]:
    return portal.admin.execute("select language, words, category, times from portal.gap order by 1, 2, 3").fetchall()


def visits(portal: Portal) -> list[tuple[Any, ...]]:
    return portal.admin.execute("select article, read, stuck, avoided from portal.visit order by 1").fetchall()


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_the_database_judges_words_as_the_laptop_does(portal: Portal, words: str, expected: str | None) -> None:
    people = [("jose", "José da Silva"), ("made", "I Made Suarta")]
    put(portal.admin, [Person(login, name, "it", "employee", texts("x"), "", "", "x", "id") for login, name in people])

    assert portal.value("select portal.sayable(%s)", words) == expected


def test_words_are_counted_by_day_language_and_category(portal: Portal) -> None:
    for login in ("t-ani", "t-eka", "t-bona"):
        assert report(portal, gap(), login) is True
    assert report(portal, gap("Kursi  RODA", category="leave")) is True
    assert report(portal, gap(language="en")) is True

    assert counted(portal) == [
        ("en", "kursi roda", "", 1), ("id", "kursi roda", "", 3), ("id", "kursi roda", "leave", 1),
    ]  # fmt: skip
    assert portal.value("select array_agg(distinct day) from portal.gap") == [
        portal.value("select portal.date_of(portal.now())")
    ]


@pytest.mark.parametrize(
    "said",
    [
        gap("gaji ani"), gap("3171234567890001"), gap("x@y.id"), gap(""), gap("kursi", language="klingon"),
        gap("kursi", language=""), {"words": 7}, {"words": None, "language": "id"}, {},
    ],
)  # fmt: skip
def test_what_may_not_be_counted_is_taken_and_forgotten(portal: Portal, said: dict[str, Any]) -> None:
    assert report(portal, said) is True
    assert counted(portal) == []
    assert visits(portal) == []


def test_a_category_that_is_none_is_left_out(portal: Portal) -> None:
    report(portal, gap(category="rahasia: ani"))

    assert counted(portal) == [("id", "kursi roda", "", 1)]


@pytest.mark.parametrize("said", ["", "x", "[]", "7", json.dumps(gap("x" * 500))])
def test_what_is_no_counter_is_refused_without_repeating_it(portal: Portal, said: str) -> None:
    with portal.admin.transaction(force_rollback=True), pytest.raises(psycopg.Error) as refused:
        report(portal, said)

    assert refused.value.sqlstate == "PT422"
    assert str(refused.value).splitlines()[0] == "this cannot be counted"


def test_who_is_nobody_of_the_company_counts_nothing(portal: Portal) -> None:
    portal.admin.execute("delete from portal.person where login = 't-ani'")
    with portal.admin.transaction(force_rollback=True), pytest.raises(psycopg.Error) as refused:
        report(portal, gap())

    assert refused.value.sqlstate == "PT403"


def test_a_day_has_room_for_two_thousand_words(portal: Portal) -> None:
    portal.admin.execute(
        "insert into portal.gap select portal.date_of(portal.now()), 'id', 'kata ' || g, '', 1"
        " from generate_series(1, 2000) g"
    )
    report(portal, gap())

    assert portal.value("select count(*) from portal.gap") == 2000


def test_visits_add_up(portal: Portal) -> None:
    report(portal, {"article": "leave", "read": 3, "stuck": 1})
    report(portal, {"article": "leave", "read": 2, "avoided": 1}, "t-eka")

    assert visits(portal) == [("leave", 5, 1, 1)]


def test_one_laptop_counts_no_more_than_it_can_have_seen(portal: Portal) -> None:
    report(portal, {"article": "leave", "read": 99, "stuck": -5, "avoided": "viele"})
    report(portal, {"article": "leave", "read": 5000})

    assert visits(portal) == [("leave", 20, 0, 0)]


def test_an_article_of_others_is_not_counted_and_not_betrayed(portal: Portal) -> None:
    put(portal.admin, [Article("secret", "id", "Rahasia", "Isi", "it", "team:it", "it")])

    assert report(portal, {"article": "secret", "read": 1}) is True
    assert report(portal, {"article": "nothing", "read": 1}) is True
    assert visits(portal) == []
