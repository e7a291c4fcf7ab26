"""How long requests stay on laptops and with the company: which policy counts, and what was kept for long enough."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import datetime

from desktop_app.domain.requests.rows import Retention

EVERYTHING = "*"


def policy_for(policies: Iterable[Retention], team: str, form: str) -> Retention | None:
    """The policy that counts for a form of a team: the most particular one. None while there is none."""
    fitting = [policy for policy in policies if policy.team in (team, EVERYTHING) and policy.form in (form, EVERYTHING)]
    return max(fitting, key=lambda policy: (policy.form, policy.team), default=None)


def later(at: datetime, months: int) -> datetime:
    """So many months later, as the calendar counts them in UTC; the last day where a month is too short."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def has_left(last: datetime, policy: Retention | None, now: datetime) -> bool:
    """Whether a request to which nothing happened since `last` may have been put away by now."""
    return policy is not None and later(last, policy.laptop_months) <= now
