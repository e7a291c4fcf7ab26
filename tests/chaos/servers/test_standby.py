"""A standby is read: nothing is skipped, nothing old comes back, and what is to be sent waits (I3, I4)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from desktop_app.protocol.streams import BY_NAME
from desktop_app.store.schema import replica_state
from desktop_app.sync.problems import Problem, SyncFailed
from desktop_app.sync.state import State
from tests.chaos.cluster import Cluster
from tests.chaos.servers.bench import DATABASE, HASTY, ClusterBench, Laptop, url_of
from tests.sync.bench import submit
from tests.world import AGENT, ARTICLES, PASSWORD, REQUESTER

TRUSTING = """
create or replace function portal.snapshot() returns text language plpgsql volatile as $$
begin return pg_current_snapshot()::text; end $$"""
"""The mutant: a standby's snapshot is taken as it is said, without the transactions that still run."""


@contextmanager
def writing(cluster: Cluster, article: str, title: str) -> Iterator[psycopg.Connection]:
    """An article's new title, written and not yet committed."""
    with psycopg.connect(cluster.first.url(DATABASE)) as writer:
        writer.execute("update portal.article set title = %s where id = %s", [title, article])
        yield writer


def titles(laptop: Laptop) -> set[str]:
    return {row[2] for row in laptop.rows["article"]}


def read_over_an_open_transaction(steady: ClusterBench) -> set[str]:
    """Pulls from the standby while a transaction is open on the server that leads, and again when it has ended."""
    cluster = steady.cluster
    reader = steady.laptop(REQUESTER, cluster.second)
    with writing(cluster, ARTICLES[0], "committed late") as writer:
        steady.there(cluster.first).publish(ARTICLES[3], "all")  # a later transaction that ends before
        cluster.catch_up()
        reader.sync()
        writer.commit()
    cluster.catch_up()
    reader.sync()
    return titles(reader)


def test_a_transaction_that_ran_while_a_standby_was_read_is_not_skipped(steady: ClusterBench) -> None:
    assert "committed late" in read_over_an_open_transaction(steady)
    assert steady.different(steady.cluster.first) == {}


def test_a_cursor_that_trusts_a_standby_s_snapshot_is_found_out(steady: ClusterBench) -> None:
    steady.cluster.first.sql(TRUSTING, DATABASE)
    steady.cluster.catch_up()
    assert "committed late" not in read_over_an_open_transaction(steady)
    assert list(next(iter(steady.different(steady.cluster.first).values()))) == ["article", "edition"]


def test_from_a_standby_is_read_and_what_is_to_be_sent_waits_until_a_server_leads(steady: ClusterBench) -> None:
    cluster = steady.cluster
    laptop = steady.laptop(REQUESTER)
    laptop.synced()
    steady.there(cluster.first).publish(ARTICLES[3], "all")
    cluster.catch_up()
    cluster.first.crash()
    laptop.run(submit())

    read = laptop.sync()

    assert (read.state, read.problem, read.data["waiting"]) == (State.WAITING, Problem.READ_ONLY, 1)
    assert (read.pushed, read.pending, read.pulled > 0) == (0, 1, True)
    cluster.first.start()
    assert laptop.synced().pushed == 1
    assert steady.lost(cluster.first) == []
    assert steady.different(cluster.first) == {}


def test_a_new_laptop_makes_its_first_pull_from_a_standby(steady: ClusterBench) -> None:
    steady.cluster.first.crash()
    laptop = steady.laptop(AGENT)
    assert laptop.sync().problem == Problem.READ_ONLY
    assert steady.different(steady.cluster.second) == {}


def test_the_server_that_leads_is_preferred_wherever_it_stands(steady: ClusterBench) -> None:
    laptop = steady.laptop(REQUESTER, steady.cluster.second, steady.cluster.first)
    laptop.synced()
    laptop.run(submit())
    assert laptop.synced().pushed == 1


def test_a_url_that_wants_only_a_server_that_leads_is_obeyed(steady: ClusterBench) -> None:
    laptop = steady.laptop(REQUESTER, steady.cluster.second, options="?target_session_attrs=read-write")
    refused = laptop.sync()
    assert (refused.problem, refused.pulled) == (Problem.READ_ONLY, 0)


def test_a_standby_that_is_behind_is_not_read_and_brings_nothing_old_back(steady: ClusterBench) -> None:
    """The laptop has seen more: what the standby shows would take its rows and teams back to an earlier moment."""
    cluster, first = steady.cluster, steady.there(steady.cluster.first)
    laptop = steady.laptop(AGENT, cluster.first)
    laptop.synced()
    follower = steady.laptop(AGENT, cluster.second)
    cluster.catch_up()
    follower.sync()
    with cluster.lagging():
        first.publish(ARTICLES[3], "all")
        first.leave(AGENT, "hr")
        laptop.synced()
        before = laptop.rows
        laptop.connect = follower.connect

        behind = laptop.sync()

        assert behind.problem == Problem.SERVER_BEHIND
        assert laptop.rows == before
        assert follower.sync().problem == Problem.READ_ONLY  # who has seen no more reads on
    cluster.catch_up()
    assert laptop.sync().problem == Problem.READ_ONLY
    assert steady.different(cluster.first, [laptop]) == {}


OLD_BROUGHT_BACK = """
create or replace function portal.must_hold(seen text, epoch text, reached pg_lsn) returns void language plpgsql as $$
begin end $$"""
"""The mutant: whoever answers is believed to have all that the laptop has seen."""


VERSION = BY_NAME["article"].names.index("version")


def seen_back_and_forth(steady: ClusterBench) -> list[str]:
    """The version of an article, as a laptop sees it that turns to a server that leads and a standby that lags."""
    cluster, first = steady.cluster, steady.there(steady.cluster.first)
    from_first, from_second = steady.laptop(REQUESTER, cluster.first), steady.laptop(REQUESTER, cluster.second)
    from_first.synced()
    versions = []

    def look(connect: Laptop) -> None:
        from_first.connect = connect.connect
        from_first.sync()
        versions.append(next(row for row in from_first.rows["article"] if row[0] == ARTICLES[3])[VERSION])

    own = from_first.connect
    leader = steady.laptop(REQUESTER, cluster.first)
    leader.connect = own
    with psycopg.connect(cluster.first.url(DATABASE)) as idle:
        idle.execute("select pg_current_xact_id()")  # what still runs keeps a standby's cursor far behind
        first.publish(ARTICLES[3], "all")
        cluster.catch_up()
        with cluster.lagging():
            first.publish(ARTICLES[3], "all")
            look(leader)
            with from_first.store.engine.begin() as connection:  # as after an upgrade
                connection.execute(replica_state.update().where(replica_state.c.stream == "article"), {"full": True})
            look(from_second)
            look(from_second)
            look(leader)
    return versions


def test_turning_between_a_server_and_a_standby_shows_nothing_older_than_before(steady: ClusterBench) -> None:
    versions = seen_back_and_forth(steady)
    assert versions == sorted(versions)


def test_without_asking_how_far_a_standby_is_old_rows_come_back(steady: ClusterBench) -> None:
    steady.cluster.first.sql(OLD_BROUGHT_BACK, DATABASE)
    steady.cluster.catch_up()
    versions = seen_back_and_forth(steady)
    assert versions != sorted(versions)


def test_pages_of_a_first_pull_come_from_no_server_that_is_behind_its_first_page(steady: ClusterBench) -> None:
    """Its cursor counts in the end: what a later page lacks of it would never come."""
    cluster, first = steady.cluster, steady.there(steady.cluster.first)
    first._page_by(5)
    cluster.catch_up()
    laptop = steady.laptop(REQUESTER, cluster.first)
    follower = steady.laptop(REQUESTER, cluster.second)
    with cluster.lagging():
        first.publish(ARTICLES[3], "all")
        session = laptop.connect(HASTY)
        ask = laptop.store.writer.ask()
        laptop.store.writer.absorb(session.sync(ask), me=REQUESTER, now=laptop.clock)
        session.close()
        laptop.connect = follower.connect
        assert laptop.sync().problem == Problem.SERVER_BEHIND
    cluster.catch_up()
    laptop.sync()
    assert steady.different(cluster.first, [laptop]) == {}


def test_a_standby_that_is_given_commands_says_so_and_takes_none(steady: ClusterBench) -> None:
    """A pooler may hide that it has turned from one server to another."""
    laptop = steady.laptop(REQUESTER, steady.cluster.first)
    laptop.synced()
    laptop.run(submit())
    ask = laptop.store.writer.ask()
    steady.cluster.catch_up()
    session = steady.laptop(REQUESTER, steady.cluster.second).connect(HASTY)
    with pytest.raises(SyncFailed) as failed:
        session.sync(ask)
    session.close()
    assert failed.value.problem is Problem.READ_ONLY
    assert laptop.synced().pushed == 1
    assert steady.lost(steady.cluster.first) == []


def test_a_terminal_says_that_only_reading_works(steady: ClusterBench, tmp_path: Path) -> None:
    steady.cluster.first.crash()
    url = url_of(REQUESTER, *steady.cluster.members)
    here = [sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path / "data"), "--backend", url]
    for language, words in (("id", "belum bisa mengirim."), ("en", "nothing can be sent.")):
        done = subprocess.run(
            [*here, "--language", language, "sync", "--json"], capture_output=True, text=True,
            env=os.environ | {"PGPASSWORD": PASSWORD}, timeout=60,
        )  # fmt: skip
        assert (done.returncode, json.loads(done.stdout)["state"]) == (1, "waiting")
        assert words in done.stderr
