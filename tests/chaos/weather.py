"""What befalls everybody at once: the server's deaths, the building's network, and what administrators change."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

import psycopg

from sigap_server.embedded import EmbeddedPostgres
from tests.chaos.company import SITES, Company
from tests.chaos.wire import FaultyWire
from tests.world import ARTICLES

TROUBLES = {
    "connections ended by the server": 8, "a server process killed": 4, "server killed": 2, "server restarted": 1,
    "network cut for all": 4,
}  # fmt: skip
CHANGES = {"join": 4, "leave": 3, "move": 5, "publish": 4, "offer": 3, "sit": 2}
A_MOMENT = 0.5  # seconds that the building is without network
RECOVERY = 30.0  # seconds for the server to take connections again


class Weather:
    """Makes the weather, from one thread, while others use the wires."""

    def __init__(self, company: Company, wires: Sequence[FaultyWire], chance: random.Random) -> None:
        self.company, self.wires, self.chance = company, wires, chance
        self.faults: Counter[str] = Counter()
        self.changes: Counter[str] = Counter()

    def trouble(self, kind: str | None = None) -> None:
        """One trouble for all, by weight unless it is named; when it returns the server runs."""
        if kind is None:
            (kind,) = self.chance.choices(list(TROUBLES), list(TROUBLES.values()))
        does: dict[str, Callable[[], object]] = {
            "connections ended by the server": self.company.cut_everybody_off,
            "a server process killed": self._kill_a_process,
            "server killed": self._kill_the_server,
            "server restarted": self._restart,
            "network cut for all": self._cut,
        }
        does[kind]()
        self.faults[kind] += 1

    def _kill_a_process(self) -> None:
        """One of the server's: it ends all others with it, whatever they are doing, and recovers by itself.

        The one killed is not the one we ask through: when that one has ended too, the server has noticed, and whoever
        gets in from then on stays.
        """
        victim = self.company.another_connection()
        try:
            os.kill(victim.info.backend_pid, signal.SIGKILL)
            self._soon("the server does not end its other processes", self._is_ended)
        finally:
            victim.close()
        self._soon("the server does not recover", self._is_back)

    def _is_ended(self) -> bool:
        """Whether our own process there has gone with it."""
        try:
            self.company.admin.execute("select 1")
        except psycopg.OperationalError:
            return True
        return False

    def _is_back(self) -> bool:
        try:
            self.company.reconnect()
        except psycopg.OperationalError:
            return False
        return True

    @staticmethod
    def _soon(otherwise: str, so: Callable[[], bool]) -> None:
        until = time.monotonic() + RECOVERY
        while not so():
            assert time.monotonic() < until, otherwise
            threading.Event().wait(0.02)

    def _kill_the_server(self) -> None:
        """The first process alone at times: the others notice, or are killed as well."""
        if self.chance.random() < 0.5:
            os.kill(int((self._server.data / "postmaster.pid").read_text().partition("\n")[0]), signal.SIGKILL)
        self._server.crash()
        self._start_again()

    def _restart(self) -> None:
        self._server.stop()
        self._start_again()

    def _start_again(self) -> None:
        self._server.start()
        self.company.reconnect()

    @property
    def _server(self) -> EmbeddedPostgres:
        assert isinstance(self.company.server, EmbeddedPostgres)
        return self.company.server

    def _cut(self) -> None:
        for wire in self.wires:
            wire.cut()
        threading.Event().wait(A_MOMENT)
        for wire in self.wires:
            wire.restore()

    def change(self) -> None:
        """One thing that an administrator does; a deadlock with a push is theirs to try again."""
        company, pick = self.company, self.chance.choice
        (kind,) = self.chance.choices(list(CHANGES), list(CHANGES.values()))
        does: dict[str, Callable[[], object]] = {
            "join": lambda: company.join(pick(company.agents), pick(company.team_ids)),
            "leave": lambda: company.leave(pick(company.agents), pick(company.team_ids)),
            "move": lambda: company.move(company.some_request(), pick(company.team_ids)),
            "publish": lambda: company.publish(pick(ARTICLES), self._audience()),
            "offer": lambda: company.offer(pick(company.form_keys), self.chance.random() < 0.7),
            "sit": lambda: company.sit_at(pick(company.persons), pick(SITES)),
        }
        try:
            does[kind]()
        except psycopg.errors.DeadlockDetected:
            self.changes["deadlocks"] += 1
        else:
            self.changes[kind] += 1

    def _audience(self) -> str:
        pick = self.chance.choice
        return pick(["all", f"team:{pick(self.company.team_ids)}", f"site:{pick(SITES)}"])
