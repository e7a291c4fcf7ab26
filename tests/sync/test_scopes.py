"""I7: what a person may no longer see leaves their laptop at the next sync; what they may see now comes."""

from __future__ import annotations

import pytest

from desktop_app.store.engine import Store
from desktop_app.store.work import every_row
from tests.sync.bench import Bench, claim, reply_to, submit
from tests.world import AGENT, ARTICLES, BOTH, REQUESTER, World


def agrees(world: World, store: Store, person: str) -> bool:
    held = {name: set(rows) for name, rows in store.reader.read(every_row).items()}
    return held == {name: set(rows.values()) for name, rows in world.seen_by(person).items()}


def asked(bench: Bench) -> tuple[Store, str]:
    """A request to HR with a message, from its requester's laptop."""
    store = bench.synced()
    command = submit()
    store.writer.run(command)
    store.writer.run(reply_to(command.id, REQUESTER))
    bench.sync(store)
    return store, command.id


def test_who_leaves_a_team_keeps_nothing_of_its_requests(bench: Bench) -> None:
    _, request = asked(bench)
    agent = bench.synced(AGENT)
    assert request in bench.rows(agent, "request")
    bench.world.leave(AGENT, "hr")
    bench.sync(agent, AGENT)
    assert bench.rows(agent, "request") == bench.rows(agent, "message") == bench.rows(agent, "event") == {}
    assert agrees(bench.world, agent, AGENT)


def test_who_joins_a_team_gets_what_was_there_before(bench: Bench) -> None:
    _, request = asked(bench)
    agent = bench.synced(AGENT)
    bench.world.leave(AGENT, "hr")
    bench.sync(agent, AGENT)
    bench.world.join(AGENT, "hr")
    bench.sync(agent, AGENT)
    assert request in bench.rows(agent, "request")
    assert agrees(bench.world, agent, AGENT)


def test_who_leaves_and_comes_back_between_two_syncs_misses_nothing(bench: Bench) -> None:
    _, request = asked(bench)
    agent = bench.synced(AGENT)
    bench.world.leave(AGENT, "hr")
    bench.world.join(AGENT, "hr")
    bench.sync(agent, AGENT)
    assert request in bench.rows(agent, "request")
    assert agrees(bench.world, agent, AGENT)


def test_a_request_that_moves_to_another_team_leaves_with_its_conversation(bench: Bench) -> None:
    requester, request = asked(bench)
    agent, other = bench.synced(AGENT), bench.synced(BOTH)
    bench.world.move(request, "it")
    for store, person in ((agent, AGENT), (other, BOTH), (requester, REQUESTER)):
        bench.sync(store, person)
        assert agrees(bench.world, store, person)
    assert request not in bench.rows(agent, "request")
    assert bench.rows(agent, "message") == {}
    assert request in bench.rows(other, "request")
    assert request in bench.rows(requester, "request")


def test_notes_of_the_team_never_reach_the_requester(bench: Bench) -> None:
    requester, request = asked(bench)
    agent = bench.synced(AGENT)
    note = reply_to(request, AGENT, "hati-hati", internal=True)
    agent.writer.run(note)
    bench.sync(agent, AGENT)
    bench.sync(requester)
    assert note.id in bench.rows(agent, "message")
    assert note.id not in bench.rows(requester, "message")
    assert note.id not in bench.rows(requester, "event")


def test_an_article_whose_audience_shrinks_leaves_who_is_no_longer_among_it(bench: Bench) -> None:
    requester = bench.synced()
    bench.world.publish(ARTICLES[0], "team:hr")
    bench.sync(requester)
    assert ARTICLES[0] not in bench.rows(requester, "article")
    assert agrees(bench.world, requester, REQUESTER)


def test_who_moves_to_another_site_loses_what_is_for_the_old_one_only(bench: Bench) -> None:
    requester = bench.synced()
    assert ARTICLES[3] in bench.rows(requester, "article")
    bench.world.sit_at(REQUESTER, "makassar")
    bench.sync(requester)
    assert ARTICLES[3] not in bench.rows(requester, "article")
    assert agrees(bench.world, requester, REQUESTER)


@pytest.mark.parametrize("audience", ["site:bandung", "employment:intern", "department:hr"])
def test_an_article_for_others_leaves_with_all_its_editions(bench: Bench, audience: str) -> None:
    requester = bench.synced()
    assert set(bench.rows(requester, "edition")) == set(ARTICLES) - {ARTICLES[1]}
    bench.world.publish(ARTICLES[0], audience)
    bench.sync(requester)
    assert ARTICLES[0] not in bench.rows(requester, "article")
    assert ARTICLES[0] not in bench.rows(requester, "edition")
    assert agrees(bench.world, requester, REQUESTER)


def test_who_is_employed_otherwise_gets_and_loses_what_is_for_it(bench: Bench) -> None:
    requester = bench.synced()
    bench.world.publish(ARTICLES[0], "employment:intern")
    for employment, seen in (("permanent", False), ("intern", True), ("contractor", False)):
        bench.world.employ(REQUESTER, employment)
        bench.sync(requester)
        assert (ARTICLES[0] in bench.rows(requester, "article")) is seen
        assert agrees(bench.world, requester, REQUESTER)


def test_what_waits_about_a_request_that_left_is_refused_and_its_words_kept(bench: Bench) -> None:
    _, request = asked(bench)
    agent = bench.synced(AGENT)
    agent.writer.run(claim(request, AGENT))
    agent.writer.run(reply_to(request, AGENT, "Sebentar"))
    bench.world.move(request, "it")
    result = bench.sync(agent, AGENT)
    assert (result.refused, result.pending) == (2, 0)
    assert [draft.body["text"] for draft in agent.drafts.list()] == ["Sebentar"]
    assert agrees(bench.world, agent, AGENT)
