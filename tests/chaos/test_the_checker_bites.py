"""Each promise broken on purpose: a scenario that is well without the defect, and the checker finds it with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from sigap_server.wire_cutter import Direction
from tests.chaos import mutants
from tests.chaos.checker import Broken
from tests.chaos.mutants import Mutation, both
from tests.chaos.scene import Scene, small_world
from tests.chaos.wire import FaultyWire, Trouble
from tests.databases import Server
from tests.sync.bench import claim, reply_to
from tests.world import AGENT, ARTICLES, BOTH, REQUESTER, Crash, World

TO_SERVER, TO_CLIENT = Direction.TO_SERVER, Direction.TO_CLIENT
WITHOUT = both()


# ---- scenarios


def late_bytes_beside_the_retry(scene: Scene) -> None:
    """A push arrives while its retry is under way: both stand before the same request, which somebody holds."""
    laptop, request = scene.a_request()
    scene.measure(laptop)
    laptop.give(reply_to(request, REQUESTER))
    scene.strike(laptop, Trouble.LATE, TO_SERVER)
    with scene.transaction() as holder:
        holder.execute("select from portal.request where id = %s for update", [request])
        scene.wire.let_go()
        scene.wait_for_waiting(1)
        with scene.meanwhile(lambda: laptop.sync(scene.wire)):
            scene.wait_for_waiting(2)
            holder.commit()


def a_refusal_whose_reply_is_lost(scene: Scene) -> None:
    """The database refuses; its reply is lost; the retry is told the same."""
    _, request = scene.a_request()
    agent, other = scene.laptop(AGENT), scene.laptop(BOTH)
    other.give(claim(request, BOTH))
    scene.sync(other)
    scene.measure(scene.laptop(AGENT))
    agent.give(claim(request, AGENT))
    scene.strike(agent, Trouble.LOST, TO_CLIENT)


def a_request_is_raised(scene: Scene) -> None:
    scene.a_request()


def two_refusals_about_one_request(scene: Scene) -> None:
    """What an agent wrote is refused since a colleague was faster."""
    _, request = scene.a_request()
    agent, other = scene.laptop(AGENT), scene.laptop(BOTH)
    other.give(claim(request, BOTH))
    scene.sync(other)
    for words in ("one", "two"):
        agent.give(reply_to(request, AGENT, words))


def a_command_meets_a_defect(scene: Scene) -> None:
    """One of three commands fails in the database."""
    _, request = scene.a_request()
    agent = scene.laptop(AGENT)
    agent.give(reply_to(request, AGENT, "before", internal=True))
    agent.give(claim(request, AGENT))
    agent.give(reply_to(request, AGENT, "after", internal=True))


def the_first_of_two_does_not_arrive(scene: Scene) -> None:
    """A call that lacks its first command."""
    laptop, request = scene.a_request()
    laptop.give(reply_to(request, REQUESTER, "one"))
    laptop.give(reply_to(request, REQUESTER, "two"))
    ask = laptop.store.writer.ask()
    session = scene.session(laptop)
    session.sync(replace(ask, commands=ask.commands[1:]))
    session.close()


def a_long_transaction_commits_after_a_pull(scene: Scene) -> None:
    """Its number is lower than that of another which committed before."""
    laptop = scene.laptop(AGENT)
    with scene.transaction() as slow:
        slow.execute("update portal.article set version = version + 1 where id = %s", [ARTICLES[0]])
        scene.world.publish(ARTICLES[3], "all")
        scene.sync(laptop)


def a_commit_between_the_rows_and_the_reply(scene: Scene) -> None:
    """The pull stands between its rows and its reply while somebody publishes."""
    laptop = scene.laptop(AGENT)
    # A reply that brings nothing moves no cursor.
    scene.world.admin.execute("update portal.person set name = name || '!' where login = %s", [AGENT])
    with scene.transaction() as holder:
        holder.execute("select from portal.site where id = 'makassar' for update")
        with scene.meanwhile(lambda: laptop.sync(scene.wire)):
            scene.wait_for_waiting(1, AGENT)
            scene.world.publish(ARTICLES[0], "all")
            holder.commit()


def a_change_between_two_pages(scene: Scene) -> None:
    """A first pull has its first page; what was on it changes before the second."""
    laptop = scene.laptop(AGENT)
    laptop.store.close()
    (laptop.folder / "data" / "sigap.sqlite").unlink()
    laptop.restart()
    session = scene.session(laptop)
    first = True
    while (ask := laptop.store.writer.ask()).full:
        laptop.store.writer.absorb(session.sync(ask), me=AGENT, now=laptop.now())
        if first:
            scene.world.admin.execute("update portal.person set name = name || '!'")
        first = False
    session.close()


def a_request_is_moved_away(scene: Scene) -> None:
    _, request = scene.a_request()
    scene.laptop(AGENT)
    scene.world.move(request, "it")


def others_reply_while_commands_wait(scene: Scene) -> None:
    """A pull comes under a command that is still pending, and a refusal behind it."""
    laptop, request = scene.a_request()
    agent = scene.laptop(AGENT)
    agent.give(claim(request, AGENT))
    session = scene.session(agent)
    ask = agent.store.writer.ask()
    laptop.give(reply_to(request, REQUESTER))
    scene.sync(laptop)
    agent.store.writer.absorb(session.sync(replace(ask, commands=())), me=AGENT, now=agent.now())
    session.close()


def it_dies_before_it_tells(scene: Scene) -> None:
    """The database refused, the reply is being taken; the application dies when it is to write the notice."""
    _, request = scene.a_request()
    agent, other = scene.laptop(AGENT), scene.laptop(BOTH)
    other.give(claim(request, BOTH))
    scene.sync(other)
    agent.give(reply_to(request, AGENT, "words"))
    with pytest.raises(Crash):
        agent.sync(scene.wire, dies_at="INSERT INTO notice")


def words_are_changed_after_they_were_sent(scene: Scene) -> None:
    """The reply was lost: the database has the old words, whatever the laptop thinks."""
    laptop, request = scene.a_request()
    scene.measure(laptop)
    said = reply_to(request, REQUESTER, "old words")
    laptop.give(said)
    scene.strike(laptop, Trouble.LOST, TO_CLIENT)
    laptop.amend(replace(said, text="new words"))


def a_reply_is_lost(scene: Scene) -> None:
    laptop, request = scene.a_request()
    scene.measure(laptop)
    laptop.give(reply_to(request, REQUESTER))
    scene.strike(laptop, Trouble.LOST, TO_CLIENT)


def a_requester_replies_while_an_agent_takes_it(scene: Scene) -> None:
    """Both are allowed, whoever is first."""
    laptop, request = scene.a_request()
    agent = scene.laptop(AGENT)
    agent.give(claim(request, AGENT))
    laptop.give(reply_to(request, REQUESTER))
    with scene.push_under_way(agent) as commit, scene.meanwhile(lambda: laptop.sync(scene.wire)):
        scene.wait_for_waiting(1)
        commit()


# ---- the mutants


@dataclass(frozen=True)
class Mutant:
    """A promise broken, where it shows, and as what."""

    scenario: Callable[[Scene], None]
    mutation: Mutation
    found: Broken
    about: Mutation = WITHOUT
    """What belongs to the scenario: it is there without the mutation too."""


MUTANTS = {
    "the last number is read without the lock": Mutant(
        late_bytes_beside_the_retry, mutants.UNKEYED, Broken.TWICE
    ),
    "the outcome is not stored": Mutant(a_refusal_whose_reply_is_lost, mutants.OUTCOME_NOT_STORED, Broken.UNTOLD),
    "answered before it is kept": Mutant(a_request_is_raised, mutants.ANSWERED_BEFORE_IT_IS_KEPT, Broken.LOST),
    "a defect holds up all": Mutant(
        a_command_meets_a_defect, mutants.A_DEFECT_HOLDS_UP_ALL, Broken.STUCK, about=mutants.A_CLAIM_FAILS
    ),
    "numbers may be missing": Mutant(the_first_of_two_does_not_arrive, mutants.GAPS_TAKEN, Broken.OUT_OF_ORDER),
    "the cursor is the highest number": Mutant(
        a_long_transaction_commits_after_a_pull, mutants.CURSOR_BY_SEQUENCE, Broken.DIFFERENT
    ),
    "the cursor is read after the rows": Mutant(
        a_commit_between_the_rows_and_the_reply, mutants.CURSOR_AFTER_THE_ROWS, Broken.DIFFERENT,
        about=mutants.A_PAUSE_AFTER_THE_ROWS,
    ),
    "the cursor of the last page counts": Mutant(
        a_change_between_two_pages, mutants.LAST_PAGE_COUNTS, Broken.DIFFERENT
    ),
    "the tombstone is forgotten": Mutant(a_request_is_moved_away, mutants.TOMBSTONE_FORGOTTEN, Broken.DIFFERENT),
    "judged once, through the table of transitions": Mutant(
        a_requester_replies_while_an_agent_takes_it, mutants.JUDGED_ONCE, Broken.WRONGLY_REFUSED
    ),
    "the shadow is not reset": Mutant(others_reply_while_commands_wait, mutants.SHADOW_NOT_RESET, Broken.STUCK),
    "a refusal without a notice": Mutant(two_refusals_about_one_request, mutants.NO_NOTICE, Broken.UNTOLD),
    "a notice is swallowed": Mutant(two_refusals_about_one_request, mutants.NOTICE_SWALLOWED, Broken.UNTOLD),
    "a reply is taken by halves": Mutant(it_dies_before_it_tells, mutants.NOT_ATOMIC, Broken.UNTOLD),
    "a sent command is changed": Mutant(
        words_are_changed_after_they_were_sent, mutants.CHANGED_AFTER_SENT, Broken.ALTERED
    ),
    "a retry takes a new number": Mutant(a_reply_is_lost, mutants.NEW_NUMBERS, Broken.TWICE),
}  # fmt: skip


@pytest.fixture(scope="module")
def stage(postgres_server: Server, shared_database: Callable[..., str]) -> Iterator[World]:
    made = World(postgres_server, shared_database("bites"), page=9)
    yield made
    made.close()


@pytest.fixture
def scene(stage: World) -> Iterator[Scene]:
    stage.reset()
    with FaultyWire(stage.server.host, stage.server.port) as wire:
        made = Scene(stage, wire, small_world(stage))
        yield made
        made.close()


@pytest.mark.parametrize("name", MUTANTS)
def test_without_the_defect_nothing_is_wrong(scene: Scene, name: str) -> None:
    mutant = MUTANTS[name]
    with mutant.about(scene.world):
        mutant.scenario(scene)
        assert not scene.findings()


@pytest.mark.parametrize("name", MUTANTS)
def test_the_checker_finds_the_defect(scene: Scene, name: str) -> None:
    mutant = MUTANTS[name]
    with mutant.about(scene.world), mutant.mutation(scene.world):
        mutant.scenario(scene)
        found = scene.findings()
    assert mutant.found in {finding.broken for finding in found}, [str(finding) for finding in found]


def test_behind_the_lock_stands_a_key_that_lets_no_command_in_twice(scene: Scene) -> None:
    """Without the lock the second push fails as a whole, and is tried again."""
    with mutants.UNLOCKED(scene.world):
        late_bytes_beside_the_retry(scene)
        assert not scene.findings()
