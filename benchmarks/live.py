"""What listening to open conversations costs: pushes beside 0, 100 and 500 listeners, and how fast word arrives.

python -m benchmarks.live [--rounds N] [--seconds S] [--json]

The same clients push replies in turn to requests that nobody has open (nothing is announced, as for nearly all) and to
requests that somebody has open. The ratio is to pushes with no listener connected at all, in the same run.
"""

from __future__ import annotations

import argparse
import json
import selectors
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg

from benchmarks.sync import Arms, Client, Row, prepared, rate, running
from sigap_server.embedded import EmbeddedPostgres
from tests.world import World

CLIENTS = 4
LISTENERS = (0, 100, 500)
PACE, WORDS_SAID = 0.05, 60  # seconds between two messages, how many


def opened(world: World, clients: list[Client], listeners: int) -> None:
    """The first hundred at most listen to a client's request each, as `portal_api.follow` would enter them."""
    world.admin.execute("truncate portal.follower")
    for number in range(min(listeners, 100)):
        world.admin.execute(
            "insert into portal.follower (device, login, request, channel, until) values (%s, 'w-ani', %s, %s, %s)",
            [f"listener-{number}", clients[number % CLIENTS].request, f"c{number}", 1 << 60],
        )


def listening(stack: ExitStack, world: World, listeners: int) -> list[psycopg.Connection]:
    connections = []
    for number in range(listeners):
        connection = stack.enter_context(psycopg.connect(world.server.url(world.database), autocommit=True))
        connection.execute(f"listen c{number}")
        connections.append(connection)
    return connections


def drained(connections: list[psycopg.Connection]) -> None:
    """Takes what was announced, as laptops do, so that no queue grows."""
    for connection in connections:
        connection.pgconn.consume_input()
        while connection.pgconn.notifies():
            pass


def pushes(world: World, clients: list[Client], rounds: int, seconds: float) -> Iterator[Row]:
    alone: list[float] = []
    with running(clients) as pipes:
        rate(pipes, "sync", seconds)
        for listeners in LISTENERS:
            with ExitStack() as stack:
                connections = listening(stack, world, listeners)
                found: dict[str, list[float]] = {"nobody has it open": [], "open": []}
                for _ in range(rounds):
                    for case, rates in found.items():
                        opened(world, clients, listeners if case == "open" else 0)
                        rates.append(rate(pipes, "sync", seconds))
                        drained(connections)
                alone = alone or found["nobody has it open"]
                for case, rates in found.items():
                    if listeners or case != "open":
                        yield {
                            "measure": f"pushes of 3 replies, {case}", "clients": CLIENTS, "listeners": listeners,
                            "a_second": statistics.median(rates),
                            "ratio": statistics.median(rates) / statistics.median(alone),
                        }  # fmt: skip


def arrival(world: World, clients: list[Client], listeners: int) -> Row:
    """Milliseconds from the begin of a push to the word at who has the request open, others listening beside."""
    took = []
    with ExitStack() as stack:
        connections = listening(stack, world, listeners)
        opened(world, clients, listeners)
        arms = stack.enter_context(closing(Arms(Client(**{**clients[0].__dict__, "number": 1_000 + listeners}))))
        waiting = stack.enter_context(selectors.DefaultSelector())
        waiting.register(connections[0].pgconn.socket, selectors.EVENT_READ)
        for _ in range(WORDS_SAID):
            started = time.perf_counter()
            arms.sync()
            assert waiting.select(10), "no word came"
            took.append((time.perf_counter() - started) * 1000)
            drained(connections)
            time.sleep(PACE)
    took.sort()
    return {
        "measure": "word of a message", "listeners": listeners, "p50_ms": statistics.median(took),
        "p95_ms": took[int(0.95 * len(took))],
    }  # fmt: skip


def measured(folder: Path, rounds: int, seconds: float) -> Iterator[Row]:
    with EmbeddedPostgres(folder / "postgres", temporary=True, settings={"max_connections": "600"}) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("create database bench")
        with closing(World(server, server.url("bench"))) as world:
            clients = prepared(world, CLIENTS)
            yield from pushes(world, clients, rounds, seconds)
            for listeners in LISTENERS[1:]:
                yield arrival(world, clients, listeners)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.live", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each case in each round")
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sigap-bench-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another account, which must reach its own folder
        for row in measured(Path(folder), asked.rounds, asked.seconds):
            rows.append({name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()})
            if not asked.json:
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    for row in rows:
        print(json.dumps({"benchmark": "live", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
