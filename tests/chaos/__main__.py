"""`python -m tests.chaos`: a long storm, and what it counted. Ends with 1 when a promise was broken."""

from __future__ import annotations

import argparse
import logging
import os
import random
import sys
import time

from tests.chaos.checker import Broken
from tests.chaos.company import PAGE, Company, killable_server
from tests.chaos.storm import DRAINS_IN, Plan, Report, Storm

SHOWN = 20  # findings


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--laptops", type=int, default=200)
    parser.add_argument("--faults", type=int, default=2000)
    parser.add_argument("--running", type=int, default=24, help="laptops whose engine syncs by itself")
    parser.add_argument("--processes", type=int, default=16, help="laptops in processes of their own, which are killed")
    parser.add_argument("--seed", type=int, default=int(os.environ.get("SIGAP_TEST_SEED", random.randrange(2**32))))
    given = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)
    plan = Plan(given.laptops, given.faults, given.seed, running=given.running, processes=given.processes)
    print(f"seed {plan.seed}: {plan.faults} faults over {plan.laptops} laptops", flush=True)
    begun = time.monotonic()
    with killable_server() as server:
        server.create_database("chaos")
        company = Company(server, server.url("chaos"), plan.laptops, page=PAGE)
        try:
            with Storm(company, plan) as storm:
                storm.rage()
                print(f"{storm.faults.total()} faults in {time.monotonic() - begun:.0f} s; now the calm", flush=True)
                storm.calm()
                report = storm.report()
        finally:
            company.close()
    for line in tally(report, time.monotonic() - begun):
        print(line)
    return 1 if report.findings else 0


def tally(report: Report, seconds: float) -> list[str]:
    """What is printed."""
    lines = ["", "faults"]
    lines += [f"  {count:6}  {kind}" for kind, count in report.faults.most_common()]
    lines += [f"  {report.faults.total():6}  in all, in {seconds:.0f} s", "", "checked"]
    changes = ", ".join(f"{kind} {count}" for kind, count in report.changes.most_common())
    lines += [
        f"  {report.commands:6}  commands, of which the database refused {report.refused}",
        f"  {report.refused_here:6}  more refused on the laptop itself",
        f"  {report.compared:6}  replicas with {report.rows} rows, each against what its person may see",
        f"  {report.changes.total():6}  changes by administrators ({changes})",
        f"  {report.asked:6}  times a laptop asked before it removed much",
        f"  {report.drained:6.1f}  seconds until the last outbox was empty (at most {DRAINS_IN:.0f})",
        "",
        "found",
    ]
    kinds = [finding.broken for finding in report.findings]
    lines += [f"  {kinds.count(broken):6}  {broken}" for broken in Broken]
    return lines + [f"  {finding}" for finding in report.findings[:SHOWN]]


if __name__ == "__main__":
    sys.exit(main())
