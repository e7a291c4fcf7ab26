"""How long requests are kept: which policy counts, and when it is over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from desktop_app.domain.requests.keeping import has_left, later, policy_for
from desktop_app.domain.requests.rows import Retention


def policy(team: str, form: str, months: int = 1) -> Retention:
    return Retention(team, form, months, months, {})


@pytest.mark.parametrize(
    ("team", "form", "counts"),
    [
        ("hr", "question", ("hr", "question")), ("hr", "leave", ("hr", "*")), ("it", "question", ("*", "question")),
        ("it", "repair", ("*", "*")),
    ],
)  # fmt: skip
def test_the_most_particular_policy_counts(team: str, form: str, counts: tuple[str, str]) -> None:
    policies = [policy("*", "*"), policy("hr", "*"), policy("*", "question"), policy("hr", "question")]
    found = policy_for(policies, team, form)
    assert found is not None
    assert (found.team, found.form) == counts


def test_without_a_policy_nothing_leaves() -> None:
    assert policy_for([policy("hr", "*")], "it", "repair") is None
    assert not has_left(datetime(2000, 1, 1, tzinfo=UTC), None, datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("at", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -13, "2024-12-15"), ("2026-05-05", 24, "2028-05-05"),
    ],
)  # fmt: skip
def test_months_are_counted_as_the_calendar_does(at: str, months: int, then: str) -> None:
    assert later(datetime.fromisoformat(at), months) == datetime.fromisoformat(then)


def test_it_has_left_when_its_months_are_over_and_not_before() -> None:
    ended, rule = datetime(2025, 11, 25, 3, tzinfo=UTC), policy("*", "*", 12)
    assert has_left(ended, rule, datetime(2026, 11, 25, 3, tzinfo=UTC))
    assert not has_left(ended, rule, datetime(2026, 11, 25, 2, 59, tzinfo=UTC))
