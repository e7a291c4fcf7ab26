"""One thing that a look at an installation found: how bad, what it is, what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum


class Level(StrEnum):
    """How soon somebody should act."""

    WRONG = "wrong"
    """A promise does not hold, or will not at the next fault."""
    LOOK = "look at"
    """It works; somebody should know and decide."""


@dataclass(frozen=True)
class Finding:
    """`what` is a sentence, `do` the next step; `subject` names the part that was looked at."""

    level: Level
    subject: str
    what: str
    do: str

    def line(self) -> str:
        return f"{self.level}: {self.what} {self.do}"

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def wrong(subject: str, what: str, do: str) -> Finding:
    return Finding(Level.WRONG, subject, what, do)


def look(subject: str, what: str, do: str) -> Finding:
    return Finding(Level.LOOK, subject, what, do)
