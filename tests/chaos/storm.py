"""Many laptops, faults of every kind at once, and in the end the checker.

The seed repeats what is chosen; which of the threads is faster is the machine's own.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Self

from desktop_app.domain.requests.submission import Submit
from desktop_app.sync.once import Result
from desktop_app.sync.patience import Patience
from desktop_app.sync.state import State
from tests.chaos.checker import Broken, Finding, examine
from tests.chaos.child import Child
from tests.chaos.company import Company
from tests.chaos.engines import Running
from tests.chaos.evidence import Replica
from tests.chaos.hands import Hand
from tests.chaos.laptop import Laptop, Surroundings
from tests.chaos.ledger import Account, Ledger, Said
from tests.chaos.weather import Weather
from tests.chaos.wire import FaultyWire
from tests.world import ARTICLES

DRAINS_IN = 30.0
"""Seconds after the last fault for every outbox to be empty, with nobody restarting anything (I10)."""
GLANCE = 0.05  # seconds between two looks at how far the storm is


@dataclass(frozen=True)
class Plan:
    """How large a storm is."""

    laptops: int
    faults: int
    seed: int
    hands: int = 6
    running: int = 0
    processes: int = 0
    weather_each: int = 20
    """A trouble for all, and a change by an administrator, after so many faults."""


@dataclass
class Report:
    """What a storm did and what was found."""

    faults: Counter[str]
    changes: Counter[str]
    commands: int = 0
    refused: int = 0
    refused_here: int = 0
    drained: float = 0.0
    compared: int = 0
    rows: int = 0
    asked: int = 0
    findings: list[Finding] = field(default_factory=list)


def surroundings(company: Company, owner: str) -> Surroundings:
    """What there is to talk about for the owner of a laptop."""
    tasks = tuple(task.id for task in company.tasks() if owner in (task.owner, task.buddy))
    return Surroundings(company.database, company.agents, ARTICLES, tasks or ("none",), company.form_keys)


class Storm:
    """The laptops of a company through one storm: `rage`, `calm`, `report`; a context manager that closes all."""

    def __init__(self, company: Company, plan: Plan) -> None:
        self.company, self.plan = company, plan
        self.ledger = Ledger()
        self._stack = ExitStack()
        self._wires: list[FaultyWire] = []
        self.laptops: list[Laptop | Child] = []
        self._drained = 0.0
        self._met: dict[Laptop | Child, Result] = {}
        self._stuck: list[Finding] = []

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._wire = self._another_wire(stack)
            for at, owner in enumerate(self.company.owners):
                laptop = self._laptop(at, owner, stack)
                stack.callback(laptop.discard)
                self.laptops.append(laptop)
            hands = [
                Hand(number, self.laptops, self._another_wire(stack), self.plan.seed)
                for number in range(self.plan.hands)
            ]
            self.weather = Weather(self.company, self._wires, random.Random(f"{self.plan.seed} weather"))
            self._hands = hands
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _another_wire(self, stack: ExitStack) -> FaultyWire:
        wire = stack.enter_context(FaultyWire(self.company.server.host, self.company.server.port))
        self._wires.append(wire)
        return wire

    def _laptop(self, at: int, owner: str, stack: ExitStack) -> Laptop | Child:
        """The last ones run by themselves, or in processes of their own."""
        left, seed = self.plan.laptops - at, f"{self.plan.seed} laptop {at}"
        where = surroundings(self.company, owner)
        if left <= self.plan.processes:
            return Child(where, self.ledger, owner, seed, self._another_wire(stack))

        def account(device: str) -> Account:
            return self.ledger.account(owner, device)

        if left <= self.plan.processes + self.plan.running:
            return Running(where, owner, seed, account, self._another_wire(stack))
        return Laptop(where, owner, seed, account)

    # ---- the storm

    @property
    def faults(self) -> Counter[str]:
        """Those that struck, by kind."""
        found: Counter[str] = Counter(self.weather.faults)
        for hand in self._hands:
            found.update(hand.faults)
        for wire in self._wires:
            found.update(wire.struck)
        return found

    def rage(self) -> None:
        """Returns when so many faults have struck as planned. Before the first, everybody has asked something."""
        self._each(self._begin)
        due = self.plan.weather_each
        with ThreadPoolExecutor(len(self._hands)) as pool:
            work = [pool.submit(hand.work) for hand in self._hands]
            try:
                while (so_far := self.faults.total()) < self.plan.faults and not any(one.done() for one in work):
                    if so_far >= due:
                        due += self.plan.weather_each
                        self.weather.trouble()
                        self.weather.change()
                    else:
                        threading.Event().wait(GLANCE)
            finally:
                for hand in self._hands:
                    hand.over.set()
            for one in work:
                one.result()

    def _begin(self, laptop: Laptop | Child) -> None:
        if isinstance(laptop, Child):
            laptop.speak()
        elif isinstance(laptop, Running):
            laptop.say(Submit)
        else:
            laptop.sync(self._wire)
            for _ in range(2):
                laptop.say(Submit)
            laptop.sync(self._wire)

    # ---- the calm after it

    def calm(self) -> None:
        """Every fault has ended: the outboxes empty, then all fetch what is new."""
        for wire in self._wires:
            wire.make_whole()
        for laptop in self.laptops:
            if isinstance(laptop, Laptop):
                laptop.patience = Patience()
        self._drained = self._drain()
        self._come_to_rest()
        for _ in range(2):  # what one laptop's files tell the database, the others fetch after it
            self._each(self._catch_up)

    def _drain(self) -> float:
        """How long the last outbox took. Those that hold something back after thirty seconds are stuck."""
        begun = time.monotonic()
        waiting = list(self.laptops)
        while waiting and time.monotonic() - begun < DRAINS_IN:
            self._each(self._try, waiting)
            waiting = [laptop for laptop in waiting if laptop.waiting]
        took = time.monotonic() - begun
        for laptop in waiting:
            met = self._met.get(laptop)
            why = "" if met is None else f", {met.problem} {dict(met.data)}"
            what = f"{laptop.waiting} commands wait {DRAINS_IN:.0f} s after the last fault ({laptop.person}{why})"
            self._stuck.append(Finding(Broken.STUCK, laptop.account.device, what))
        return took

    def _try(self, laptop: Laptop | Child) -> None:
        if isinstance(laptop, Running):
            laptop.answer()
            threading.Event().wait(GLANCE)  # it tries by itself
        elif isinstance(laptop, Child):
            laptop.sync()
        elif laptop.waiting:
            self._met[laptop] = laptop.sync(self._wire)

    def _come_to_rest(self) -> None:
        """Nothing runs by itself any more."""
        for at, laptop in enumerate(self.laptops):
            if isinstance(laptop, Child):
                self.laptops[at] = laptop.ended(self.ledger)
                self._stack.callback(self.laptops[at].store.close)
            elif isinstance(laptop, Running):
                laptop.rest()

    def _catch_up(self, laptop: Laptop | Child) -> None:
        assert isinstance(laptop, Laptop)
        for _ in range(20):
            result = laptop.sync(self._wire)
            if result.state == State.UP_TO_DATE:
                return
        what = f"it does not become up to date: {result.problem} {dict(result.data)} ({laptop.person})"
        self._stuck.append(Finding(Broken.STUCK, laptop.account.device, what))

    def _each(self, do: Callable[[Laptop | Child], None], laptops: Sequence[Laptop | Child] | None = None) -> None:
        with ThreadPoolExecutor(self.plan.hands) as pool:
            list(pool.map(do, self.laptops if laptops is None else laptops))

    # ---- what became of it

    def report(self) -> Report:
        """The tally, and all that is wrong."""
        report = Report(
            self.faults,
            self.weather.changes,
            drained=self._drained,
            asked=sum(each.asked for each in self.laptops if isinstance(each, Laptop)),
        )
        report.findings = [*self._stuck, *examine(self.ledger, self.company, self._replicas(report))]
        entries = [entry for account in self.ledger.accounts.values() for entry in account.entries.values()]
        report.refused_here = sum(entry.said == Said.REFUSED_HERE for entry in entries)
        report.commands = len(entries) - report.refused_here
        report.refused = self.company.value("select count(*) from portal.event where outcome is not null")
        return report

    def _replicas(self, report: Report) -> Iterator[Replica]:
        for laptop in self.laptops:
            assert isinstance(laptop, Laptop)
            replica = laptop.replica()
            report.compared += 1
            report.rows += sum(map(len, replica.rows.values()))
            yield replica
