"""A laptop in a process of its own, which is killed at any point. What it told its person it says through a pipe.

What was said before the kill was told; what was under way may be there, or not.
"""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.sync.patience import Patience
from tests.chaos.laptop import HASTY, Address, Laptop, Surroundings, Way, a_folder
from tests.chaos.ledger import Account, Ledger
from tests.chaos.wire import FaultyWire

_CONTEXT = get_context("forkserver")
_CONTEXT.set_forkserver_preload([__name__])

PATIENCE = 60.0  # seconds for a process to begin, or to do what it was told


@dataclass(frozen=True)
class Line:
    """One thing that was told: a method of the account and its arguments."""

    what: str
    given: tuple[Any, ...] = ()


RESTED = "rested"
"""Not told to anybody: the process waits for its next word. With it comes how many commands wait for an answer."""


class _Telling(Account):
    """An account that says each line through a pipe as well, at the moment it is told."""

    pipe: Connection

    def intends(self, command: Command) -> None:
        super().intends(command)
        self.pipe.send(Line("intends", (command,)))

    def saved(self, command: Command) -> None:
        super().saved(command)
        self.pipe.send(Line("saved", (command,)))

    def refused_here(self, command: Command) -> None:
        super().refused_here(command)
        self.pipe.send(Line("refused_here", (command,)))

    def shows_outcome(self, id: str, outcome: str) -> None:
        if self.entries[id].outcome != outcome:
            self.pipe.send(Line("shows_outcome", (id, outcome)))
        super().shows_outcome(id, outcome)

    def shows_number(self, request: str, number: str) -> None:
        if self.numbers.get(request) != number:
            self.pipe.send(Line("shows_number", (request, number)))
        super().shows_number(request, number)

    def up_to_date(self, unsettled: Iterable[str]) -> None:
        left = list(unsettled)
        super().up_to_date(left)
        self.pipe.send(Line("up_to_date", (left,)))


def live(pipe: Connection, where: Surroundings, account: Account, seed: str, life: int, folder: Path, way: Way) -> None:
    """The life of one process: at each word it says something and syncs; it ends when the pipe does."""
    telling = _Telling(account.person, account.device, account.entries, account.numbers)
    telling.pipe = pipe
    laptop = Laptop(where, account.person, seed, lambda device: telling, folder=folder)
    laptop.chance = random.Random(f"{seed} life {life}")
    pipe.send(Line(RESTED, (laptop.waiting,)))
    try:
        while True:
            word = pipe.recv()
            laptop.patience = HASTY if word == "go" else Patience()
            if word == "go":
                for _ in range(laptop.chance.randrange(2, 8)):
                    laptop.say()
                if laptop.chance.random() < 0.3:
                    laptop.say_a_chain()
            laptop.sync(way)
            pipe.send(Line(RESTED, (laptop.waiting,)))
    except EOFError:
        laptop.store.close()


class Child:
    """A laptop in a process of its own, seen from outside."""

    def __init__(self, where: Surroundings, ledger: Ledger, person: str, seed: str, wire: FaultyWire) -> None:
        self.where, self.person, self.wire = where, person, wire
        self.lock = threading.Lock()
        self.chance = random.Random(f"{seed} outside")
        self.folder = a_folder()
        self._seed, self._life, self._waiting = seed, 0, 0
        first = self._laptop(ledger)
        self.account = first.account
        first.store.close()
        self._begin()

    def _laptop(self, ledger: Ledger) -> Laptop:
        return Laptop(
            self.where, self.person, self._seed, lambda device: ledger.account(self.person, device), folder=self.folder
        )

    def _begin(self) -> None:
        self._life += 1
        self._pipe, theirs = _CONTEXT.Pipe()
        given = (
            theirs,
            self.where,
            self.account,
            self._seed,
            self._life,
            self.folder,
            Address(self.wire.host, self.wire.port),
        )
        self._process = _CONTEXT.Process(target=live, args=given, daemon=True)
        self._process.start()
        theirs.close()
        self._hear()

    def _hear(self) -> None:
        """Writes down what is told until it rests. Raises `EOFError` when it died."""
        while True:
            assert self._pipe.poll(PATIENCE), f"the process of {self.person} says nothing"
            line: Line = self._pipe.recv()
            if line.what == RESTED:
                self._waiting = line.given[0]
                return
            getattr(self.account, line.what)(*line.given)

    def speak(self) -> None:
        """Says something, and syncs."""
        self._pipe.send("go")
        self._hear()

    def sync(self) -> None:
        """Syncs."""
        self._pipe.send("sync")
        self._hear()

    def kill(self, after: float) -> None:
        """Dies so many seconds after it began to speak, and is started again."""
        self._pipe.send("go")
        threading.Event().wait(after)
        self._process.kill()
        self._process.join()
        try:
            while True:
                self._hear()  # what was told before it died
        except (EOFError, ConnectionResetError):
            self._pipe.close()
        self._begin()

    @property
    def waiting(self) -> int:
        """How many commands the database had not answered when it last rested."""
        return self._waiting

    def ended(self, ledger: Ledger) -> Laptop:
        """The same laptop in this process, after the other has ended."""
        self._end()
        return self._laptop(ledger)

    def _end(self) -> None:
        self._pipe.close()
        self._process.join(PATIENCE)
        self._process.kill()
        self._process.join()

    def discard(self) -> None:
        self._end()
        shutil.rmtree(self.folder, ignore_errors=True)
