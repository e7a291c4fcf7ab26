"""What a quiet pull and a push cost does not grow with what the company has written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from sigap_server.install import configure
from tests.server.portal_bench import Laptop, Portal, some_id
from tests.server.test_lifecycle_parity import submit
from tests.server.test_publishing_parity import picture, publish, save
from tests.server.test_push import claim, note

ROWS = 20_000
BIG = (
    "request", "message", "event", "attachment", "rating", "article", "task", "acknowledgement", "departed", "person",
    "edition", "manuscript", "picture", "poll",
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
insert into portal.article select 'h' || g, 'id', 't', 'b', 'work', 'all', 'hr', 1 from generate_series(1, {ROWS}) g;
insert into portal.task select 't' || g, 'c', 'p' || g, 'p' || g, null, '{{}}', '{{}}', '{{}}', 1, '', 'open' from generate_series(1, {ROWS}) g;
insert into portal.manuscript (article, language, owner, title, body, category, audience, revision, author, base_version, base_minor, state,
                               change, note, returned, publish_at)
select 'h' || g, 'id', 'hr', 't', 'b', 'work', 'all', 1, 'p', 1, 0, case g % 100 when 0 then 'scheduled' else 'draft' end, 'major', '', '',
       case g % 100 when 0 then 253370764800000000 end from generate_series(1, {ROWS}) g;
insert into portal.poll (id, about, version, team, audience, key, exponent, questions)
select 'article:h' || g || '@1', 'article:h' || g, 1, 'hr', 'all', 'k', g, '[]' from generate_series(1, {ROWS}) g;
insert into portal.picture select 'x' || g, 'h' || g, 'image/png', 1, 1, '', 'all', 'hr' from generate_series(1, {ROWS}) g;
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


def test_writing_and_publishing_reads_the_article_it_is_about(grown: Portal) -> None:
    with grown.undone():
        grown.admin.execute(FILL)
        grown.admin.execute("update portal.manuscript set author = 't-citra' where article = 'h7'")
        grown.admin.execute("analyze")
        laptop = as_person(grown, "t-bona")
        seen_all(grown, laptop)
        commands = (
            save("t-bona", article="h8", revision=1, base_version=1),
            save("t-bona", article="new", base_version=0),
            publish("h7", person="t-bona"),
            picture(article="h9"),
        )
        lines = [laptop.numbered(command) for command in commands]
        replies: list[Any] = []

        read = read_by(grown, "t-bona", lambda: replies.append(laptop.call(lines)))

    assert [outcome.code for outcome in replies[0].outcomes] == [None] * 4
    assert large(read, 60) == {}


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


def test_nothing_is_planned_on_the_way_of_a_warm_laptop(portal: Portal) -> None:
    """Planning was half of what a quiet pull cost: once the plans are made, neither pull nor push makes another."""
    laptop = portal.laptop("t-bona")
    asked = [submit("question") for _ in range(8)]
    portal.laptop("t-ani").sync(*asked)
    for request in asked[:7]:
        laptop.sync(claim(request.id), note(request.id))
        laptop.sync()
    planned: list[str] = []
    laptop.connection.add_notice_handler(lambda said: planned.append(str(said.message_primary)))
    portal.admin.execute("grant set on parameter log_planner_stats to public")
    try:
        laptop.connection.execute("set client_min_messages = log; set log_planner_stats = on")
        laptop.sync()
        laptop.sync(claim(asked[7].id), note(asked[7].id))
        assert [said for said in planned if said == "PLANNER STATISTICS"] == []
        laptop.connection.execute("select count(*) from generate_series(1, 2)")  # what is planned does show
        assert "PLANNER STATISTICS" in planned
    finally:
        portal.admin.execute("revoke set on parameter log_planner_stats from public")


def test_pieces_of_a_file_are_found_by_their_file(grown: Portal) -> None:
    with grown.undone():
        grown.admin.execute(FILL)
        grown.admin.execute(
            "insert into portal.chunk select 'a' || g, 0, 'x' from generate_series(1, 20000) g;"
            " update portal.attachment set sender = 't-bona', complete = true where id = 'a7'"
        )
        grown.admin.execute("analyze")
        before = rows_read(grown).get("chunk", (0, 0))
        read = read_by(grown, "t-bona", lambda: grown.admin.execute("select portal_api.chunk_get('a7', 0)").fetchone())
        after = rows_read(grown)["chunk"]

    assert large(read, 5) == {}
    assert (after[0] - before[0], after[1] - before[1]) == (0, 1)


def test_a_command_sent_again_is_found_in_the_archive_by_its_number(grown: Portal) -> None:
    with grown.undone():
        laptop = as_person(grown, "t-bona")
        grown.admin.execute("create table portal.event_archive_of_a_test partition of portal.event_archive default")
        grown.admin.execute(
            "insert into portal.event_archive (ended, device, no, id, kind, person, at, body, received, hash)"
            f" select 0, 'y', g, 'z' || g, 'Withdrawn', 'p', 0, '', 0, '' from generate_series(1, {ROWS}) g;"
            " insert into portal.event_archive (ended, device, no, id, kind, person, at, body, received, hash)"
            " values (0, %s, 1, 'again', 'Withdrawn', 't-bona', 0, '{}', 0, '')".replace("%s", f"'{laptop.device}'")
        )
        grown.admin.execute("update portal.device set last_no = 1 where id = %s", [laptop.device])
        grown.admin.execute("analyze")
        tables = "select sum(seq_scan), sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables"
        tables += " where schemaname = 'portal' and relname like 'event_archive%'"
        before = grown.admin.execute(tables).fetchone()
        said: list[Any] = []
        read_by(grown, "t-bona", lambda: said.append(laptop.call([(1, "Withdrawn", "again", 0, "{}")])))
        after = grown.admin.execute(tables).fetchone()

    assert [(outcome.no, outcome.code) for outcome in said[0].outcomes] == [(1, None)]
    assert before is not None and after is not None
    assert (after[0] - before[0], after[1] - before[1] <= 2) == (0, True)
