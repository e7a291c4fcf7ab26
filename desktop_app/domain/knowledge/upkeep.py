"""What a team has to do to keep its articles true, and doing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.rows import Upkeep
from desktop_app.domain.people.rows import Membership

LONGEST_NOTE = 500
BEFORE_REVIEW = timedelta(days=30)
"""How long before `review_by` the task appears. `portal.make_upkeep` says the same."""


class Kind(StrEnum):
    """Why something is to be done."""

    FEEDBACK = "feedback"
    """Readers said what was missing."""
    GAP = "gap"
    """People looked for something and found nothing."""
    REVIEW = "review"
    """The date by which the article is to be looked through comes near."""
    TRANSLATION = "translation"
    """The article in this language is made from an older version than there is."""
    RATING = "rating"
    """It helped fewer than half of those who said so."""


@dataclass(frozen=True, kw_only=True)
class CompleteUpkeep(Command):
    """It is done, and how. Said again of what is done, it changes nothing: two of a team may have done it."""

    upkeep: str
    note: str = ""

    def effects(self, rows: Rows) -> Effects:
        task = rows.get(Upkeep, self.upkeep)
        if task is None or rows.get(Membership, self.person, task.team) is None:
            raise Refused("unknown")
        if len(self.note) > LONGEST_NOTE:
            raise Refused("too_long")
        if task.state == "done":
            return []
        return [Put(replace(task, state="done", done_by=self.person, done_note=self.note))]

    def words(self) -> str:
        return self.note
