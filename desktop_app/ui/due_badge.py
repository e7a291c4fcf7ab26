"""By when something is due, as a badge says it: late by how much, today, by which day."""

from __future__ import annotations

from datetime import date

from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.rows import Label
from desktop_app.wording import Wording


def is_late(due: str | None, words: Wording) -> bool:
    """Whether its day has passed, by the local date."""
    return due is not None and date.fromisoformat(due) < words.today()


def due_badge(due: str | None, words: Wording) -> Label | None:
    """None where no day was said."""
    if due is None:
        return None
    day = date.fromisoformat(due)
    tone: State = "danger" if day < words.today() else "warn" if day == words.today() else "neutral"
    return words.due_day(day), tone
