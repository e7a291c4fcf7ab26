"""What is asked of who has read an article, and how a poll says its questions to the database."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.feedback.rows import Tally
from desktop_app.domain.text import clean, is_blank

ANSWERS_SHOWN_FROM = 5
COMMENTS_SHOWN_FROM = 10
LONGEST_REASON = 500
HELPED, MISSING = "helped", "missing"
ABOUT_AN_ARTICLE: list[dict[str, Any]] = [
    {"key": HELPED, "options": ["yes", "no"], "required": True},
    {"key": MISSING, "words": LONGEST_REASON},
]
"""Whether it helped, and to who says no, what was missing."""


class AlreadyAnswered(Exception):
    """This person's answer to the poll has left, from this laptop or from another."""

    def __init__(self, poll: str):
        super().__init__(poll)
        self.poll = poll


def about_article(article: str) -> str:
    """What a poll on an article is about: one poll for all its languages."""
    return f"article:{article}"


def poll_on_article(article: str, version: int) -> str:
    """The id of that poll."""
    return f"article:{article}@{version}"


def helped(yes: bool, missing: str = "") -> dict[str, str]:
    """The answer to `ABOUT_AN_ARTICLE`."""
    words = clean(missing).strip()[:LONGEST_REASON].strip()
    return {HELPED: "yes" if yes else "no"} | ({} if yes or is_blank(words) else {MISSING: words})


def counted(tally: Tally, question: str, option: str) -> int:
    """How many chose it."""
    return tally.counts.get(f"{question}:{option}", 0)


def reasons(tally: Tally, question: str) -> list[str]:
    """What was said to it in words."""
    return [words for key, words in tally.comments if key == question]
