"""Conditions and calculations on the laptop."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.forms.conditions import UnknownWord, holds, value
from tests.domain.forms.truth_table import ANSWERS, COMES_TO, CONTEXT, HOLDS


@pytest.mark.parametrize(("condition", "expected"), HOLDS, ids=[str(condition) for condition, _ in HOLDS])
def test_a_condition_is_as_the_truth_table_says(condition: Any, expected: bool) -> None:
    assert holds(condition, ANSWERS, CONTEXT) is expected


@pytest.mark.parametrize(("operand", "expected"), COMES_TO, ids=[str(operand) for operand, _ in COMES_TO])
def test_a_calculation_comes_to_what_it_should(operand: Any, expected: Any) -> None:
    assert value(operand, ANSWERS, CONTEXT) == expected


@pytest.mark.parametrize("condition", [{"like": [1, 2]}, {"eq": [{"root": 4}, {"const": 2}]}])
def test_an_unknown_word_is_never_just_true(condition: Any) -> None:
    with pytest.raises(UnknownWord):
        holds(condition, ANSWERS, CONTEXT)
