"""10,000 people and a million requests: what a sync costs beside a company with a hundredth of them, and beside the
same rows read by one prepared statement.

Twenty teams, a hundred agents; three events and two messages a request, 97 of 100 requests closed; a thousand articles.
All calls go through the laptop's own code; the first syncs also fill its database. Bytes are those of the wire, without
TLS; `deflated` is what zlib would make of them.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from desktop_app.protocol import wire
from desktop_app.store.engine import Store, open_store
from desktop_app.store.queries import requests as request_queries
from desktop_app.sync.exchange import Exchange
from desktop_app.sync.patience import Patience
from desktop_app.sync.session import PostgresConnector, Session
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.logins import give_login
from sigap_server.wire_cutter import Direction, WireCutter
from tests.world import PASSWORD, T0, World

Row = dict[str, Any]
SMALL = 10_000
PEOPLE, TEAMS, ARTICLES, PART = 10_000, 20, 1_000, 10_000
EMPLOYEE, AGENT = "p777", "p5"
"""Who is looked at: one with requests of their own, one who answers for a team."""
GROWTH = 1.5

COMPANY = f"""
insert into portal.team (id, prefix, names, email, phone, calendar, lead, sequence)
select 'team' || g, 'T' || g, '{{"id": "Tim", "en": "Team"}}', 'team' || g || '@example', '', 'office', 'p' || g,
       t.sequence
from generate_series(0, {TEAMS - 1}) g, portal.team t where t.id = 'hr';
insert into portal.person (login, name, team, role, title, email, phone, site, language)
select 'p' || g, 'Nama Panjang ' || g, 'team' || g % {TEAMS}, case when g < 100 then 'agent' else 'employee' end,
       '{{"id": "Staf administrasi", "en": "Administrative staff"}}', 'nama.panjang.' || g || '@example.co.id',
       '+62 21 555 ' || g, 'jakarta', 'id' from generate_series(0, {PEOPLE - 1}) g;
insert into portal.membership (person, team) select 'p' || g, 'team' || g % {TEAMS} from generate_series(0, 99) g;
insert into portal.article (id, language, title, body, category, audience, owner, version)
select 'article-' || g, 'id', 'Ketentuan nomor ' || g,
       (select string_agg(md5((g * 31 + n)::text) || ' menurut peraturan perusahaan yang berlaku, ', '')
        from generate_series(1, 60) n), 'work', 'all', 'hr', 1 from generate_series(1, {ARTICLES}) g;
"""
WHOSE = f"'p' || g % {PEOPLE}"
TEAM = f"'team' || (g / {PEOPLE} + g) % {TEAMS}"
ID = "'01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0')"
AT = "1700000000000000 + g * 30000000::bigint"
REQUESTS = f"""
insert into portal.request (id, requester, team, form, form_version, subject, answers, priority, approvals, state,
                            written, number, received, calendar)
select {ID}, {WHOSE}, {TEAM}, 'question', 1, 'Pertanyaan tentang cuti ' || g,
       '{{"text": "Apakah sisa cuti tahun lalu masih dapat dipakai?"}}', 'normal', '[]',
       case when g % 33 = 0 then 'new' else 'closed' end, {AT}, 'X-' || g, {AT}, 'office@1'
from generate_series(:first, :last) g;
insert into portal.message (id, request, author, text, written, requester, team, files, received)
select 'm' || g || '-' || n, {ID}, {WHOSE}, repeat('Terima kasih atas jawabannya. ', 7), 0, {WHOSE}, {TEAM}, '[]',
       {AT}
from generate_series(:first, :last) g, generate_series(1, 2) n;
insert into portal.event (device, no, id, kind, person, at, body, request, requester, team, data, received, hash)
select 'd' || g % {PEOPLE}, g * 3 + n, 'e' || g || '-' || n, (array['Submit', 'AddReply', 'Close'])[n], {WHOSE}, 0,
       '{{"text": "Terima kasih"}}', {ID}, {WHOSE}, {TEAM}, '{{}}', {AT}, sha256('')
from generate_series(:first, :last) g, generate_series(1, 3) n;
"""
TEAM_LOOKED_AT = f"team{int(AGENT[1:]) % TEAMS}"
HUNDRED = f"""update portal.request set subject = subject || '.'
where id in (select id from portal.request where team = '{TEAM_LOOKED_AT}' limit 100)"""
RAW_HUNDRED = f"select * from portal.request where team = '{TEAM_LOOKED_AT}' order by changed desc limit 100"


@dataclass
class Measured:
    """Medians of one company, by what was measured."""

    rows: list[Row] = field(default_factory=list)
    times: dict[str, float] = field(default_factory=dict)


def founded(server: EmbeddedPostgres, requests: int) -> World:
    """A company with so many requests, each ten thousand written by a transaction of their own."""
    name = f"company_{requests}"
    with psycopg.connect(server.url(), autocommit=True) as admin:
        admin.execute(f'create database "{name}" template template0')
    world = World(server, server.url(name))
    admin = world.admin
    admin.execute("set session_replication_role = replica; set statement_timeout = 0; set synchronous_commit = off")
    admin.execute(COMPANY)
    indexes = (
        "select indexname, indexdef from pg_indexes where schemaname = 'portal' and tablename in"
        " ('request', 'message', 'event') and indexname not like '%pkey'"
    )
    dropped = admin.execute(indexes).fetchall()
    for name, _ in dropped:
        admin.execute(f'drop index portal."{name}"')
    for first in range(1, requests + 1, PART):
        last = min(first + PART - 1, requests)
        with admin.transaction():
            admin.execute(REQUESTS.replace(":first", str(first)).replace(":last", str(last)))
    for _, definition in dropped:
        admin.execute(definition)
    admin.execute("set session_replication_role = origin; set synchronous_commit = on")
    admin.execute("vacuum (analyze)")
    for login in (EMPLOYEE, AGENT):
        give_login(admin, login, PASSWORD)
    return world


class Caller:
    """A laptop of a person on a wire whose bytes are counted."""

    def __init__(self, world: World, wire_to: WireCutter, folder: Path, login: str) -> None:
        url = world.url(login).replace(f":{world.server.port}/", f":{wire_to.port}/")
        self.login, self.wire = login, wire_to
        self.connector = PostgresConnector(url)
        self.store: Store = open_store(folder / f"{world.database}-{login}", login=login)

    def first_sync(self) -> Row:
        """All that this person may see, on a new laptop."""
        counted = Counted(self.connector(Patience()))
        exchange = Exchange(self.store, counted, lambda: T0)  # type: ignore[arg-type]
        before, started = self.bytes_down(), time.perf_counter()
        exchange.meet()
        exchange.rounds()
        seconds = time.perf_counter() - started
        counted.close()
        return {
            "seconds": seconds, "in_calls_s": counted.seconds, "calls": counted.calls,
            "longest_call_s": counted.longest, "rows": exchange.tally.pulled,
            "bytes_down": self.bytes_down() - before, "deflated": counted.deflated,
        }  # fmt: skip

    def bytes_down(self) -> int:
        return self.wire.passed(Direction.TO_CLIENT)

    def close(self) -> None:
        self.store.close()


class Counted:
    """A session that counts its calls and the time in them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.calls, self.seconds, self.longest, self.deflated = 0, 0.0, 0.0, 0

    def hello(self, device: str) -> Any:
        return self._session.hello(device)

    def sync(self, ask: wire.Ask) -> wire.Reply:
        started = time.perf_counter()
        reply = self._session.sync(ask)
        taken = time.perf_counter() - started
        self.calls += 1
        self.seconds += taken
        self.longest = max(self.longest, taken)
        self.deflated += len(zlib.compress(json.dumps(list(reply.rows.values())).encode(), 6))
        return reply

    def close(self) -> None:
        self._session.close()


def median_ms(do: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def looked_at(world: World, cutter: WireCutter, folder: Path) -> Measured:
    """What an employee and an agent meet in this company."""
    found = Measured()
    for who, login in (("employee", EMPLOYEE), ("agent", AGENT)):
        with closing(Caller(world, cutter, folder, login)) as caller:
            found.rows.append({"measure": f"first sync, {who}", **caller.first_sync()})
            direct = PostgresConnector(world.url(login))(Patience())
            with closing(caller.connector(Patience())) as session, closing(direct):
                quiet(found, caller, session, direct, who)
                if who == "agent":
                    pull(found, world, caller, session, direct)
            if who == "agent":
                queue = partial(caller.store.reader.read, partial(request_queries.queue, me=login, now=T0))
                times = {"rows": len(queue()), "p50_ms": median_ms(queue, 5), "round_trips": 0, "bytes_down": 0}
                found.rows.append({"measure": "queue of a busy team, on the laptop", **times})
    with psycopg.connect(world.url(EMPLOYEE), autocommit=True, prepare_threshold=0) as raw:
        found.times["select 1"] = median_ms(lambda: raw.execute("select 1").fetchall(), 300)
    with psycopg.connect(world.server.url(world.database), autocommit=True, prepare_threshold=0) as raw:
        found.times["raw 100 rows"] = median_ms(lambda: raw.execute(RAW_HUNDRED).fetchall(), 60)
    return found


def quiet(found: Measured, caller: Caller, session: Session, direct: Session, who: str) -> None:
    """Bytes on the wire that counts them; times beside it, for it may add its own."""
    name, ask = f"quiet sync, {who}", caller.store.writer.ask()
    found.times[name] = median_ms(partial(direct.sync, ask), 300)
    before = caller.bytes_down()
    session.sync(ask)
    used = caller.bytes_down() - before
    found.rows.append({"measure": name, "p50_ms": found.times[name], "bytes_down": used, "round_trips": 1})


def pull(found: Measured, world: World, caller: Caller, session: Session, direct: Session) -> None:
    """What an agent meets who was away while a hundred requests changed."""
    name, ask = "pull of 100 changes", caller.store.writer.ask()
    world.admin.execute(HUNDRED)
    before = caller.bytes_down()
    rows = sum(map(len, session.sync(ask).rows.values()))
    used = caller.bytes_down() - before
    found.times[name] = median_ms(partial(direct.sync, ask), 60)
    found.rows.append(
        {"measure": name, "p50_ms": found.times[name], "rows": rows, "bytes_down": used, "round_trips": 1}
    )


def measured(requests: int) -> Iterator[Row]:
    """Of a company with so many requests, beside one with ten thousand."""
    with tempfile.TemporaryDirectory(prefix="sigap-bench-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        with EmbeddedPostgres(place / "postgres", temporary=True, settings={"shared_buffers": "512MB"}) as server:
            of: dict[int, Measured] = {}
            for count in (SMALL, requests):
                started = time.perf_counter()
                with closing(founded(server, count)) as world, WireCutter(server.host, server.port) as cutter:
                    yield {"measure": "founded", "requests": count, "seconds": time.perf_counter() - started}
                    of[count] = looked_at(world, cutter, place)
                for row in of[count].rows:
                    yield {**row, "requests": count}
            small, big = of[SMALL].times, of[requests].times
            for name in ("quiet sync, employee", "quiet sync, agent", "pull of 100 changes"):
                measure = f"{name}: {requests:,} requests / {SMALL:,}"
                yield {"measure": measure, "value": big[name] / small[name], "most": GROWTH}
            yield {"measure": "quiet sync / select 1", "ratio": big["quiet sync, employee"] / big["select 1"]}
            ratio = big["pull of 100 changes"] / big["raw 100 rows"]
            yield {"measure": "pull of 100 changes / the same rows read", "ratio": ratio}
