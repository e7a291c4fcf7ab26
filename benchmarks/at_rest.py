"""What it costs to keep the laptop's database encrypted: plain SQLite against SQLCipher with a raw key, by turns.

python -m benchmarks.at_rest [--rounds N] [--rows N] [--json]

The same work by the product's own store in both arms: a first pull, a sync of 1,000 changed rows (by the store alone,
and whole, with PostgreSQL on the same machine), a command saved, queries of pages with warm and cold pages, and a start
to the first page's data in a process of its own, with its memory. A ratio is the median of those of each round.
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
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.requests.rows import Request
from desktop_app.protocol.streams import STREAMS
from desktop_app.store.engine import Store, open_store
from desktop_app.store.queries import people as people_queries
from desktop_app.store.queries import requests as request_queries
from desktop_app.sync.once import sync_once
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.rows import put
from tests.store.replies import BUDI, NOW, Desk, company, event, message, reply_to, request
from tests.world import AGENT, T0, World

ARMS: dict[str, bytes | None] = {"plain": None, "cipher": bytes(range(32))}
PAGE = 2_000
CHANGED = 1_000
SAVES = 40
BUDGET = 1.25
WORDS = "Baik, terima kasih atas penjelasannya. " * 12
Row = dict[str, object]
Times = dict[str, dict[str, list[float]]]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


class Arm(Desk):
    """A laptop of an agent's, empty until its first pull."""

    def __init__(self, folder: Path, key: bytes | None) -> None:
        self.me, self.folder = BUDI, folder
        self.scopes = frozenset({"all", f"person:{BUDI}", "site:jakarta", "team:hr"})
        self.store: Store = open_store(folder, login=BUDI, key=key, clock=lambda: NOW)

    def first_pull(self, rows: list[Any]) -> None:
        """Page by page, as it comes."""
        pages = [rows[at : at + PAGE] for at in range(0, len(rows), PAGE)]
        for number, page in enumerate(pages):
            last = number == len(pages) - 1
            self.take(
                replace(self.answer(*page), paged=frozenset(s.name for s in STREAMS), next=None if last else (number,))
            )


def stories(count: int) -> tuple[list[Any], list[Request]]:
    """About so many rows: requests, each with two messages and an event."""
    asked = [request("ani", subject=f"Pertanyaan nomor {number}") for number in range(count // 4)]
    rows: list[Any] = company()
    for one in asked:
        rows += [one, message(one, "ani", WORDS), message(one, BUDI, WORDS), event(one, "ani", "Submit")]
    return rows, asked


def store_alone(folder: Path, rounds: int, count: int) -> Times:
    """Everything that needs no server."""
    times: Times = {}

    def note(measure: str, arm: str, milliseconds: float) -> None:
        times.setdefault(measure, {}).setdefault(arm, []).append(milliseconds)

    rows, asked = stories(count)
    for turn in range(rounds):
        arms = list(ARMS.items())[:: -1 if turn % 2 else 1]
        desks = {name: Arm(folder / f"{name}-{turn}", key) for name, key in arms}
        for name, desk in desks.items():
            note(f"first pull of {count} rows", name, timed(lambda desk=desk: desk.first_pull(rows)))  # type: ignore[misc]
        for again in range(4):
            changed = [message(one, BUDI, f"{again} {WORDS}") for one in asked[:CHANGED]]
            for name, desk in desks.items():
                reply = desk.answer(*changed)
                note("sync of 1,000 rows, store alone", name, timed(lambda desk=desk, reply=reply: desk.take(reply)))  # type: ignore[misc]
        for number in range(SAVES):
            for name, desk in desks.items():
                said = reply_to(asked[number], "ani", WORDS)
                note("command saved", name, timed(lambda desk=desk, said=said: desk.store.writer.run(said)))  # type: ignore[misc]
        pages: dict[str, Callable[[Any], Any]] = {
            "agent's queue": lambda c: request_queries.queue(c, BUDI, now=NOW),
            "one conversation": lambda c: request_queries.conversation(c, BUDI, asked[count // 8].id, now=NOW),
        }
        for what, query in pages.items():
            for _ in range(3):
                for name, desk in desks.items():
                    desk.store.reads.dispose()  # its pages with it
                    note(f"{what}, cold", name, timed(lambda desk=desk, query=query: desk.store.reader.read(query)))  # type: ignore[misc]
                    note(f"{what}, warm", name, timed(lambda desk=desk, query=query: desk.store.reader.read(query)))  # type: ignore[misc]
        for desk in desks.values():
            desk.close()
        for _ in range(3):
            for name, _ in arms:
                said_start = start(folder / f"{name}-{turn}", name)
                note("start to the first page's data", name, said_start["ms"])
                note("memory of a start, MB", name, said_start["memory"])
    return times


def start(folder: Path, arm: str) -> dict[str, float]:
    """A process of its own that opens the folder and asks what home asks."""
    command = [sys.executable, "-m", "benchmarks.at_rest", "--start", str(folder), arm]
    said = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    told: dict[str, float] = json.loads(said.stdout)
    return told


def started(folder: Path, arm: str) -> None:
    """What `start` runs: from the imports that a start has anyway to the data of the first page."""
    from benchmarks.startup_arm import memory

    began = time.perf_counter()
    store = open_store(folder, login=BUDI, key=ARMS[arm])
    store.reader.read(lambda c: (people_queries.person(c, BUDI), request_queries.counts(c, BUDI)))
    store.reader.read(lambda c: request_queries.mine(c, BUDI, now=NOW))
    took = (time.perf_counter() - began) * 1000
    print(json.dumps({"ms": took, "memory": memory()}))
    store.close()


def whole_syncs(folder: Path, rounds: int) -> Times:
    """Connect, greet, pull 1,000 changed articles of a page of text each, keep them: `sigap sync`."""
    times: Times = {}
    with EmbeddedPostgres(folder / "postgres", temporary=True) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("create database bench")
        with closing(World(server, server.url("bench"))) as world:
            connect = world.connector(AGENT)
            stores = {name: open_store(folder / f"whole-{name}", login=AGENT, key=key) for name, key in ARMS.items()}
            for turn in range(-1, 3 * rounds):
                put(world.admin, [Article(f"a-{n}", "id", f"Cuti {turn}", WORDS * 3, "leave") for n in range(CHANGED)])
                for name in list(stores)[:: -1 if turn % 2 else 1]:
                    took = timed(lambda name=name: sync_once(stores[name], connect, lambda: T0))  # type: ignore[misc]
                    if turn >= 0:
                        times.setdefault("whole sync of 1,000 rows", {}).setdefault(name, []).append(took)
            for store in stores.values():
                store.close()
    return times


def told(times: Times) -> Iterator[Row]:
    for measure, by_arm in times.items():
        plain, cipher = by_arm["plain"], by_arm["cipher"]
        ratio = statistics.median(two / one for one, two in zip(plain, cipher, strict=True))
        budget = {"budget": BUDGET} if "sync" in measure else {}
        yield {
            "measure": measure, "plain": round(statistics.median(plain), 2),
            "cipher": round(statistics.median(cipher), 2), "ratio": round(ratio, 3), **budget,
        }  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.at_rest", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--rows", type=int, default=20_000, help="of the first pull")
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    parser.add_argument("--start", nargs=2, metavar=("FOLDER", "ARM"), help=argparse.SUPPRESS)
    asked = parser.parse_args(argv)
    if asked.start:
        started(Path(asked.start[0]), asked.start[1])
        return 0
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sigap-bench-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # as root the server runs under another account, which must reach its own folder
        for times in (whole_syncs(folder, asked.rounds), store_alone(folder, asked.rounds, asked.rows)):
            for row in told(times):
                rows.append(row)
                if not asked.json:
                    print("  ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    for row in rows:
        print(json.dumps({"benchmark": "at_rest", "disk": os.path.realpath(tempfile.gettempdir()), **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
