"""Who looked for that? One attack for each thing that could join a counter and a person, by who sees all there is."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import psycopg
import pytest

from desktop_app.domain.knowledge.gaps import Use
from desktop_app.store.queries.tallies import next_count
from tests.security.test_anonymous_joins import dump, everything, tables
from tests.server.portal_bench import PEOPLE, Portal
from tests.store.replies import NOW, Desk

COUNTERS = ("gap", "visit")
WORDS = "kata yang hanya dicari di sini"
SAID = json.dumps({"words": WORDS, "language": "id", "category": ""})
VISIT = json.dumps({"article": "leave", "read": 1})


def report(portal: Portal, login: str, said: str = SAID) -> None:
    portal.connect(login).execute("select portal_api.report(%s)", [said])


def test_counting_touches_nothing_but_the_counter(portal: Portal) -> None:
    """Outcome, audit, device, quota, upkeep: not a byte of them differs, nor the transaction that wrote them last."""
    for login in PEOPLE:
        portal.laptop(login)
    before = everything(portal, *COUNTERS)

    for login in PEOPLE:
        report(portal, login)
        report(portal, login, VISIT)

    assert everything(portal, *COUNTERS) == before
    assert portal.value("select sum(times) from portal.gap") == len(PEOPLE)


def test_no_row_holds_the_words_and_who_looked_for_them(portal: Portal) -> None:
    devices = [portal.laptop(login).device for login in PEOPLE]
    for login in PEOPLE:
        report(portal, login)

    telling = [row for name in tables(portal) for row in dump(portal, name) if WORDS in row]
    assert telling
    assert not [row for row in telling if any(who in row for who in (*PEOPLE, *devices))]


@pytest.mark.parametrize("table", COUNTERS)
def test_a_counter_has_no_column_for_person_device_or_time_of_day(portal: Portal, table: str) -> None:
    found = portal.admin.execute(
        "select column_name, data_type from information_schema.columns"
        " where table_schema = 'portal' and table_name = %s",
        [table],
    ).fetchall()

    assert {name for name, _ in found} == {
        "gap": {"day", "language", "words", "category", "times"},
        "visit": {"day", "article", "read", "stuck", "avoided"},
    }[table]  # fmt: skip
    assert {kind for _, kind in found} == {"text", "integer"}
    assert portal.value("select count(*) from pg_trigger where tgrelid = %s::regclass", f"portal.{table}") == 0


def test_transaction_numbers_do_not_join_two_counters_of_one_person(portal: Portal) -> None:
    """Each is written by a transaction of its own, so even who counts two things leaves two rows that nothing ties."""
    report(portal, "t-ani")
    report(portal, "t-ani", VISIT)

    written = [portal.value(f"select xmin::text from portal.{table}") for table in COUNTERS]
    assert len(set(written)) == 2
    everybody = {row.split(" ")[1] for name in tables(portal) if name not in COUNTERS for row in dump(portal, name)}
    assert not everybody & set(written)


def test_a_call_counts_one_thing(portal: Portal) -> None:
    """Words and an article in one call would be one person's for ever."""
    report(portal, "t-ani", json.dumps(json.loads(SAID) | json.loads(VISIT)))

    assert portal.value("select count(*) from portal.gap") == 1
    assert portal.value("select count(*) from portal.visit") == 0


def test_the_log_of_the_server_says_no_words(portal: Portal) -> None:
    """The worst the log can be told: a statement that fails, with all of an error's parts."""
    connection = portal.connect("t-ani")
    with pytest.raises(psycopg.Error) as refused:
        connection.execute("select portal_api.report(%s)", [SAID[:-1]])

    said = refused.value.diag
    parts = (said.message_primary, said.message_detail, said.message_hint, said.context, said.internal_query)
    assert not [part for part in parts if part and WORDS in part]


def test_the_list_of_sessions_shows_no_words(portal: Portal) -> None:
    report(portal, "t-ani")

    query = portal.value("select query from pg_stat_activity where usename = 't-ani' and datname = current_database()")
    assert "report" in query and WORDS not in query


def test_what_a_laptop_tells_leaves_alone_at_moments_that_chance_chose(tmp_path: Path) -> None:
    """Two of one person are never near each other, and none is near the search that it is of."""
    desk = Desk(tmp_path / "ani", "ani")
    store = desk.store
    for at in range(6):
        store.tallies.found_nothing(f"kursi {'abcdef'[at]}", "id", "", NOW)
        store.tallies.used(f"article-{at}", Use.READ, NOW)
    told: list[tuple[datetime, str]] = []
    now = NOW
    while len(told) < 12:
        now += timedelta(minutes=1)
        count = store.reader.read(partial(next_count, now=now, words=True))
        if count is not None:
            told.append((now, count.key))
            store.tallies.told(count, now)
    desk.close()

    moments = [moment for moment, _ in told]
    assert moments[0] - NOW >= timedelta(hours=1)
    assert all(later - sooner >= timedelta(minutes=20) for sooner, later in pairwise(moments))
    assert [key for _, key in told] != sorted(key for _, key in told)
