"""Which articles a search may answer with, told by what is known of each, without looking at its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

UNDER_REVIEW = 0.9  # what the hits of an article whose review is due count, beside others


class Facts(NamedTuple):
    """What a filter asks of an article. Dates are ISO, empty where there is none."""

    category: str = ""
    audience: str = ""
    reviewed: str = ""
    review_by: str = ""
    valid_until: str = ""


@dataclass(frozen=True)
class Filters:
    """What a search is limited to; None: not limited by this.

    `language`: only articles in it, also no others apart. `audience`: a scope, exactly. `reviewed_since`: reviewed on
    that day or later. `in_force_on`: the reader's today: what was valid until an earlier day is not found, and what
    should have been reviewed before it comes a little later. `review_due_on`: only what should have been reviewed
    before that day.
    """

    category: str | None = None
    language: str | None = None
    audience: str | None = None
    reviewed_since: date | None = None
    in_force_on: date | None = None
    review_due_on: date | None = None

    def allows(self, language: str, facts: Facts) -> bool:
        """Whether an article may be found."""
        return (
            (self.category is None or facts.category == self.category)
            and (self.language is None or language == self.language)
            and (self.audience is None or facts.audience == self.audience)
            and (self.reviewed_since is None or facts.reviewed >= self.reviewed_since.isoformat())
            and (self.review_due_on is None or "" < facts.review_by < self.review_due_on.isoformat())
            and (self.in_force_on is None or not facts.valid_until or facts.valid_until >= self.in_force_on.isoformat())
        )

    def allowed(self, articles: Sequence[tuple[str, str]], facts_of: Sequence[Facts]) -> frozenset[int] | None:
        """The numbers of the articles that may be found; None: all of them."""
        found = frozenset(
            number
            for number, ((language, _), facts) in enumerate(zip(articles, facts_of, strict=True))
            if self.allows(language, facts)
        )
        return None if len(found) == len(articles) else found

    def factors(self, facts_of: Sequence[Facts]) -> dict[int, float]:
        """What the scores of some articles are multiplied by."""
        if self.in_force_on is None:
            return {}
        today = self.in_force_on.isoformat()
        return {number: UNDER_REVIEW for number, facts in enumerate(facts_of) if "" < facts.review_by < today}
