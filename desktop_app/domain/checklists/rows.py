"""What a laptop holds about checklists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Task:
    """One task of one person's checklist: `person` is whom it is for, `owner` who does it, `due` a local ISO date,
    `state` "open" or "done".

    `done` is the database's time: None until the database has seen the tick.
    """

    id: str
    checklist: str
    person: str
    owner: str
    buddy: str | None
    title: dict[str, str]
    about: dict[str, str]
    phase: dict[str, str]
    position: int
    due: str
    state: str = "open"
    done_by: str | None = None
    article: str | None = None
    done: datetime | None = None
