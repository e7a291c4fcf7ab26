"""In which week somebody is, and numbers in words."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.catalogue import Catalogue
from desktop_app.ui.checklists.count_words import counted, sentence_case
from desktop_app.ui.checklists.title_words import time_there

MONDAY = date(2026, 11, 16)
WEDNESDAY = date(2026, 11, 18)


@pytest.mark.parametrize(
    "start, today, there",
    [
        (MONDAY, date(2026, 11, 15), "before"),
        (MONDAY, MONDAY, "week 1"),
        (MONDAY, date(2026, 11, 22), "week 1"),
        (MONDAY, date(2026, 11, 23), "week 2"),
        (WEDNESDAY, date(2026, 11, 23), "week 2"),  # weeks are those of the calendar, not seven days each
        (MONDAY, date(2026, 12, 7), "week 4"),
        (MONDAY, date(2026, 12, 13), "week 4"),
        (MONDAY, date(2026, 12, 14), "month 2"),  # two days before the first month is over
        (MONDAY, date(2027, 1, 15), "month 2"),
        (MONDAY, date(2027, 1, 16), "month 3"),
        (MONDAY, date(2027, 2, 15), "month 3"),
        (MONDAY, date(2027, 2, 16), ""),
        (None, MONDAY, ""),
    ],
)
def test_weeks_are_counted_first_and_months_after_them(start: date | None, today: date, there: str) -> None:
    assert time_there(start, today) == there


def test_small_numbers_are_words_and_large_ones_figures() -> None:
    text = Catalogue.load("id")
    assert [counted(n, text) for n in (1, 6, 12, 13, 1200)] == ["satu", "enam", "dua belas", "13", "1.200"]
    assert sentence_case("enam hal") == "Enam hal"
    assert sentence_case("") == ""
