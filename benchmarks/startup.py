"""Start to usable window, and its memory, against a bare PySide6 window with one label; by turns, in fresh processes.

python -m benchmarks.startup [--rounds N] [--json]

Usable: the first page is painted with what its queries gave; sync and search are loaded after that. The laptop holds
the sample company with 1,000 articles and 5,000 requests, its index is made; the company cannot be reached. Modules are
compiled, as they are where the application is installed. `benchmarks.startup_arm` is one start.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

ROUNDS = 7
ARTICLES, REQUESTS = 1_000, 5_000
BUDGETS = {"start": 3.0, "memory": 2.5}
Sample = dict[str, float]
Row = dict[str, object]


def fill(folder: Path) -> None:
    """A laptop of Sari's after its first pull."""
    from tests.ui.laptop_builder import NOW, company, filled_laptop, raised

    articles = list(company().articles)
    more = [
        replace(articles[i % len(articles)], id=f"{articles[i % len(articles)].id}-{i // len(articles)}")
        for i in range(len(articles), ARTICLES)
    ]
    stories = [
        raised("sari" if i % 50 == 0 else "agus", "hr", f"Pertanyaan nomor {i}", NOW, number=f"HR-{i + 2000}")
        for i in range(REQUESTS)
    ]
    filled_laptop(folder, "sari", stories=stories, rows=more).close()


def sample(compiled: Path, *arm: str) -> Sample:
    """One start in a process of its own."""
    environment = {
        **os.environ,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONPYCACHEPREFIX": str(compiled),
    }
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "benchmarks.startup_arm", *arm]
    began = time.monotonic()
    said = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[1])
    lines = [line for line in said.stdout.splitlines() if line.startswith('{"at"')]
    if not lines:
        raise SystemExit(f"{' '.join(arm)} did not come up:\n{said.stderr}")
    told: Sample = json.loads(lines[0])
    return {"start": (told["at"] - began) * 1000, "cpu": told["cpu"], "memory": told["memory"]}


def measure(folder: Path, compiled: Path, rounds: int) -> list[Row]:
    """Medians of both, and their ratios. The processor's time is told beside: other work on the machine changes it
    less."""
    arms = {"bare window": ("bare",), "sigap": ("sigap", str(folder))}
    taken: dict[str, list[Sample]] = {name: [] for name in arms}
    for turn in range(rounds + 1):
        for name, arm in arms.items():
            one = sample(compiled, *arm)
            if turn:  # the first of each compiles, and warms the caches of the disk
                taken[name].append(one)
    rows: list[Row] = []
    for measured, unit in (("start", "ms"), ("cpu", "ms"), ("memory", "MB")):
        median = {name: statistics.median(one[measured] for one in many) for name, many in taken.items()}
        rows += [{"measure": measured, "arm": name, unit: round(value, 1)} for name, value in median.items()]
        ratio = round(median["sigap"] / median["bare window"], 2)
        budget = {"budget": BUDGETS[measured]} if measured in BUDGETS else {}
        rows.append({"measure": f"{measured} / bare window", "ratio": ratio, **budget})
    later = sample(compiled, "work", str(folder))["memory"]
    return [*rows, {"measure": "memory with sync and search loaded", "arm": "sigap", "MB": round(later, 1)}]


def run(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as place:
        folder, compiled = Path(place, "laptop"), Path(place, "compiled")
        fill(folder)
        sample(compiled, "index", str(folder))
        rows = measure(folder, compiled, asked.rounds)
    if not asked.json:
        print(f"{ARTICLES} articles, {REQUESTS} requests, {asked.rounds} rounds")
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    for row in rows:
        print(json.dumps({"benchmark": "startup", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(run())
