"""When an article is looked through again."""

from __future__ import annotations

from datetime import date

import pytest

from desktop_app.domain.knowledge.in_force import next_review


@pytest.mark.parametrize(
    ("confirmed", "again"), [(date(2026, 11, 23), date(2027, 11, 23)), (date(2028, 2, 29), date(2029, 2, 28))]
)
def test_what_is_confirmed_is_looked_through_again_in_a_year(confirmed: date, again: date) -> None:
    assert next_review(confirmed) == again
