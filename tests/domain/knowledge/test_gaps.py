"""What may be counted of words that found nothing: nothing that could be somebody's name, number or address."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.gaps import names_in, sayable

CASES = json.loads((Path(__file__).parents[2] / "data" / "sayable_words.json").read_text(encoding="utf-8"))
PEOPLE = (("t-ani", "Ani"), ("jose", "José da Silva"), ("made", "I Made Suarta"))


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_words_that_could_tell_of_somebody_are_not_counted(words: str, expected: str | None) -> None:
    assert sayable(words, names_in(PEOPLE)) == expected


def test_an_initial_is_no_name() -> None:
    assert names_in([("s.w", "I Made X Wulandari")]) == {"s.w", "made", "wulandari"}
