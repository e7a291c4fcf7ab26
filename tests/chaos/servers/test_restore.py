"""A database comes back from yesterday: nothing is lost, nothing stays that is no more, nobody is asked (I6, I11)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.store.rebase import FEW
from desktop_app.sync.problems import Problem
from desktop_app.sync.state import State
from tests.chaos.cluster import Member
from tests.chaos.servers.bench import DATABASE, Bench, Laptop
from tests.chaos.servers.restoring import Servers, dump, say_restored, servers
from tests.sync.bench import claim, reply_to, submit
from tests.world import AGENT, ARTICLES, BUDDY, REQUESTER


@pytest.fixture
def rack(seed: Path) -> Iterator[Servers]:
    with servers(seed) as made:
        yield made


@pytest.fixture
def yard(tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    yield made
    made.close()


def a_week(yard: Bench, server: Member) -> dict[str, Laptop]:
    """Laptops that are up to date: two of one person, an agent, one who only reads."""
    laptops = {
        "asks": yard.laptop(REQUESTER, server), "asks at home": yard.laptop(REQUESTER, server),
        "answers": yard.laptop(AGENT, server), "reads": yard.laptop(BUDDY, server),
    }  # fmt: skip
    say(laptops)
    first = laptops["asks"].run(submit(subject="on Monday"))
    say(laptops)
    laptops["answers"].run(claim(first.id, AGENT))
    settle(laptops)
    return laptops


def since_the_backup(yard: Bench, server: Member, laptops: dict[str, Laptop]) -> None:
    asked = laptops["asks"].run(submit(subject="on Tuesday"))
    laptops["asks at home"].run(submit(subject="on Tuesday, at home"))
    say(laptops)
    laptops["answers"].run(claim(asked.id, AGENT))
    laptops["answers"].run(reply_to(asked.id, AGENT))
    yard.there(server).publish(ARTICLES[1], "all")
    settle(laptops)
    laptops["asks"].run(reply_to(asked.id, REQUESTER, "not sent yet"))


def settle(laptops: dict[str, Laptop]) -> None:
    """Each says what it has, then those that were first hear of the others."""
    for laptop in laptops.values():
        laptop.synced()
    for laptop in list(laptops.values())[:-1]:
        laptop.synced()


def say(laptops: dict[str, Laptop]) -> None:
    for laptop in laptops.values():
        laptop.synced()


def move_to(yard: Bench, server: Member, laptops: dict[str, Laptop]) -> None:
    """The company's address leads to another server."""
    for laptop in laptops.values():
        laptop.connect = yard.connector(laptop.person, server)


def all_is_well(yard: Bench, server: Member) -> bool:
    assert yard.lost(server) == []
    assert yard.different(server) == {}
    return all(laptop.pending == 0 for laptop in yard.laptops)


def test_after_a_restored_dump_every_laptop_says_again_what_the_dump_lacks(rack: Servers, yard: Bench) -> None:
    """While nobody has said that it was restored it is noticed and given nothing: its transaction numbers are those of
    another database, and whoever went on with it would skip rows."""
    server = rack.start()
    laptops = a_week(yard, server)
    kept = dump(server)
    since_the_backup(yard, server, laptops)
    rack.restore(kept, server)
    before = {name: (laptop.rows, laptop.outcomes) for name, laptop in laptops.items()}

    said = {name: laptop.sync() for name, laptop in laptops.items()}

    assert {(one.problem, one.state) for one in said.values()} == {(Problem.SERVER_RESTORED, State.WAITING)}
    assert {name: (laptop.rows, laptop.outcomes) for name, laptop in laptops.items()} == before
    say_restored(server)
    settle(laptops)
    assert all_is_well(yard, server)
    there = yard.there(server)
    assert there.value("select count(*) from portal.request") == 3
    assert there.value("select count(*) from portal.broken_links()") == 0


UNNOTICED = """
create or replace function portal.must_hold(seen text, epoch text, reached pg_lsn) returns void language plpgsql as $$
begin end $$;
alter table portal.meta disable trigger all; update portal.meta set written = pg_current_xact_id(), epoch = epoch"""
"""The mutant: a dump restored is taken for the database it was made of."""


def test_a_restore_that_nothing_notices_loses_rows(rack: Servers, yard: Bench) -> None:
    server = rack.start()
    laptops = a_week(yard, server)
    kept = dump(server)
    since_the_backup(yard, server, laptops)
    another = rack.start()  # a new one, where transaction numbers begin low
    rack.restore(kept, another)
    another.sql(UNNOTICED, DATABASE)
    move_to(yard, another, laptops)
    yard.there(another).publish(ARTICLES[2], "all")
    for laptop in laptops.values():
        laptop.sync()
    assert yard.different(another, [laptops["reads"]])


def test_a_recovery_to_a_point_in_time_is_noticed_by_itself(rack: Servers, yard: Bench) -> None:
    """PostgreSQL begins another timeline. Who had seen no more goes on; who had, begins again."""
    archive = rack.archive()
    server = rack.start(settings=archive.settings)
    laptops = a_week(yard, server)
    base = rack.base_backup(server)
    archive.point(server, "before the mistake")
    laptops["reads"].connect = yard.connector(BUDDY)  # a laptop that is asleep meanwhile
    awake = {name: laptop for name, laptop in laptops.items() if name != "reads"}
    since_the_backup(yard, server, awake)
    archive.close_segment(server)

    another = rack.recover(base, archive, "before the mistake")

    move_to(yard, another, laptops)
    assert laptops["reads"].synced().pulled == 0
    settle(laptops)
    assert all_is_well(yard, another)
    assert yard.there(another).value("select timeline from portal.meta") == 2


def test_files_of_yesterday_put_back_are_noticed_by_itself(rack: Servers, yard: Bench) -> None:
    """A virtual machine rolled back to a snapshot: the same server, the same timeline, another history."""
    server = rack.start()
    laptops = a_week(yard, server)
    server.shut_down()
    yesterday = rack.copy(server)
    server.start()
    since_the_backup(yard, server, laptops)
    another = rack.start(copy_of=yesterday)
    there = yard.there(another)
    for _ in range(40):  # it writes more than the lost day had: no position tells that it went back
        there.publish(ARTICLES[2], "all")
    another.sql("select pg_switch_wal()")
    there.publish(ARTICLES[3], "all")
    move_to(yard, another, laptops)
    settle(laptops)
    assert all_is_well(yard, another)


def test_a_server_started_again_takes_nothing_from_anybody_and_nobody_begins_again(rack: Servers, yard: Bench) -> None:
    server = rack.start()
    laptops = a_week(yard, server)
    for _ in range(2):
        server.shut_down()
        server.start()
        yard.there(server).publish(ARTICLES[3], "all")
        pulled = [laptop.synced().pulled for laptop in laptops.values()]
        assert all(rows < 10 for rows in pulled), pulled  # a first pull has some hundred
    assert all_is_well(yard, server)


def test_a_database_restored_by_half_empties_nothing(rack: Servers, yard: Bench) -> None:
    server = rack.start()
    laptops = {"asks": yard.laptop(REQUESTER, server), "answers": yard.laptop(AGENT, server)}
    say(laptops)
    for number in range(FEW + 10):
        laptops["asks"].run(submit(subject=f"number {number}"))
    say(laptops)
    agent, kept = laptops["answers"], dump(server)
    before = agent.rows
    for lost in (("request", "message", "event"), ("membership",), ("article", "task", "request")):
        rack.restore(kept, server, without=lost)
        say_restored(server)
        asked = agent.sync()
        assert (asked.problem, asked.state) == (Problem.STRANGE_SERVER, State.REFUSED), lost
        assert (asked.data["reason"], agent.rows) == ("removal", before)
    rack.restore(kept, server)
    say_restored(server)
    settle(laptops)
    assert all_is_well(yard, server)


def test_another_company_s_server_at_the_same_address_is_told_nothing(rack: Servers, yard: Bench) -> None:
    server, other = rack.start(), rack.start()
    laptops = a_week(yard, server)
    other.sql("update portal.meta set incarnation = 'of another company'", DATABASE)
    laptops["asks"].run(submit(subject="not for them"))
    move_to(yard, other, laptops)
    before = {name: laptop.rows for name, laptop in laptops.items()}
    assert {laptop.sync().data["reason"] for laptop in laptops.values()} == {"incarnation"}
    assert {name: laptop.rows for name, laptop in laptops.items()} == before
    assert yard.there(other).value("select count(*) from portal.request") == 0
    move_to(yard, server, laptops)
    settle(laptops)
    assert all_is_well(yard, server)
