"""Start to usable window, and its memory, against a bare PySide6 window with one label; by turns, in fresh processes.

python -m benchmarks.startup [--rounds N] [--json]

Usable: the first page is painted with what its queries gave, and nothing is under way. The laptop holds the sample
company with 1,000 articles and 5,000 requests, its index is made; the company cannot be reached.
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
NOWHERE = "postgresql://sari@127.0.0.1:9/sigap"
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


def memory() -> float:
    """Of this process now, in MB."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def report() -> None:
    """What the parent reads: the clock is the system's, the same in both processes."""
    print(json.dumps({"at": time.monotonic(), "memory": memory()}), flush=True)


def bare() -> None:
    """The floor: a window with one label."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("Sigap"))
    window.resize(1440, 900)
    window.show()

    def painted() -> None:
        window.repaint()
        report()
        application.quit()

    QTimer.singleShot(0, painted)
    application.exec()


def product(folder: Path, wait_for_index: bool) -> None:
    """`sigap --data-dir …`, closed as soon as its window is usable (or its index is made)."""
    from PySide6.QtCore import QTimer

    from desktop_app.__main__ import main
    from desktop_app.entry.open_laptop import OpenLaptop

    really_open = OpenLaptop.open

    def open_and_watch(opened: OpenLaptop) -> None:
        timer = QTimer(opened)

        def look() -> None:
            if opened.window is None or opened.operation.busy:
                return
            if wait_for_index and not _level(opened):
                return
            timer.stop()
            opened.window.repaint()
            report()
            opened.close()

        timer.timeout.connect(look)
        timer.start(200 if wait_for_index else 0)
        really_open(opened)

    OpenLaptop.open = open_and_watch  # type: ignore[method-assign, assignment]
    sys.argv = ["sigap", "--data-dir", str(folder), "--backend", NOWHERE]
    main()


def _level(opened: object) -> bool:
    """Index and HTML of every article are made."""
    from desktop_app.store.schema import REPLICA, article_html

    store = opened.laptop.store  # type: ignore[attr-defined]
    tables = (article_html.name, REPLICA["article"].name)
    made, known = store.reader.read(
        lambda c: [c.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar() for table in tables]
    )
    return bool(made >= known and not store.feed.take(1))


def sample(*arm: str) -> Sample:
    """One start in a process of its own."""
    began = time.monotonic()
    environment = {**os.environ, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "benchmarks.startup", *arm]
    said = subprocess.run(command, capture_output=True, text=True, env=environment, cwd=Path(__file__).parents[1])
    lines = [line for line in said.stdout.splitlines() if line.startswith('{"at"')]
    if not lines:
        raise SystemExit(f"{' '.join(arm)} did not come up:\n{said.stderr}")
    told: Sample = json.loads(lines[0])
    return {"start": (told["at"] - began) * 1000, "memory": told["memory"]}


def measure(folder: Path, rounds: int) -> list[Row]:
    """Medians of both, and their ratios."""
    arms = {"bare window": ("--arm", "bare"), "sigap": ("--arm", "sigap", "--folder", str(folder))}
    taken: dict[str, list[Sample]] = {name: [] for name in arms}
    for turn in range(rounds + 1):
        for name, arm in arms.items():
            one = sample(*arm)
            if turn:  # the first of each warms the caches of the disk
                taken[name].append(one)
    rows: list[Row] = []
    for measured, unit in (("start", "ms"), ("memory", "MB")):
        median = {name: statistics.median(one[measured] for one in many) for name, many in taken.items()}
        rows += [{"measure": measured, "arm": name, unit: round(value, 1)} for name, value in median.items()]
        ratio = median["sigap"] / median["bare window"]
        rows.append({"measure": f"{measured} / bare window", "ratio": round(ratio, 2), "budget": BUDGETS[measured]})
    return rows


def run(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    parser.add_argument("--arm", choices=("bare", "sigap", "index"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.arm == "bare":
        bare()
        return 0
    if asked.arm:
        product(asked.folder, wait_for_index=asked.arm == "index")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        sample("--arm", "index", "--folder", folder)
        rows = measure(Path(folder), asked.rounds)
    if not asked.json:
        print(f"{ARTICLES} articles, {REQUESTS} requests, {asked.rounds} rounds")
        for row in rows:
            print("  ".join(f"{name} {value}" for name, value in row.items()))
    for row in rows:
        print(json.dumps({"benchmark": "startup", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(run())
