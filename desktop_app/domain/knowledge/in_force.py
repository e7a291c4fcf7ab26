"""What its owners say of a published article: that it is still true, and until when it is in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.publishing import ID, check_of_team, is_date
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Team


@dataclass(frozen=True, kw_only=True)
class RetireArticle(Command):
    """In force until the end of this date, in every language; None: in force again. `successor` takes its place."""

    article: str
    valid_until: str | None
    successor: str | None = None

    def effects(self, rows: Rows) -> Effects:
        right = self.successor is None or (ID.fullmatch(self.successor) and self.successor != self.article)
        if not is_date(self.valid_until) or not right:
            raise Refused("invalid")
        return [
            Put(replace(each, valid_until=self.valid_until, successor=self.successor))
            for each in _kept(rows, self.person, self.article)
        ]


@dataclass(frozen=True, kw_only=True)
class ConfirmArticle(Command):
    """Looked through, and still true: it is reviewed next by this date, or at no date."""

    article: str
    review_by: str | None

    def effects(self, rows: Rows) -> Effects:
        if not is_date(self.review_by):
            raise Refused("invalid")
        today = self.at.date().isoformat()
        return [
            Put(replace(each, reviewed=today, review_by=self.review_by))
            for each in _kept(rows, self.person, self.article)
        ]


def next_review(day: date) -> date:
    """When what is confirmed on this day is looked through again, unless another date is said: in a year."""
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _kept(rows: Rows, person: str, article: str) -> list[Article]:
    """Its languages, for who may say of them whether they are in force."""
    found = rows.where(Article, id=article)
    if not found:
        raise Refused("unknown")
    check_of_team(rows, person, found[0].owner)
    team = rows.get(Team, found[0].owner)
    if team is not None and team.publishing == "lead" and team.lead != person:
        raise Refused("lead_only")
    return found
