"""I1 to I5, I10: a short storm of faults of every kind over laptops of every kind; `make chaos` is the long one."""

from __future__ import annotations

import random

from sigap_server.embedded import EmbeddedPostgres
from tests.chaos.company import PAGE, Company
from tests.chaos.storm import DRAINS_IN, Plan, Storm
from tests.leftovers import Announced

PLAN = {"laptops": 22, "faults": 160, "running": 4, "processes": 3, "hands": 4}


def test_a_storm_loses_doubles_swaps_and_hides_nothing(
    mortal_server: EmbeddedPostgres, chance: random.Random, log_may_say: Announced
) -> None:
    log_may_say("error ignored")  # psycopg, when the server dies under it
    plan = Plan(seed=chance.randrange(2**32), **PLAN)
    mortal_server.create_database("storm")
    company = Company(mortal_server, mortal_server.url("storm"), plan.laptops, page=PAGE)
    try:
        with Storm(company, plan) as storm:
            storm.rage()
            storm.calm()
            report = storm.report()
    finally:
        company.close()
    assert not report.findings, f"seed {plan.seed}:\n" + "\n".join(map(str, report.findings))
    assert report.drained < DRAINS_IN
    assert report.faults.total() >= plan.faults
    assert report.commands > 100 and report.refused > 0
    assert report.compared == plan.laptops
