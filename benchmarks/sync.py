"""A warm sync of three messages against one prepared statement that writes the same rows; what a quiet sync costs.

python -m benchmarks.sync [--rounds N] [--seconds S] [--memory] [--json]

Both arms on the same PostgreSQL, which flushes each commit to the disk (`--memory`: to /dev/shm, where SQL decides and
not the flush), by turns, one process a client. The peer writes three messages, three events and the device's row into
copies of the tables with the same indexes, without triggers, rules or a pull.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psycopg

from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Person
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from desktop_app.protocol.versions import SCHEMA
from desktop_app.protocol.wire import Ask, Reply
from desktop_app.store.engine import open_store
from desktop_app.sync.once import sync_once
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import PostgresConnector
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.logins import give_login
from sigap_server.rows import put
from sigap_server.wire_cutter import Direction, WireCutter
from tests.world import PASSWORD, T0, World, people

CLIENTS = (1, 4, 16)
COMMANDS = 3
WORDS = "Baik, terima kasih. " * 50  # about 1 kB, as a message with some care has
BUDGET = 0.45
Row = dict[str, object]

SYNC = "SELECT portal_api.sync(%s::text, %s::jsonb)"
HELLO = "SELECT portal_api.hello(%s::text, %s::int)"
_MESSAGE = "(%s, %s, %s, %s, %s, %s, 'hr', '[]', %s)"
_EVENT = "(%s, %s, %s, 'AddReply', %s, %s, %s, %s, %s, 'hr', '{}', %s, %s)"
RAW = f"""
WITH m AS (INSERT INTO raw.message (id, request, author, text, written, requester, team, files, received)
           VALUES {", ".join([_MESSAGE] * COMMANDS)}),
     e AS (INSERT INTO raw.event (device, no, id, kind, person, at, body, request, requester, team, data, received,
                                  hash)
           VALUES {", ".join([_EVENT] * COMMANDS)})
UPDATE raw.device SET last_no = %s, head = %s, quota_used = quota_used + 3 WHERE id = %s"""


@dataclass(frozen=True)
class Client:
    """Who a process is, and where."""

    url: str
    admin_url: str
    login: str
    request: str
    number: int

    @property
    def device(self) -> str:
        return f"device-{self.number}"


class Arms:
    """The two ways of one client to write three messages."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.mine = psycopg.connect(client.url, autocommit=True, prepare_threshold=0)
        self.raw_connection = psycopg.connect(client.admin_url, autocommit=True, prepare_threshold=0)
        self._ids = itertools.count(client.number + 1 << 40)
        self._no = self._raw_no = 0
        self.mine.execute(HELLO, [client.device, SCHEMA])
        self._stands = Ask(client.device, SCHEMA, None, (), (), None, ())
        reply = self._reply(self._stands)
        first = reply.cursor
        while reply.next is not None:
            reply = self._reply(replace(self._stands, after=reply.next, full=tuple(reply.paged)))
        self._stands = replace(self._stands, cursor=first, scopes=tuple(reply.scopes), incarnation=reply.incarnation)
        self.raw_connection.execute("INSERT INTO raw.device (id, login) VALUES (%s, %s)", [client.device, client.login])

    def _reply(self, ask: Ask) -> Reply:
        row = self.mine.execute(SYNC, [ask.asked, ask.more(scopes=False)]).fetchone()
        assert row is not None
        return Reply.read(json.loads(row[0]), ask, BY_NAME)

    def sync(self) -> None:
        """Three commands and the pull in one call; the reply is read as a laptop reads it."""
        lines = []
        for _ in range(COMMANDS):
            self._no += 1
            said = AddReply(id=self._id(), person=self.client.login, at=T0, request=self.client.request, text=WORDS)
            lines.append((self._no, "AddReply", said.id, wire.microseconds(T0), wire.body(said)))
        reply = self._reply(replace(self._stands, commands=tuple(lines)))
        if any(outcome.code for outcome in reply.outcomes) or len(reply.rows["message"]) < COMMANDS:
            raise SystemExit(f"not applied: {reply.outcomes}")
        self._stands = replace(self._stands, cursor=reply.cursor)

    def raw(self) -> None:
        """The same rows, by the database's owner, in one statement."""
        at, login, request = wire.microseconds(T0), self.client.login, self.client.request
        messages: list[Any] = []
        events: list[Any] = []
        for _ in range(COMMANDS):
            self._raw_no += 1
            id, device = self._id(), self.client.device
            body = wire.body(AddReply(id=id, person=login, at=T0, request=request, text=WORDS))
            messages += [id, request, login, WORDS, at, login, at]
            events += [device, self._raw_no, id, login, at, body, request, login, at, b"x" * 32]
        self.raw_connection.execute(RAW, [*messages, *events, self._raw_no, b"x" * 32, self.client.device])

    def _id(self) -> str:
        return uuid7(T0, next(self._ids).to_bytes(10, "big"))

    def close(self) -> None:
        self.mine.close()
        self.raw_connection.close()


def work(client: Client, orders: Connection) -> None:
    """A process: for each (arm, seconds) it is sent, how often it did it."""
    with closing(Arms(client)) as arms:
        orders.send("ready")
        while order := orders.recv():
            arm, seconds = order
            do: Callable[[], None] = getattr(arms, arm)
            done, until = 0, time.perf_counter() + seconds
            while time.perf_counter() < until:
                do()
                done += 1
            orders.send(done)


@contextmanager
def running(clients: list[Client]) -> Iterator[list[Connection]]:
    """The processes of these clients, ready."""
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in clients]
    started = [
        context.Process(target=work, args=(client, far)) for client, (_, far) in zip(clients, pipes, strict=True)
    ]
    for process in started:
        process.start()
    near = [mine for mine, _ in pipes]
    for pipe in near:
        pipe.recv()
    yield near
    for pipe in near:
        pipe.send(None)
    for process in started:
        process.join()


def rate(pipes: list[Connection], arm: str, seconds: float) -> float:
    """Calls a second of all clients together."""
    for pipe in pipes:
        pipe.send((arm, seconds))
    return float(sum(pipe.recv() for pipe in pipes)) / seconds


def warm(clients: list[Client], rounds: int, seconds: float) -> Row:
    """The ratio of both arms, each round in the other order."""
    ratios, rates = [], {"sync": [], "raw": []}  # type: ignore[var-annotated]
    with running(clients) as pipes:
        for arm in rates:
            rate(pipes, arm, seconds / 2)
        for turn in range(rounds):
            found = {arm: rate(pipes, arm, seconds) for arm in (sorted(rates) if turn % 2 else sorted(rates)[::-1])}
            ratios.append(found["sync"] / found["raw"])
            for arm, value in found.items():
                rates[arm].append(value)
    return {
        "measure": "warm push of 3 + pull / one prepared statement",
        "clients": len(clients),
        "sync_a_second": statistics.median(rates["sync"]),
        "raw_a_second": statistics.median(rates["raw"]),
        "ratio": statistics.median(ratios),
        "budget": BUDGET,
    }


def quiet(world: World, server: EmbeddedPostgres, client: Client, folder: Path) -> Row:
    """A sync that brings nothing: time on the wire and bytes of a warm call, through the laptop's own code."""
    with WireCutter(server.host, server.port) as cutter:
        url = client.url.replace(f":{server.port}/", f":{cutter.port}/")
        store = open_store(folder / "quiet", login=client.login)
        sync_once(store, PostgresConnector(url), lambda: T0)
        session = PostgresConnector(url)(Patience())
        times = []
        for _ in range(300):
            ask = store.writer.ask()
            before = {way: cutter.passed(way) for way in Direction}
            started = time.perf_counter()
            reply = session.sync(ask)
            times.append((time.perf_counter() - started) * 1000)
            sent = {way: cutter.passed(way) - before[way] for way in Direction}
            store.writer.absorb(reply, me=client.login, now=T0)
        session.close()
        store.close()
    return {
        "measure": "quiet sync", "p50_ms": statistics.median(times), "bytes_up": sent[Direction.TO_SERVER],
        "bytes_down": sent[Direction.TO_CLIENT], "round_trips": 1, "budget_bytes": 200,
    }  # fmt: skip


def saved(world: World, client: Client, folder: Path) -> list[Row]:
    """What a person waits for: a command saved on the disk; and the rebase behind a pull with a hundred pending."""
    store = open_store(folder / "saved", login=client.login)
    sync_once(store, PostgresConnector(client.url), lambda: T0)
    ids = itertools.count(client.number + 1 << 48)
    times = []
    for _ in range(100):
        said = AddReply(
            id=uuid7(T0, next(ids).to_bytes(10, "big")), person=client.login, at=T0, request=client.request, text="Baik"
        )
        started = time.perf_counter()
        store.writer.run(said)
        times.append((time.perf_counter() - started) * 1000)
    put(world.admin, [Article(f"article-{number}", "id", "Cuti", "Isi " * 200, "leave") for number in range(1_000)])
    session = PostgresConnector(client.url)(Patience())
    reply = session.sync(replace(store.writer.ask(), commands=()))
    session.close()
    started = time.perf_counter()
    store.writer.absorb(reply, me=client.login, now=T0)
    rebased = (time.perf_counter() - started) * 1000
    store.close()
    return [
        {"measure": "command saved", "p50_ms": statistics.median(times), "p95_ms": sorted(times)[94]},
        {"measure": "pull with 100 commands pending", "ms": rebased, "rows": sum(map(len, reply.rows.values()))},
    ]


def prepared(world: World, count: int) -> list[Client]:
    """As many people with a request each, copies of the tables for the peer, and no quota in the way."""
    admin = world.admin
    definition = world.value("select pg_get_functiondef('portal.within_quota'::regproc)")
    admin.execute(definition.replace("2000", "2000000000"))
    admin.execute("create schema raw")
    for table in ("message", "event", "device"):
        admin.execute(f"create table raw.{table} (like portal.{table} including all)")
    someone = people()[0]
    logins = [f"w-bench-{number}" for number in range(count)]
    put(admin, [Person(**{**someone.__dict__, "login": login, "role": "employee"}) for login in logins])
    clients = []
    for number, login in enumerate(logins):
        give_login(admin, login, PASSWORD)
        asked = Submit(
            id=uuid7(T0, number.to_bytes(10, "big")), person=login, at=T0, form="question", version=1, subject="Cuti",
            answers={"text": "?"}, today="2026-11-25",
        )  # fmt: skip
        url = world.server.url(world.database, login, PASSWORD)
        line = (1, "Submit", asked.id, wire.microseconds(T0), wire.body(asked))
        sent = Ask(f"first-{number}", SCHEMA, None, (), (), None, (line,))
        with psycopg.connect(url, autocommit=True) as first:
            first.execute(HELLO, [f"first-{number}", SCHEMA])
            first.execute(SYNC, [sent.asked, sent.more(scopes=False)])
        clients.append(Client(url, world.server.url(world.database), login, asked.id, number))
    admin.execute("vacuum analyze")
    return clients


def measured(folder: Path, rounds: int, seconds: float) -> Iterator[Row]:
    with EmbeddedPostgres(folder / "postgres", temporary=True) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            admin.execute("create database bench")
        with closing(World(server, server.url("bench"))) as world:
            clients = prepared(world, max(CLIENTS))
            for number, count in enumerate(CLIENTS):
                first = sum(CLIENTS[:number])
                fresh = [replace(client, number=first + at) for at, client in enumerate(clients[:count])]
                yield warm(fresh, rounds, seconds)
            with tempfile.TemporaryDirectory(dir=folder) as laptops:
                yield quiet(world, server, clients[0], Path(laptops))
                yield from saved(world, clients[1], Path(laptops))


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.sync", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="of each arm in each round")
    parser.add_argument("--memory", action="store_true", help="in a folder in memory")
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sigap-bench-", dir="/dev/shm" if asked.memory else None) as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another account, which must reach its own folder
        for row in measured(Path(folder), asked.rounds, asked.seconds):
            rows.append({name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()})
            if not asked.json:
                print("  ".join(f"{name} {value}" for name, value in rows[-1].items()), flush=True)
    for row in rows:
        print(json.dumps({"benchmark": "sync", "disk": "memory" if asked.memory else "disk", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
