"""The server that leads is killed, another takes over: what it had not passed on comes back from the laptops (I6)."""

from __future__ import annotations

from desktop_app.store.position import read_position
from desktop_app.store.queries import outbox
from desktop_app.sync.engine import Engine
from desktop_app.sync.problems import Problem
from tests.chaos.cluster import Cluster, Member, wait_until
from tests.chaos.servers.bench import DATABASE, HASTY, ClusterBench, Laptop
from tests.sync.bench import Heard, claim, reply_to, submit
from tests.world import AGENT, ARTICLES, BOTH, BUDDY, REQUESTER

BLIND = """
create or replace function portal.must_hold(seen text, epoch text, reached pg_lsn) returns void language plpgsql as $$
begin end $$"""
"""The mutant: after a failover the snapshots of the server that is gone are taken for one's own."""


def take_over(cluster: Cluster) -> Member:
    """Kills the first server and has the second lead."""
    cluster.first.crash()
    cluster.second.promote()
    return cluster.second


def a_day(bench: ClusterBench) -> dict[str, Laptop]:
    """Laptops that are up to date: two of one person, two agents, and one who only reads."""
    laptops = {
        "asks": bench.laptop(REQUESTER), "asks at home": bench.laptop(REQUESTER), "answers": bench.laptop(AGENT),
        "answers too": bench.laptop(BOTH), "reads": bench.laptop(BUDDY),
    }  # fmt: skip
    settle(laptops)
    asked = laptops["asks"].run(submit())
    settle(laptops)
    laptops["answers"].run(claim(asked.id, AGENT))
    settle(laptops)
    bench.cluster.catch_up()
    return laptops


def lose(bench: ClusterBench, laptops: dict[str, Laptop]) -> int:
    """What the first server answers and never passes on; how many commands."""
    bench.cluster.wire.cut()
    first = bench.there(bench.cluster.first)
    asked = laptops["asks"].run(submit(subject="lost once"))
    laptops["asks at home"].run(submit(subject="lost at home"))
    for laptop in laptops.values():
        laptop.synced()
    laptops["answers"].run(claim(asked.id, AGENT))
    laptops["answers"].run(reply_to(asked.id, AGENT))
    laptops["asks"].run(reply_to(asked.id, REQUESTER, "and more"))
    first.publish(ARTICLES[0], "all")  # nobody but the administrator could say it again
    first.join(BUDDY, "hr")
    for laptop in laptops.values():
        laptop.synced()
    return 5


def say_more(bench: ClusterBench, leader: Member, laptops: dict[str, Laptop]) -> None:
    """The new server writes transactions that bear the numbers of those that were lost."""
    there = bench.there(leader)
    for article in ARTICLES * 5:
        there.publish(article, "all")
    laptops["answers too"].run(submit(person=BOTH, subject="said since"))


def settle(laptops: dict[str, Laptop]) -> None:
    """Each says what it has, then those that were first hear of the others."""
    for laptop in [*laptops.values(), *list(laptops.values())[:-1]]:
        laptop.synced()


def test_what_an_answer_promised_and_the_new_server_never_heard_is_said_again_exactly_once(bench: ClusterBench) -> None:
    laptops = a_day(bench)
    lost = lose(bench, laptops)
    leader = take_over(bench.cluster)
    missing = sum(map(len, map(set, missing_on(bench, leader))))
    assert missing == lost
    say_more(bench, leader, laptops)
    settle(laptops)
    assert bench.lost(leader) == []
    assert bench.different(leader) == {}
    assert all(laptop.pending == 0 for laptop in laptops.values())


def missing_on(bench: ClusterBench, leader: Member) -> list[list[str]]:
    known = {row[0] for row in bench.there(leader).admin.execute("select id from portal.event")}
    return [[id for id in laptop.said if id not in known] for laptop in bench.laptops]


def test_a_cursor_that_is_taken_over_as_it_is_loses_what_bears_the_same_numbers(bench: ClusterBench) -> None:
    bench.cluster.first.sql(BLIND, DATABASE)
    laptops = a_day(bench)
    lose(bench, laptops)
    leader = take_over(bench.cluster)
    say_more(bench, leader, laptops)
    settle(laptops)
    assert bench.different(leader)


def test_where_nothing_was_lost_cursors_hold_and_nobody_pulls_anew(bench: ClusterBench) -> None:
    cluster = bench.cluster
    cluster.synchronous()
    laptops = a_day(bench)
    asked = laptops["asks"].run(submit())
    laptops["asks"].synced()
    cluster.catch_up()
    before = {name: laptop.store.reader.read(read_position).cursor for name, laptop in laptops.items()}
    leader = take_over(cluster)
    bench.there(leader).publish(ARTICLES[0], "all")
    for laptop in laptops.values():
        position = laptop.store.reader.read(read_position)
        result = laptop.synced()
        assert position.cursor in before.values()
        assert result.pulled < 10  # the new article, the new request; never the directory again
    assert bench.there(leader).value("select count(*) from portal.request where id = %s", asked.id) == 1
    assert bench.lost(leader) == []
    assert bench.different(leader) == {}


def test_a_server_that_comes_back_as_if_nothing_had_happened_is_passed_over(bench: ClusterBench) -> None:
    """Two servers lead. Who has seen the new one believes the old one nothing more; who has not is answered by it, and
    says it again once they meet the new one."""
    cluster = bench.cluster
    laptops = a_day(bench)
    leader = take_over(cluster)
    laptops["asks"].run(submit(subject="to the new one"))
    laptops["asks"].synced()
    cluster.first.start()
    stray = laptops["answers"]
    both_ways, stray.connect = stray.connect, bench.laptop(AGENT, cluster.first).connect
    stray.run(submit(person=AGENT, subject="to the old one"))
    stray.synced()
    alone = bench.laptop(REQUESTER, cluster.first)
    alone.store.close()
    laptops["asks at home"].connect = alone.connect
    laptops["asks at home"].synced()  # it has not seen the new one either
    bench.laptops = list(laptops.values())

    laptops["asks"].run(submit(subject="to the new one again"))
    assert laptops["asks"].synced().pushed == 1  # the old one stands first in its URL
    to_the_new = "select count(*) from portal.request where subject like 'to the new%%'"
    assert (bench.there(leader).value(to_the_new), bench.there(cluster.first).value(to_the_new)) == (2, 0)

    cluster.rejoin(cluster.first, leader)
    stray.connect = both_ways
    laptops["asks at home"].connect = bench.laptop(REQUESTER).connect
    bench.laptops = list(laptops.values())
    settle(laptops)
    assert bench.lost(leader) == []
    assert bench.different(leader) == {}
    leader.crash()  # and the old one, which follows now, is read
    assert laptops["reads"].sync().problem is Problem.READ_ONLY


def test_a_running_laptop_goes_on_by_itself(bench: ClusterBench) -> None:
    """The engine as the window runs it, with a URL of two hosts: nobody restarts or presses anything."""
    cluster = bench.cluster
    laptop = bench.laptop(REQUESTER)
    laptop.synced()
    cluster.catch_up()
    heard = Heard()
    engine = Engine(
        laptop.store, laptop.connect, clock=lambda: laptop.clock, random=lambda: 0.02, patience=HASTY,
        on_status=heard.status, on_changes=heard.change,
    )  # fmt: skip
    engine.start()
    try:
        heard.wait(lambda status: status.state == "up to date")
        cluster.first.crash()
        laptop.run(submit())
        engine.wake()
        reading = heard.wait(lambda status: status.problem is Problem.READ_ONLY)
        assert (reading.state, reading.pending) == ("waiting", 1)
        cluster.second.promote()
        wait_until(lambda: laptop.store.reader.read(outbox.pending_count) == 0, "it does not drain", 30)
    finally:
        engine.stop()
    assert bench.lost(cluster.second) == []
