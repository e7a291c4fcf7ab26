"""A thousand laptops, each with a login of its own: TLS, SCRAM, a greeting, three replies and the pull.

Each connects, does its sync and goes. Two processes make the load with one event loop each; they, the pooler and the
server share the machine. The server's time is that of all its processes, read from the system.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.sync import COMMANDS, HELLO, SYNC, WORDS, Client, prepared
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from desktop_app.protocol.versions import SCHEMA
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.postgres_programs import of_the_system
from tests.pooler import pooler
from tests.tls_server import TlsServer
from tests.world import PASSWORD, T0

Row = dict[str, Any]
LOADERS = 2
SPREAD = 30.0
"""Seconds over which a building's laptops come back after a power cut."""
P95_MS, ALL_AT_ONCE_S, COLD_RATIO = 60.0, 8.0, 2.5
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Plan:
    """What a loader does: these laptops, spread over so many seconds from `start` on (monotonic); only connect?"""

    laptops: tuple[tuple[str, Client, float], ...]
    start: float
    bare: bool
    wave: int


async def visit(conninfo: str, client: Client, plan: Plan) -> float:
    """One laptop's whole visit, in seconds."""
    started = time.monotonic()
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True, prepare_threshold=None) as connection:
        if plan.bare:
            await connection.execute("select 1")
        else:
            await _sync(connection, client, plan.wave)
    return time.monotonic() - started


async def _sync(connection: psycopg.AsyncConnection[Any], client: Client, wave: int) -> None:
    said = json.loads(await _text(connection, HELLO, [client.device, SCHEMA]))
    at = said["last_no"]
    ids = itertools.count((1 << 50) + (client.number << 24) + (wave << 8))  # none that `prepared` gave
    lines = []
    for no in range(at + 1, at + 1 + COMMANDS):
        reply = AddReply(
            id=uuid7(T0, next(ids).to_bytes(10, "big")), person=client.login, at=T0, request=client.request, text=WORDS
        )
        lines.append((no, "AddReply", reply.id, wire.microseconds(T0), wire.body(reply)))
    ask = _stands(client, said["incarnation"], tuple(lines))
    said = json.loads(await _text(connection, SYNC, [ask.asked, ask.more(scopes=False)]))
    taken = wire.Reply.read(said, ask, BY_NAME)
    if any(outcome.code for outcome in taken.outcomes) or len(taken.rows["message"]) < COMMANDS:
        raise SystemExit(f"not applied: {taken.outcomes}")


_positions: dict[str, wire.Ask] = {}


def _stands(client: Client, incarnation: str, commands: tuple[Any, ...]) -> wire.Ask:
    return replace(_positions[client.device], incarnation=incarnation, commands=commands)


async def _text(connection: psycopg.AsyncConnection[Any], statement: str, given: list[Any]) -> str:
    row = await (await connection.execute(statement, given)).fetchone()
    assert row is not None
    return str(row[0])


async def _all(plan: Plan) -> list[float]:
    async def at(conninfo: str, client: Client, offset: float) -> float:
        await asyncio.sleep(max(0.0, plan.start + offset - time.monotonic()))
        return await visit(conninfo, client, plan)

    return list(await asyncio.gather(*(at(*one) for one in plan.laptops)))


def load(pipe: Connection, positions: dict[str, wire.Ask]) -> None:
    """A process: each plan it is sent, and how long each visit took."""
    _positions.update(positions)
    while (plan := pipe.recv()) is not None:
        pipe.send(asyncio.run(_all(plan)))


class Loaders:
    """The processes that make the load."""

    def __init__(self, positions: dict[str, wire.Ask]) -> None:
        context = multiprocessing.get_context("spawn")
        pipes = [context.Pipe() for _ in range(LOADERS)]
        self.pipes = [mine for mine, _ in pipes]
        self.processes = [context.Process(target=load, args=(far, positions)) for _, far in pipes]
        self.waves = itertools.count(1)
        for process in self.processes:
            process.start()

    def wave(self, laptops: Sequence[tuple[str, Client]], spread: float, *, bare: bool = False) -> list[float]:
        """Each laptop's seconds, when they come spread over so many seconds."""
        gap, start, number = spread / len(laptops), time.monotonic() + 1.0, next(self.waves)
        timed = [(*one, at * gap) for at, one in enumerate(laptops)]
        for at, pipe in enumerate(self.pipes):
            pipe.send(Plan(tuple(timed[at :: len(self.pipes)]), start, bare, number))
        return [seconds for pipe in self.pipes for seconds in pipe.recv()]

    def close(self) -> None:
        for pipe in self.pipes:
            pipe.send(None)
        for process in self.processes:
            process.join()


def server_seconds(postmaster: int) -> float:
    """The processor time of a server: its own, of children that have ended, and of those that are there."""
    total = sum(int(field) for field in _stat(postmaster)[11:15])
    for path in Path("/proc").glob("[0-9]*/stat"):
        fields = _stat(int(path.parent.name))
        if fields and int(fields[1]) == postmaster:
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _stat(process: int) -> list[str]:
    """What the system says of a process behind its name; nothing when it has gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def settled(admin: psycopg.Connection[Any]) -> None:
    """Returns once no laptop is connected any more."""
    query = "select count(*) from pg_stat_activity where usename like 'w-bench-%'"
    while (found := admin.execute(query).fetchone()) is not None and found[0]:
        time.sleep(0.05)


def figures(measure: str, taken: list[float], cpu: float) -> Row:
    """Of one wave."""
    ranked = sorted(taken)
    return {
        "measure": measure, "laptops": len(taken), "p50_ms": statistics.median(taken) * 1000,
        "p95_ms": ranked[int(len(ranked) * 0.95)] * 1000, "last_s": ranked[-1], "server_ms": cpu / len(taken) * 1000,
    }  # fmt: skip


def measured(count: int) -> Iterator[Row]:
    """Of so many laptops."""
    programs = of_the_system()
    if not programs:
        raise SystemExit("the system's PostgreSQL is missing: sudo apt install postgresql pgbouncer")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="sigap-bench-")))
        folder.chmod(0o755)
        settings = {"max_connections": str(count + 300), "superuser_reserved_connections": "10"}
        server = stack.enter_context(
            EmbeddedPostgres(folder / "postgres", programs=programs[-1], temporary=True, settings=settings)
        )
        tls = stack.enter_context(closing(TlsServer(server, folder)))
        clients = prepared(tls.world, count)
        trust = {"sslmode": "verify-full", "sslrootcert": str(tls.company_file), "password": PASSWORD}
        direct = [(make_conninfo(tls.url(client.login), **trust), client) for client in clients]
        positions = {client.device: positioned(tls, client) for client in clients}
        loaders = stack.enter_context(closing(Loaders(positions)))
        postmaster = int((server.data / "postmaster.pid").read_text().splitlines()[0])

        def wave(measure: str, where: list[tuple[str, Client]], spread: float, **more: Any) -> Row:
            before = server_seconds(postmaster)
            taken = loaders.wave(where, spread, **more)
            if where is direct:
                settled(tls.world.admin)
            return figures(measure, taken, server_seconds(postmaster) - before)

        spread = SPREAD * count / 1000
        wave("warming up", direct[: count // 10], spread / 10)
        bare = wave("connect and select 1, spread", direct, spread, bare=True)
        yield bare
        cold = wave("connect, greet, push 3, pull, spread", direct, spread)
        yield {**cold, "value": cold["p95_ms"], "most": P95_MS}
        ratio = cold["server_ms"] / bare["server_ms"]
        yield {"measure": "server time of a cold sync / connect and select 1", "value": ratio, "most": COLD_RATIO}
        at_once = wave("connect, greet, push 3, pull, all at once", direct, 0.0)
        yield {**at_once, "value": at_once["last_s"], "most": ALL_AT_ONCE_S}
        pair = tls.good.write(folder, "pooler")
        port = stack.enter_context(
            pooler(
                folder / "pooler", server.port, "company", {client.login: PASSWORD for client in clients},
                certificate=pair, default_pool_size=1, server_tls_sslmode="require", client_tls_sslmode="require",
            )
        )  # fmt: skip
        pooled = [(make_conninfo(tls.url(client.login, port=port), **trust), client) for client in clients]
        yield wave("behind PgBouncer, spread, its first connections", pooled, spread)
        yield wave("behind PgBouncer, spread, connections kept", pooled, spread)
        yield wave("behind PgBouncer, all at once", pooled, 0.0)


def positioned(tls: TlsServer, client: Client) -> wire.Ask:
    """Where a laptop stands that was up to date this morning."""
    person = tls.world.admin.execute("select site from portal.person where login = %s", [client.login]).fetchone()
    cursor = tls.world.value("select portal.cursor(m.epoch, portal.snapshot()) from portal.meta m")
    assert person is not None
    scopes = ("all", f"person:{client.login}", f"site:{person[0]}")
    return wire.Ask(client.device, SCHEMA, str(cursor), scopes, (), None, ())
