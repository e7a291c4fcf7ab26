"""What makes laptops do things and meet faults: threads that take one after another, and choose by weight."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable, Sequence

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Release, TakeOver
from sigap_server.wire_cutter import Direction
from tests.chaos.child import Child
from tests.chaos.engines import Running
from tests.chaos.laptop import Laptop
from tests.chaos.wire import FaultyWire, Trouble
from tests.world import Crash

RIVALS: tuple[type[Command], ...] = (Claim, TakeOver, Resolve, Cancel, AskRequester, Release, Reopen, AddReply)
"""What two may do with one request, where the second comes too late."""
TRIES = 4  # things that come to a person's mind until one fits
LONG = 40  # days
STEPS = {
    "say": 30, "chain": 9, "rivals": 12, "change_mind": 6, "sync": 24, "trouble": 42, "late": 16, "die_saving": 6,
    "die_taking": 7, "sleep": 2, "restart": 2, "upgrade": 3,
}  # fmt: skip
NETWORK = {
    Trouble.CUT: 6, Trouble.LOST: 4, Trouble.HALF_CLOSED: 4, Trouble.SLOW: 1, Trouble.DELAYED: 2, Trouble.LATE: 2,
}  # fmt: skip
USUAL = {Direction.TO_SERVER: 1 / 900, Direction.TO_CLIENT: 1 / 1500}
"""One over the usual number of bytes of a sync, by way: a fault strikes anywhere in it."""
OF_A_FILE = 300_000
"""Bytes of a sync that carries files; one strike in ten may come as late."""


class Hand:
    """Takes one laptop after another and does something with it, on a wire of its own."""

    def __init__(self, number: int, laptops: Sequence[Laptop | Child], wire: FaultyWire, seed: int) -> None:
        self.laptops, self.wire = laptops, wire
        self.chance = random.Random(f"{seed} hand {number}")
        self.over = threading.Event()
        self.faults: Counter[str] = Counter()

    def work(self) -> None:
        """Goes on until it is over."""
        while not self.over.is_set():
            laptop = self.chance.choice(self.laptops)
            if laptop.lock.acquire(blocking=False):
                try:
                    self._use(laptop)
                finally:
                    laptop.lock.release()

    def _use(self, laptop: Laptop | Child) -> None:
        if isinstance(laptop, Child):
            self._use_a_process(laptop)
        elif isinstance(laptop, Running):
            self._use_a_running(laptop)
        else:
            (step,) = self.chance.choices(list(STEPS), list(STEPS.values()))
            getattr(self, step)(laptop)

    def _use_a_process(self, child: Child) -> None:
        wire = child.wire
        if self.chance.random() < 0.4:
            self.faults["application killed"] += 1
            child.kill(self.chance.random() * 0.15)
        else:
            if self.chance.random() < 0.5:
                self._strike(wire)
            child.speak()
            wire.let_go()

    def _use_a_running(self, laptop: Running) -> None:
        if self.chance.random() < 0.5:
            laptop.wire.let_go()
            self._strike(laptop.wire)
        self.say(laptop)
        if self.chance.random() < 0.25:
            laptop.sync(self.wire)  # in a terminal beside the window
        laptop.answer()
        laptop.look()
        if self.chance.random() < 0.02:
            laptop.restart()

    def _strike(self, wire: FaultyWire, trouble: Trouble | None = None, direction: Direction | None = None) -> None:
        (chosen,) = self.chance.choices(list(NETWORK), list(NETWORK.values()))
        way = direction or self.chance.choice(list(Direction))
        after = self.chance.expovariate(USUAL[way]) if self.chance.random() < 0.9 else self.chance.randrange(OF_A_FILE)
        wire.strike(trouble or chosen, way, int(after))

    # ---- steps

    def say(self, laptop: Laptop) -> None:
        """A few things; what does not fit is followed by something else."""
        for _ in range(self.chance.choice([1, 1, 2, 4])):
            any(laptop.say() for _ in range(TRIES))

    def chain(self, laptop: Laptop) -> None:
        laptop.say_a_chain()

    def rivals(self, laptop: Laptop) -> None:
        """Two who know of one request do something with it, and neither knows of the other."""
        other = self._who_knows_one_of(set(laptop.newest()), laptop)
        if other is None:
            return
        try:
            about = self.chance.choice(sorted(set(laptop.newest()) & set(other.newest())))
            for each in (laptop, other):
                any(each.say(kind, about) for kind in self.chance.sample(RIVALS, len(RIVALS)))
            self.trouble(laptop)
            self.trouble(other)
        finally:
            other.lock.release()

    def _who_knows_one_of(self, requests: set[str], but: Laptop) -> Laptop | None:
        """Another laptop that nobody uses just now; its lock is ours then."""
        for other in self.chance.sample(self.laptops, len(self.laptops)):
            if type(other) is Laptop and other is not but and other.lock.acquire(blocking=False):
                if requests & set(other.newest()):
                    return other
                other.lock.release()
        return None

    def change_mind(self, laptop: Laptop) -> None:
        laptop.change_its_mind()

    def sync(self, laptop: Laptop) -> None:
        laptop.sync(self.wire)

    def trouble(self, laptop: Laptop) -> None:
        """A sync that meets a trouble; often followed at once by the next try."""
        self._strike(self.wire)
        laptop.sync(self.wire)
        self.wire.spare()
        if self.chance.random() < 0.2:
            laptop.change_its_mind()
        if self.chance.random() < 0.6:
            laptop.sync(self.wire)
        if self.chance.random() < 0.7:
            self.wire.let_go()

    def late(self, laptop: Laptop) -> None:
        """A push is held back; its bytes arrive before, while or after the laptop tries again."""
        laptop.say()
        self._strike(self.wire, Trouble.LATE, Direction.TO_SERVER)
        laptop.sync(self.wire)
        self.wire.spare()
        at_once = threading.Timer(self.chance.random() * 0.04, self.wire.let_go)
        at_once.start()
        laptop.sync(self.wire)
        at_once.join()

    def die_saving(self, laptop: Laptop) -> None:
        self._dying("died while saving", lambda at: laptop.say(dies_at=at), 14)

    def die_taking(self, laptop: Laptop) -> None:
        self._dying("died while syncing", lambda at: laptop.sync(self.wire, dies_at=at), 60)

    def _dying(self, kind: str, deed: Callable[[int], object], most: int) -> None:
        try:
            deed(self.chance.randrange(most))
        except Crash:
            self.faults[kind] += 1

    def sleep(self, laptop: Laptop) -> None:
        laptop.sleep(LONG)
        self.faults["asleep for 40 days"] += 1

    def restart(self, laptop: Laptop) -> None:
        laptop.restart()

    def upgrade(self, laptop: Laptop) -> None:
        laptop.upgrade()
        self.faults["application upgraded"] += 1
