"""I1 to I5: Hypothesis puts misfortunes in any order, and makes a failing order short.

`SIGAP_TEST_SEED`, which every run prints, repeats the orders; the blob of a failure repeats that one.
"""

from __future__ import annotations

import contextlib
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from sigap_server.embedded import EmbeddedPostgres
from sigap_server.wire_cutter import Direction
from tests.chaos.company import PAGE, Company
from tests.chaos.laptop import Laptop
from tests.chaos.scene import Scene
from tests.chaos.storm import surroundings
from tests.chaos.weather import Weather
from tests.chaos.wire import FaultyWire, Trouble
from tests.conftest import SEED
from tests.leftovers import Announced
from tests.sayings import KINDS
from tests.world import Crash

LAPTOPS = 5
which = st.integers(0, LAPTOPS - 1)
bytes_before = st.integers(0, 2_500)
SERVER_TROUBLES = ["connections ended by the server"] * 8 + ["a server process killed", "server killed"]


class AnyOrder(RuleBasedStateMachine):
    """Five laptops of three people, one wire, one server."""

    def __init__(self, company: Company) -> None:
        super().__init__()
        company.reset()
        self.company = company
        self.wire = FaultyWire(company.server.host, company.server.port)
        self.wire.start()
        self.weather = Weather(company, [self.wire], random.Random("weather"))
        agent, other, asks = company.persons[0], company.persons[1], company.persons[-1]
        self.scene = Scene(company, self.wire, surroundings(company, asks))
        for owner in (agent, other, asks, asks, agent):
            self.scene.laptop(owner)
        for laptop in self.laptops[2:4]:
            assert any(laptop.say(kind) for kind in [next(iter(KINDS))] * 5)

    @property
    def laptops(self) -> list[Laptop]:
        return self.scene.laptops

    def teardown(self) -> None:
        try:
            findings = self.scene.findings()
            assert not findings, "\n".join(map(str, findings))
        finally:
            self.scene.close()
            self.wire.stop()

    @rule(of=which, kind=st.sampled_from(list(KINDS)), times=st.integers(1, 3))
    def say(self, of: int, kind: Any, times: int) -> None:
        for _ in range(times):
            self.laptops[of].say(kind)

    @rule(of=which)
    def say_a_chain(self, of: int) -> None:
        self.laptops[of].say_a_chain()

    @rule(of=which)
    def change_its_mind(self, of: int) -> None:
        self.laptops[of].change_its_mind()

    @rule(of=which)
    def sync(self, of: int) -> None:
        self.laptops[of].sync(self.wire)

    @rule(of=which, trouble=st.sampled_from(Trouble), way=st.sampled_from(Direction), after=bytes_before)
    def sync_with_trouble(self, of: int, trouble: Trouble, way: Direction, after: int) -> None:
        self.wire.strike(trouble, way, after)
        self.laptops[of].sync(self.wire)
        self.wire.spare()

    @rule()
    def late_bytes_arrive(self) -> None:
        self.wire.let_go()

    @rule(of=which, at=st.integers(0, 15))
    def die_while_saving(self, of: int, at: int) -> None:
        with contextlib.suppress(Crash):
            self.laptops[of].say(dies_at=at)

    @rule(of=which, at=st.integers(0, 60))
    def die_while_syncing(self, of: int, at: int) -> None:
        with contextlib.suppress(Crash):
            self.laptops[of].sync(self.wire, dies_at=at)

    @rule(of=which)
    def sleep_for_forty_days(self, of: int) -> None:
        self.laptops[of].sleep(40)

    @rule(of=which)
    def restart(self, of: int) -> None:
        self.laptops[of].restart()

    @rule(of=which)
    def upgrade(self, of: int) -> None:
        self.laptops[of].upgrade()

    @rule(kind=st.sampled_from(SERVER_TROUBLES))
    def trouble_of_the_server(self, kind: str) -> None:
        self.weather.trouble(kind)

    @rule()
    def administrators_change_something(self) -> None:
        self.weather.change()


@pytest.mark.timeout(240)
def test_in_whatever_order_nothing_is_lost_doubled_swapped_or_hidden(
    mortal_server: EmbeddedPostgres, log_may_say: Announced
) -> None:
    log_may_say("error ignored")  # psycopg, when the server dies under it
    mortal_server.create_database("any_order")
    company = Company(mortal_server, mortal_server.url("any_order"), LAPTOPS, page=PAGE)

    @seed(SEED)
    def machine() -> AnyOrder:
        return AnyOrder(company)

    try:
        run_state_machine_as_test(
            machine,  # type: ignore[arg-type]  # any factory will do
            settings=settings(
                max_examples=10, stateful_step_count=25, deadline=None, print_blob=True, database=None,
                suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink],
            ),
        )  # fmt: skip
    finally:
        company.close()
