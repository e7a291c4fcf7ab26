"""Whether an article is in force, by the date where it is read."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from desktop_app.domain.knowledge.rows import Article


class Standing(StrEnum):
    """What a reader is told: past `review_by` an article stays and says so, past `valid_until` no search finds it."""

    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    NO_LONGER_IN_FORCE = "no_longer_in_force"


def standing(article: Article, today: date) -> Standing:
    """By its two dates; a blank one never comes. Both count to the end of their day."""
    if _past(article.valid_until, today):
        return Standing.NO_LONGER_IN_FORCE
    return Standing.UNDER_REVIEW if _past(article.review_by, today) else Standing.IN_FORCE


def _past(until: str | None, today: date) -> bool:
    return until is not None and until < today.isoformat()
