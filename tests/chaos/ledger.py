"""What each person was told, written down at the moment they were told it. The checker holds the database to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from desktop_app.domain.effects import Command, Withdrawn


class Said(Enum):
    """What a person knows of a command of theirs."""

    UNDER_WAY = "under way"
    """The application ended before it said whether the command is saved: it may be there, or not."""
    SAVED = "saved"
    REFUSED_HERE = "refused here"
    """This laptop did not take it, and said so: it is nowhere."""


@dataclass
class Entry:
    """One command, and what its person was told of it."""

    wordings: list[Command]
    """Those that may stand in the database; more than one only when the application ended while it was changed."""
    said: Said = Said.UNDER_WAY
    outcome: str | None = None
    """What the database made of it, once that was shown: `ok`, or the code."""

    @property
    def id(self) -> str:
        return self.wordings[0].id


@dataclass
class Account:
    """All that one laptop told its person, in the order it did."""

    person: str
    device: str
    entries: dict[str, Entry] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """The official numbers of requests, as they were shown first."""
    complaints: list[str] = field(default_factory=list)
    """Where it took back what it had said before."""
    drained: int = 0
    """How often it said that all is sent and fetched."""

    def intends(self, command: Command) -> None:
        """The person pressed the button."""
        self.entries[command.id] = Entry([command])

    def saved(self, command: Command) -> None:
        """It was said to be saved."""
        entry = self.entries[command.id]
        entry.said, entry.wordings = Said.SAVED, [command]

    def refused_here(self, command: Command) -> None:
        """It was said not to be allowed now."""
        self.entries[command.id].said = Said.REFUSED_HERE

    def rewords(self, command: Command) -> None:
        """The person gives other words, or takes it back: from now on either may stand."""
        self.entries[command.id].wordings.append(command)

    def reworded(self, command: Command) -> None:
        """It was said that the new words stand."""
        self.entries[command.id].wordings = [command]

    def kept(self, command: Command) -> None:
        """It was said that the old words stand: too late, or the new ones are not allowed."""
        self.entries[command.id].wordings.remove(command)

    def withdrawn(self, ids: Iterable[str]) -> None:
        """These were said to be taken back."""
        for id in ids:
            old = self.entries[id].wordings[0]
            self.entries[id].wordings = [Withdrawn(id=id, person=old.person, at=old.at)]

    def shows_outcome(self, id: str, outcome: str) -> None:
        """The laptop says what became of a command. It says so once and for all."""
        entry = self.entries.get(id)
        if entry is None:
            self.complaints.append(f"an outcome of {id}, which nobody said")
        elif entry.outcome not in (None, outcome):
            self.complaints.append(f"{id} was {entry.outcome}, and is {outcome} now")
        else:
            entry.outcome = outcome

    def shows_number(self, request: str, number: str) -> None:
        """The laptop shows a request's number. It never changes."""
        if self.numbers.setdefault(request, number) != number:
            self.complaints.append(f"{request} was {self.numbers[request]}, and is {number} now")

    def up_to_date(self, unsettled: Iterable[str]) -> None:
        """The laptop says that all is sent: then it must know what became of each command saved before."""
        self.drained += 1
        self.complaints += [f"up to date, though {id} is not answered" for id in unsettled]

    def commands(self) -> Iterator[Entry]:
        """Those that were not refused on the laptop itself, in the order they were said."""
        return (entry for entry in self.entries.values() if entry.said != Said.REFUSED_HERE)


class Ledger:
    """One account a laptop. An account is written by whoever holds its laptop, one at a time."""

    def __init__(self) -> None:
        self.accounts: dict[str, Account] = {}

    def account(self, person: str, device: str) -> Account:
        """This laptop's."""
        return self.accounts.setdefault(device, Account(person, device))
