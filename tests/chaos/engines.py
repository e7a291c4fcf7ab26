"""A laptop whose application runs: the engine syncs when it likes, and nobody waits for it."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.sync.engine import Engine
from desktop_app.sync.patience import Patience
from tests.chaos.laptop import Laptop, Surroundings, connector, wants_to_remove
from tests.chaos.ledger import Account
from tests.chaos.wire import FaultyWire

PATIENT = Patience(connect=2.0, silence=2.0)
"""Nobody waits for it, so it need not be as hasty as the others."""


class Running(Laptop):
    """A laptop with a running engine, at the end of a wire of its own."""

    def __init__(
        self, where: Surroundings, person: str, seed: str, account: Callable[[str], Account], wire: FaultyWire
    ) -> None:
        super().__init__(where, person, seed, account)
        self.wire = wire
        self._jitter = random.Random(f"{seed} jitter")
        self._engine = self._started()

    def _started(self) -> Engine:
        engine = Engine(
            self.store, connector(self.where, self.person, self.wire), clock=self.now,
            random=self._jitter.random, patience=PATIENT,
        )  # fmt: skip
        engine.start()
        return engine

    def give(self, command: Command, **more: Any) -> bool:
        given = super().give(command, **more)
        if given:
            self._engine.wake()
        return given

    def answer(self) -> None:
        """Its person says yes where it asks."""
        if wants_to_remove(self._engine.status.problem, self._engine.status.data):
            self.asked += 1
            self._engine.sync_now(sure=True)

    def restart(self) -> None:
        self._engine.stop()
        super().restart()
        self._engine = self._started()

    def rest(self) -> None:
        """The application ends; its laptop can be synced by hand."""
        self._engine.stop()

    def discard(self) -> None:
        self._engine.stop()
        super().discard()
