"""The laptop and the database say the same of random forms, conditions and answers."""

from __future__ import annotations

import os
import random
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from desktop_app.domain.forms.answers import Verdict, judge
from desktop_app.domain.forms.conditions import fold, value
from desktop_app.domain.forms.definition import publish
from desktop_app.domain.forms.operand_check import ROUNDINGS
from desktop_app.domain.forms.schema import is_date
from tests.domain.forms.answer_cases import REFUSED
from tests.domain.forms.form_builder import CONTEXT, field, form
from tests.domain.forms.random_forms import RandomForm

FORMS = int(os.environ.get("SIGAP_TEST_FORMS", "500"))
ANSWERS = 3
RULES = Path(__file__).parents[2] / "sigap_server" / "sql" / "rules"
LETTERS = [chr(code) for code in range(1, 0x20000) if not 0xD800 <= code < 0xE000]
ACCENTED = [letter + chr(accent) for letter in "aAeo" for accent in range(0x300, 0x370)]


@pytest.fixture(scope="module")
def rules(shared_database: Callable[..., str]) -> Any:
    """A database with the two files of rules and nothing else: they need nothing else."""
    with psycopg.connect(shared_database("forms"), autocommit=True) as connection:
        connection.execute("create schema portal")
        for name in ("conditions.sql", "answers.sql"):
            connection.execute((RULES / name).read_text(encoding="utf-8"))
        yield connection


def at_the_database(rules: psycopg.Connection, definition: Any, several: list[Any]) -> list[Verdict]:
    found = rules.execute(
        "select j.* from unnest(%s::jsonb[]) with ordinality a (answers, at),"
        " lateral portal.judge_answers(%s, a.answers, %s) j order by a.at",
        [[Jsonb(each) for each in several], Jsonb(definition), Jsonb(CONTEXT)],
    ).fetchall()
    return [
        Verdict(tuple(problem) if problem else None, kept, team, priority, approvals)
        for problem, kept, team, priority, approvals in found
    ]


def test_laptop_and_database_agree_on_random_forms(rules: psycopg.Connection, chance: random.Random) -> None:
    tally: Counter[str] = Counter()
    for _ in range(FORMS):
        seed = chance.randrange(2**32)
        asked = RandomForm(random.Random(seed))
        definition = publish(asked.written).definition
        several = [asked.answers() for _ in range(ANSWERS)]
        for answers, theirs in zip(several, at_the_database(rules, definition, several), strict=True):
            ours = judge(definition, answers, CONTEXT)
            assert ours == theirs, (seed, definition, answers)
            tally[ours.problem[1].partition("/")[0] if ours.problem else ours.priority] += 1
    assert len(tally) > 20, f"the random forms ask too little: {tally}"


def test_what_a_type_refuses_the_database_refuses_for_the_same_reason(rules: psycopg.Connection) -> None:
    """Text that no jsonb can hold is not among them: it never gets there."""
    for type, more, answer, reason in REFUSED:
        if reason != "unreadable":
            definition = form(field("x", type, **more))
            (theirs,) = at_the_database(rules, definition, [{"x": answer}])
            assert theirs == judge(definition, {"x": answer}, CONTEXT), (type, answer)
            assert theirs.problem is not None
            assert theirs.problem[1] == reason


@pytest.mark.parametrize("answers", [None, [], "text", 7, True])
def test_what_are_no_answers_is_refused_on_both_sides(rules: psycopg.Connection, answers: Any) -> None:
    definition = publish(RandomForm(random.Random(1)).written).definition

    assert at_the_database(rules, definition, [answers]) == [judge(definition, answers, CONTEXT)]
    assert judge(definition, answers, CONTEXT).problem == ("", "not_answers")


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_quotients_are_rounded_alike(rules: psycopg.Connection, rounding: str) -> None:
    around = range(-13, 14)
    theirs = rules.execute(
        "select a, b, portal.divided(a, b, %s)::int from unnest(%s::int[]) a, unnest(%s::int[]) b",
        [rounding, list(around), list(around)],
    ).fetchall()

    for a, b, quotient in theirs:
        assert value({"divide": [{"const": a}, {"const": b}, rounding]}, {}, {}) == quotient, (a, b)


def test_every_letter_is_compared_alike(rules: psycopg.Connection) -> None:
    """Letters that one side's Unicode does not know yet may differ; nobody can type them."""
    text = LETTERS + ACCENTED
    told = rules.execute("select x, portal.fold(x) from unnest(%s::text[]) x", [text])
    theirs: dict[str, Any] = dict(told.fetchall())
    differ = [each for each in text if theirs[each] != fold(each)]

    assert not [each for each in differ if unicodedata.category(each[0]) != "Cn"]


def test_every_day_of_four_centuries_is_a_date_on_both_sides_or_on_neither(rules: psycopg.Connection) -> None:
    days = [f"{year}-{month:02}-{day:02}" for year in range(1890, 2210, 5) for month in range(14) for day in range(33)]
    days += [
        "2024-02-29",
        "2000-02-29",
        "1900-02-29",
        "2100-02-29",
        "2026-1-1",
        "2026-01-01 ",
        "٢٠٢٦-01-01",
        "2026-01-01\n",
    ]
    told = rules.execute("select x, portal.is_date(x) from unnest(%s::text[]) x", [days])
    theirs: dict[str, Any] = dict(told.fetchall())

    assert {day for day, fits in theirs.items() if fits} == {day for day in days if is_date(day)}


def test_a_column_of_another_collation_orders_text_by_code_point(rules: psycopg.Connection) -> None:
    text = ["a", "B", "_", "é", "z", "日", "ß"]
    theirs = rules.execute(
        "select x, y, portal.compares('lt', to_jsonb(x), to_jsonb(y)) from unnest(%s::text[]) x, unnest(%s::text[]) y",
        [text, text],
    ).fetchall()

    assert all(less == (x < y) for x, y, less in theirs)
