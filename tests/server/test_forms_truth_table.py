"""Conditions and calculations at the database, by the same truth table as the laptop's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.domain.forms.truth_table import ANSWERS, COMES_TO, CONTEXT, HOLDS

RULES = Path(__file__).parents[2] / "sigap_server" / "sql" / "rules"


@pytest.fixture(scope="module")
def rules(shared_database: Callable[..., str]) -> Iterator[psycopg.Connection]:
    with psycopg.connect(shared_database("truth"), autocommit=True) as connection:
        connection.execute("create schema portal")
        connection.execute((RULES / "conditions.sql").read_text(encoding="utf-8"))
        yield connection


def test_every_condition_is_as_the_truth_table_says(rules: psycopg.Connection) -> None:
    asked = [Jsonb(condition) for condition, _ in HOLDS]
    found = rules.execute(
        "select portal.holds(c, %s, %s, null) from unnest(%s::jsonb[]) with ordinality u (c, at) order by at",
        [Jsonb(ANSWERS), Jsonb(CONTEXT), asked],
    ).fetchall()

    assert [(condition, held) for (condition, _), (held,) in zip(HOLDS, found, strict=True)] == list(HOLDS)


def test_every_calculation_comes_to_what_it_should(rules: psycopg.Connection) -> None:
    asked = [Jsonb(operand) for operand, _ in COMES_TO]
    found = rules.execute(
        "select portal.operand(o, %s, %s, null) from unnest(%s::jsonb[]) with ordinality u (o, at) order by at",
        [Jsonb(ANSWERS), Jsonb(CONTEXT), asked],
    ).fetchall()

    assert [(operand, come) for (operand, _), (come,) in zip(COMES_TO, found, strict=True)] == list(COMES_TO)


@pytest.mark.parametrize("condition", [{"like": [1, 2]}, {"eq": [{"root": 4}, {"const": 2}]}])
def test_an_unknown_word_is_never_just_true(rules: psycopg.Connection, condition: dict[str, object]) -> None:
    with pytest.raises(psycopg.errors.RaiseException, match="unknown"):
        rules.execute("select portal.holds(%s, '{}', '{}', null)", [Jsonb(condition)])
