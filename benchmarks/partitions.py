"""Whether tables that are written all day should be partitioned by month: quiet pulls, and pushes of three.

python -m benchmarks.partitions [--rows N] [--rounds N] [--json]

The same company on one server, four times: its tables whole; the same with an index on the request, as they are built;
partitioned by the transaction that last wrote a row; partitioned by the time in the id. Each has 36 months of requests,
messages and events. The ways are called by turns, so that what else the machine does meets all alike.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import statistics
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from benchmarks.sync import HELLO, SYNC
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from desktop_app.protocol.versions import SCHEMA
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.install import install, migrate, read
from sigap_server.retention import run as run_retention
from tests.world import AGENT, PASSWORD, REQUESTER, T0, World

MONTHS = 36
PEOPLE = 5_000
MONTH = 2_629_800_000  # milliseconds
FIRST = 1_701_000_000_000  # when the first month begins
TRANSACTIONS = 20  # a month, of those that the numbers stand for
PLAIN, INDEXED, CHANGED, BY_ID = "whole", "whole, with an index on the request", "by changed", "by id"
KEYS = {"request": "id", "message": "id", "event": "device, no"}
INDEXES = {
    "request": ("requester, changed", "team, changed", "number"),
    "message": ("requester, changed", "team, changed"),
    "event": ("id", "requester, changed", "team, changed"),
}
Row = dict[str, object]


def swap(admin: psycopg.Connection, by: str) -> None:
    """Puts partitioned tables in the place of the plain ones, before there are functions that name them."""
    admin.execute("set role portal_owner")
    for table, key in KEYS.items():
        admin.execute(f"alter table portal.{table} rename to {table}_plain")
        column = "changed" if by == CHANGED else "id"
        admin.execute(
            f"create table portal.{table} (like portal.{table}_plain including defaults) partition by range ({column})"
        )
        bounds = [bound(by, month) for month in range(1, MONTHS)]
        edges = ["minvalue", *bounds, "maxvalue"]
        for month, (low, high) in enumerate(itertools.pairwise(edges)):
            admin.execute(
                f"create table portal.{table}_m{month} partition of portal.{table} for values from ({low}) to ({high})"
            )
        primary = key if column in key.split(", ") else f"{key}, {column}"
        admin.execute(f"alter table portal.{table} add primary key ({primary})")
        for columns in INDEXES[table]:
            admin.execute(f"create index on portal.{table} ({columns})")
    admin.execute("reset role")


def bound(by: str, month: int) -> str:
    if by == CHANGED:
        return f"'{3 + month * TRANSACTIONS}'"
    stamp = f"{FIRST + month * MONTH:012x}"
    return f"'{stamp[:8]}-{stamp[8:]}'"


def identifier(letter: str) -> str:
    """An id as a laptop makes it, of row g, the time in front."""
    stamp = f"lpad(to_hex({FIRST} + g::bigint * {MONTHS * MONTH} / %(rows)s), 12, '0')"
    return f"substr({stamp}, 1, 8) || '-' || substr({stamp}, 9) || '-7{letter}00-8000-' || lpad(to_hex(g), 12, '0')"


CHANGED_AT = f"(3 + g::bigint * {MONTHS * TRANSACTIONS} / %(rows)s)::text::xid8"
FILL = f"""
insert into portal.request (id, requester, team, form, form_version, subject, answers, priority, approvals, state,
                            written, number, received, changed)
select {identifier("0")}, 'p' || g %% {PEOPLE}, 'hr', 'question', 1, 'Cuti', '{{}}', 'normal', '[]', 'closed', 0,
       'X-' || g, 0, {CHANGED_AT} from generate_series(1, %(rows)s) g;
insert into portal.message (id, request, author, text, written, requester, team, files, received, changed)
select {identifier("1")}, {identifier("0")}, 'p' || g %% {PEOPLE}, repeat('Baik, terima kasih. ', 10), 0,
       'p' || g %% {PEOPLE}, 'hr', '[]', 0, {CHANGED_AT} from generate_series(1, %(rows)s) g;
insert into portal.event (device, no, id, kind, person, at, body, request, requester, team, data, received, hash,
                          changed)
select 'd' || g %% {PEOPLE}, g, {identifier("2")}, 'AddReply', 'p' || g %% {PEOPLE}, 0, '{{}}', {identifier("0")},
       'p' || g %% {PEOPLE}, 'hr', '{{}}', 0, sha256(''), {CHANGED_AT} from generate_series(1, %(rows)s) g;
"""


def company(server: EmbeddedPostgres, way: str, rows: int) -> World:
    """A company with these rows, its tables made in this way."""
    name = "way_" + re.sub("[^a-z]+", "_", way)
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute(f'create database "{name}" template template0')
    with psycopg.connect(server.url(name), autocommit=True) as admin:
        if way in (CHANGED, BY_ID):
            admin.execute(read("roles.sql"))
            migrate(admin)
            swap(admin, way)
        install(admin)
    world = World(server, server.url(name))
    for statement in FILL.strip().split(";\n"):
        world.admin.execute(psycopg.sql.SQL(statement.replace("%%", "%").replace("%(rows)s", str(rows))))
    if way == PLAIN:
        for table in ("message", "event", "attachment"):
            world.admin.execute(f"drop index portal.{table}_request")
    definition = world.value("select pg_get_functiondef('portal.within_quota'::regproc)")
    world.admin.execute(definition.replace("2000", "2000000000"))
    world.admin.execute("vacuum analyze")
    return world


class Caller:
    """A laptop of one person that calls one of the companies."""

    _ids = itertools.count(1 << 40)

    def __init__(self, world: World, login: str, device: str) -> None:
        self.login, self.device, self.no = login, device, 0
        self.connection = psycopg.connect(world.url(login, PASSWORD), autocommit=True, prepare_threshold=0)
        self.connection.execute(HELLO, [device, SCHEMA])
        reply = self._reply(wire.Ask(device, SCHEMA, None, (), ("site",), None, ()))
        self.stands = wire.Ask(device, SCHEMA, reply.cursor, tuple(reply.scopes), (), None, (), reply.incarnation)
        self.request = uuid7(T0, next(self._ids).to_bytes(10, "big"))
        if login == REQUESTER:
            self.call([Submit(id=self.request, person=login, at=T0, form="question", version=1, subject="Cuti",
                              answers={"text": "?"}, today="2026-11-25")])  # fmt: skip

    def call(self, commands: list[AddReply] | list[Submit]) -> None:
        lines = []
        for said in commands:
            self.no += 1
            lines.append((self.no, type(said).__name__, said.id, wire.microseconds(T0), wire.body(said)))
        reply = self._reply(replace(self.stands, commands=tuple(lines)))
        if any(outcome.code for outcome in reply.outcomes):
            raise SystemExit(f"not applied: {reply.outcomes}")
        self.stands = replace(self.stands, cursor=reply.cursor)

    def _reply(self, ask: wire.Ask) -> wire.Reply:
        row = self.connection.execute(SYNC, [ask.asked, ask.more(scopes=False)]).fetchone()
        assert row is not None
        return wire.Reply.read(json.loads(row[0]), ask, BY_NAME)

    def push(self) -> None:
        ids = [uuid7(T0, next(self._ids).to_bytes(10, "big")) for _ in range(3)]
        self.call([AddReply(id=id, person=self.login, at=T0, request=self.request, text="Baik") for id in ids])

    def quiet(self) -> None:
        self.call([])


def timed(do: object, times: int) -> float:
    """Milliseconds of one call, the middle of so many."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()  # type: ignore[operator]
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def measured(folder: Path, rows: int, rounds: int) -> list[Row]:
    found: dict[tuple[str, str], list[float]] = {}
    with EmbeddedPostgres(folder / "postgres", durable=False, temporary=True) as server, ExitStack() as open_ones:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            for _ in range(MONTHS * TRANSACTIONS + 100):
                admin.execute("select pg_current_xact_id()")
        callers = []
        for way in (PLAIN, INDEXED, CHANGED, BY_ID):
            world = company(server, way, rows)
            open_ones.callback(world.close)
            requester, agent = Caller(world, REQUESTER, "device-1"), Caller(world, AGENT, "device-2")
            callers.append((way, requester, agent))
        for turn in range(rounds + 1):
            for way, requester, agent in callers if turn % 2 else callers[::-1]:
                for what, do in (
                    ("quiet, requester", requester.quiet), ("quiet, agent", agent.quiet), ("push of 3", requester.push),
                ):  # fmt: skip
                    taken = timed(do, 100)
                    if turn:  # the first round warms plans and pages
                        found.setdefault((what, way), []).append(taken)
        run = put_away(server, rows // 10)
    return [
        run,
        *({
            "measure": what, "way": way, "rows": rows, "ms": statistics.median(taken),
            "ratio": statistics.median(a / b for a, b in zip(taken, found[what, PLAIN], strict=True)),
        } for (what, way), taken in sorted(found.items())),
    ]  # fmt: skip


def put_away(server: EmbeddedPostgres, rows: int) -> Row:
    """What a first run of the retention costs where everything is over its time, while somebody pushes."""
    with closing(company(server, "put away", rows)) as world:
        requester = Caller(world, REQUESTER, "device-1")
        alone = timed(requester.push, 100)
        beside: list[float] = []
        ended = threading.Event()

        def push() -> None:
            while not ended.is_set():
                beside.append(timed(requester.push, 1))

        pushing = threading.Thread(target=push)
        pushing.start()
        started = time.perf_counter()
        done = run_retention(world.admin, datetime.now(UTC))
        seconds = time.perf_counter() - started
        ended.set()
        pushing.join()
    return {
        "measure": "run of the retention", "requests": done.put_away, "seconds": seconds,
        "requests_a_second": done.put_away / seconds, "push_ms_alone": alone,
        "push_ms_beside_p50": statistics.median(beside), "push_ms_beside_longest": max(beside),
    }  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="benchmarks.partitions", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="JSON lines only")
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory(prefix="sigap-bench-") as folder:
        Path(folder).chmod(0o755)  # as root the server runs under another account, which must reach its own folder
        rows = measured(Path(folder), asked.rows, asked.rounds)
    for row in rows:
        row = {name: round(value, 3) if isinstance(value, float) else value for name, value in row.items()}
        if not asked.json:
            print("  ".join(f"{name} {value}" for name, value in row.items()), flush=True)
        print(json.dumps({"benchmark": "partitions", **row}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
