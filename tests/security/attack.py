"""What an attack is, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from tests.security.attacker import Attacker
from tests.security.persons import Who

NO_RIGHT = "42501"
CALLED_OFF = "57014"


class End(Enum):
    """How an attack may end."""

    REFUSED = "refused"
    """By an error of one of the codes named."""
    RECORDED = "refused and recorded"
    """The command is refused with the code named and stands in the audit; nothing else is there."""
    USELESS = "through without use"
    """It runs, and gives nobody anything that is not theirs."""
    OPEN = "through and documented"
    """PostgreSQL lets nobody close it. The administrator's guide says what is done about it."""


@dataclass(frozen=True)
class Attack:
    """One way in that somebody tries. `name` goes on from who it is: "an employee" "reads every request".

    `act` tries it and returns what it brought; `codes` are what refuses it, error codes or codes of outcomes; `leaves`
    the tables that may differ afterwards; `row` the words of the guide's row that says that it is open.
    """

    name: str
    who: Who
    act: Callable[[Attacker], Any]
    end: End = End.REFUSED
    codes: Collection[str | None] = (NO_RIGHT,)
    leaves: frozenset[str] = frozenset()
    row: str = ""
    brings: Callable[[Any], bool] = field(default=lambda brought: True)

    @property
    def sentence(self) -> str:
        return f"{self.who.value} {self.name}"


def sql(*statements: str) -> Callable[[Attacker], Any]:
    """These, one after the other on one connection; brings the rows of the last."""

    def act(attacker: Attacker) -> Any:
        rows: Any = None
        for statement in statements:
            rows = attacker.run(statement)
        return rows

    return act


def push(kind: str, body: Any, **more: Any) -> Callable[[Attacker], Any]:
    """One command; brings the codes of the outcomes."""
    return lambda attacker: attacker.push(kind, body, **more)


def each(
    who: Who, attacks: Mapping[str, str | Sequence[str]], *, codes: Collection[str | None] = (NO_RIGHT,)
) -> list[Attack]:
    """An attack for each name, of one statement or a few, which the database refuses."""
    return [
        Attack(name, who, sql(*([statements] if isinstance(statements, str) else statements)), codes=codes)
        for name, statements in attacks.items()
    ]
