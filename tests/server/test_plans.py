"""What a quiet pull and a push cost does not grow with what the company has written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from sigap_server.install import configure
from tests.server.portal_bench import Laptop, Portal, some_id
from tests.server.test_push import claim, note

ROWS = 20_000
BIG = (
    "request", "message", "event", "attachment", "rating", "article", "task", "acknowledgement", "departed", "person",
)  # fmt: skip
OF_REQUESTS = ("request", "message", "event", "attachment", "task")

FILL = f"""
insert into portal.person select 'p' || g, 'P', 'it', 'employee', '{{}}', '', '', 'jakarta', 'id' from generate_series(1, 5000) g;
insert into portal.request (id, requester, team, form, form_version, subject, answers, priority, approvals, state,
                            written, number, received)
select 'q' || g, 'p' || g % 5000, 'hr', 'question', 1, 'x', '{{}}', 'normal', '[]', 'new', 0, 'X-' || g, 0 from generate_series(1, {ROWS}) g;
insert into portal.message (id, request, author, text, written, requester, team, files, received)
select 'm' || g, 'q' || g, 'p' || g % 5000, 'x', 0, 'p' || g % 5000, 'hr', '[]', 0 from generate_series(1, {ROWS}) g;
insert into portal.event (device, no, id, kind, person, at, body, request, requester, team, data, received, hash)
select 'x', g, 'e' || g, 'AddReply', 'p', 0, '', 'q' || g, 'p' || g % 5000, 'hr', '{{}}', 0, '' from generate_series(1, {ROWS}) g;
insert into portal.attachment (id, request, name, size, sha256, requester, team, sender)
select 'a' || g, 'q' || g, 'x', 1, '', 'p' || g % 5000, 'hr', 'p' from generate_series(1, {ROWS}) g;
insert into portal.rating select 'q' || g, 'p' || g % 5000, 3, '', 'hr', 0 from generate_series(1, {ROWS}) g;
insert into portal.article select 'h' || g, 'id', 't', 'b', 'work', 'all', '', 1 from generate_series(1, {ROWS}) g;
insert into portal.task select 't' || g, 'c', 'p' || g, 'p' || g, null, '{{}}', '{{}}', '{{}}', 1, '', 'open' from generate_series(1, {ROWS}) g;
insert into portal.acknowledgement select 'h' || g, 'id', 1, 'p' || g % 5000, 0 from generate_series(1, {ROWS}) g;
insert into portal.departed select 'request', jsonb_build_array('z' || g), 'team:hr' from generate_series(1, {ROWS}) g;
"""  # noqa: E501


@pytest.fixture(scope="module")
def grown(postgres_server: Any, shared_database: Callable[..., str], company_template: str) -> Iterator[Portal]:
    """The company after some years, looked at by a superuser that plays its people on one connection."""
    url = shared_database("grown", company_template)
    with psycopg.connect(url, autocommit=True) as admin:
        configure(admin)
    with psycopg.connect(url, autocommit=True) as admin:
        yield Portal(admin, lambda login: urlsplit(url).geturl())


def as_person(portal: Portal, login: str) -> Laptop:
    portal.admin.execute(f'set session authorization "{login}"')
    laptop = Laptop(portal.admin, some_id())
    laptop.hello()
    laptop.take(laptop.call())
    laptop.take(laptop.call())
    portal.admin.execute("reset session authorization")
    return laptop


def rows_read(portal: Portal) -> dict[str, tuple[int, int]]:
    """(sequential scans, rows read) of each table in this transaction."""
    found = portal.admin.execute(
        "select relname, seq_scan, seq_tup_read + coalesce(idx_tup_fetch, 0)"
        " from pg_stat_xact_user_tables where schemaname = 'portal'"
    ).fetchall()
    return {name: (scans, rows) for name, scans, rows in found}


def read_by(portal: Portal, login: str, call: Callable[[], Any]) -> dict[str, tuple[int, int]]:
    """(sequential scans, rows read) of each big table in one call as this person."""
    before = rows_read(portal)
    portal.admin.execute(f'set session authorization "{login}"')
    call()
    portal.admin.execute("reset session authorization")
    after = rows_read(portal)
    return {name: (after[name][0] - before[name][0], after[name][1] - before[name][1]) for name in BIG}


def seen_all(portal: Portal, laptop: Laptop) -> None:
    """As if the laptop had pulled all that is here, whoever wrote it and is not done yet."""
    top = int(portal.value("select pg_snapshot_xmax(pg_current_snapshot())::text")) + 1000
    assert laptop.cursor is not None
    laptop.cursor = "@".join([*laptop.cursor.split("@")[:2], f"{top}:{top}:"])


def large(read: dict[str, tuple[int, int]], most: int) -> dict[str, tuple[int, int]]:
    """The tables that were read through, or of which more rows were read than this."""
    return {name: found for name, found in read.items() if found[0] or found[1] > most}


@pytest.mark.parametrize("planned", ["while the tables were empty", "when they were full"])
def test_a_quiet_pull_reads_no_big_table(grown: Portal, planned: str) -> None:
    with grown.undone():
        if planned == "while the tables were empty":
            laptop = as_person(grown, "t-bona")
            grown.admin.execute(FILL)
        else:
            grown.admin.execute(FILL)
            grown.admin.execute("analyze")
            laptop = as_person(grown, "t-bona")
        seen_all(grown, laptop)

        read = read_by(grown, "t-bona", laptop.call)

    assert large(read, 5) == {}


def test_a_push_reads_the_rows_it_is_about(grown: Portal) -> None:
    with grown.undone():
        grown.admin.execute(FILL)
        grown.admin.execute("analyze")
        laptop = as_person(grown, "t-bona")
        seen_all(grown, laptop)
        lines = [laptop.numbered(command) for command in (claim("q1"), note("q1"), note("q2"), claim("q3"))]

        read = read_by(grown, "t-bona", lambda: laptop.call(lines))

    assert large(read, 40) == {}


def test_a_page_for_who_has_little_reads_little(grown: Portal) -> None:
    with grown.undone():
        grown.admin.execute(FILL)
        grown.admin.execute("update portal.request set requester = 't-ani' where id = 'q77'")
        grown.admin.execute("analyze")
        laptop = as_person(grown, "t-ani")
        came: list[Any] = []

        read = read_by(grown, "t-ani", lambda: came.append(laptop.call(full=OF_REQUESTS)))

    assert [row[0] for row in came[0].rows["request"]] == ["q77"]
    assert large(read, 10) == {}
