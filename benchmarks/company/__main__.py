"""Measures the sync of a whole company against its budgets: `make bench-sync`.

python -m benchmarks.company [--quick] [--only warm|laptops|large …] [--json]

- warm: a sync of three replies against one prepared statement that writes the same rows, on the disk and in memory.
- laptops: a thousand of them, each with a login of its own, TLS and SCRAM: over thirty seconds, all at once, and behind
  PgBouncer; what a sync costs the server beside a connection that does nothing.
- large: 10,000 people and 1,000,000 requests against 10,000 requests: what a sync of an employee and of an agent costs.

Tables for people, one JSON line a measure for machines. Times are of this machine; a budget is a ratio within the run
where it can be. `--quick` measures a tenth.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import sync
from benchmarks.company import laptops, large

Row = dict[str, Any]
SECTIONS = ("warm", "laptops", "large")


def warm(quick: bool) -> Iterator[Row]:
    for disk, place in (("disk", None), ("memory", "/dev/shm")):
        with tempfile.TemporaryDirectory(prefix="sigap-bench-", dir=place) as folder:
            Path(folder).chmod(0o755)
            for row in sync.measured(Path(folder), 2 if quick else 5, 0.5 if quick else 1.0):
                if "clients" in row or row["measure"] == "quiet sync":
                    yield {**row, "disk": disk}


def sections(only: Iterable[str], quick: bool) -> Iterator[tuple[str, Iterator[Row]]]:
    found: dict[str, Callable[[], Iterator[Row]]] = {
        "warm": lambda: warm(quick),
        "laptops": lambda: laptops.measured(100 if quick else 1000),
        "large": lambda: large.measured(100_000 if quick else 1_000_000),
    }
    for name in only or SECTIONS:
        yield name, found[name]()


def judged(row: Row) -> Row:
    """With `reached`, where the row has a budget: `budget` is the most that `value` may be, `at_least` the least."""
    said = dict(row)
    if "budget_bytes" in row:
        said["reached"] = row["bytes_up"] + row["bytes_down"] <= row["budget_bytes"]
    elif "most" in row:
        said["reached"] = row["value"] <= row["most"]
    elif "budget" in row:
        said["reached"] = row["ratio"] >= row["budget"]
    return said


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.company", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of everything")
    parser.add_argument("--only", nargs="*", default=[], choices=SECTIONS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    rows: list[Row] = []
    started = time.monotonic()
    for name, measured in sections(asked.only, asked.quick):
        if not asked.json:
            print(f"-- {name}", flush=True)
        for row in measured:
            neat = {key: round(value, 3) if isinstance(value, float) else value for key, value in judged(row).items()}
            rows.append({"section": name, **neat})
            if not asked.json:
                print("  ".join(f"{key} {value}" for key, value in neat.items()), flush=True)
    missed = [row["measure"] for row in rows if row.get("reached") is False]
    if not asked.json:
        print(f"-- {time.monotonic() - started:.0f} s. Not reached: {'; '.join(missed) or 'nothing'}.")
    for row in rows:
        print(json.dumps({"benchmark": "company", "quick": asked.quick, **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
