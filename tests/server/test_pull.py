"""A laptop gets all that its person may see, once it is there; what they may no longer see is told to leave."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.effects import Command
from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Membership, Person
from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Rate, Release
from desktop_app.protocol.streams import BY_NAME, STREAMS
from desktop_app.protocol.wire import Reply
from sigap_server.publish import publish_people
from sigap_server.render_pull import WEIGHT
from sigap_server.rows import put, remove
from tests.server.portal_bench import NOW, PEOPLE, Laptop, Portal, people, request, some_id
from tests.server.test_lifecycle_parity import FILE, enter, submit
from tests.server.test_push import claim, note

PAGE = 2000
NAMES = [stream.name for stream in STREAMS]


def seen_by(portal: Portal, login: str) -> dict[str, dict[Any, Any]]:
    """What this person may see, by an independent reading of the tables."""
    teams = portal.admin.execute("select team from portal.membership where person = %s", [login]).fetchall()
    site = portal.value("select site from portal.person where login = %s", login)
    scopes = {"all", f"person:{login}", f"site:{site}", *(f"team:{team}" for (team,) in teams)}
    seen = {name: BY_NAME[name].seen for name in NAMES}
    return {name: {k: row for k, row in portal.stream(name).items() if seen[name](row, scopes)} for name in NAMES}


def weight(reply: Reply) -> int:
    """As how many rows these count."""
    return sum(WEIGHT.get(name, 1) * len(rows) for name, rows in reply.rows.items())


def quiet(laptop: Laptop) -> bool:
    reply = laptop.take(laptop.call())
    return not reply.rows and not reply.gone


def move(portal: Portal, request: str, team: str) -> None:
    portal.admin.execute("select portal.move_request(%s, %s)", [request, team])


def join(portal: Portal, login: str, team: str) -> None:
    put(portal.admin, [Membership(login, team)])


def leave(portal: Portal, login: str, team: str) -> None:
    remove(portal.admin, Membership, [(login, team)])


def test_the_first_pull_is_what_the_person_may_see(portal: Portal) -> None:
    enter(portal, request(id="r"), request(id="other", requester="t-eka", team="it"))

    for login in PEOPLE:
        laptop = portal.laptop(login)
        assert laptop.rows == seen_by(portal, login), login
        assert quiet(laptop)


def test_the_scopes_are_told(portal: Portal) -> None:
    assert set(portal.laptop("t-ani").scopes) == {
        "all", "department:it", "employment:permanent", "person:t-ani", "site:jakarta",
    }  # fmt: skip
    assert set(portal.laptop("t-bona").scopes) == {
        "all", "department:hr", "employment:permanent", "person:t-bona", "site:jakarta", "team:hr",
    }  # fmt: skip


def test_what_others_do_comes_with_the_next_pull(portal: Portal) -> None:
    ani, bona, eka = (portal.laptop(login) for login in ("t-ani", "t-bona", "t-eka"))
    asked = submit("proof")
    ani.sync(asked)

    reply = bona.sync()

    assert {name: len(rows) for name, rows in reply.rows.items()} == {"request": 1, "attachment": 1, "event": 1}
    assert bona.keys("request") == {asked.id}
    assert not eka.sync().rows


def test_a_reply_has_what_its_own_commands_did(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    asked = submit()

    laptop.sync(asked)

    (row,) = laptop.rows["request"].values()
    assert BY_NAME["request"].decode(row).number == "HR-1001"


def test_a_note_stays_in_the_team(portal: Portal) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    asked = submit()
    ani.sync(asked)
    bona.sync(note(asked.id))

    assert not ani.sync().rows.get("message")
    assert len(bona.rows["message"]) == 1


def test_who_joins_a_team_gets_all_that_it_has(portal: Portal) -> None:
    ani, eka = portal.laptop("t-ani"), portal.laptop("t-eka")
    asked = submit("proof")
    ani.sync(asked, AddReply(id=some_id(), person="t-ani", at=NOW, request=asked.id, text="dan lagi"))
    eka.sync()

    join(portal, "t-eka", "hr")
    reply = eka.sync()

    assert "team:hr" in reply.scopes
    assert eka.rows == seen_by(portal, "t-eka")
    assert eka.keys("request") == {asked.id}
    assert eka.keys("article") == {("leave", "id"), ("pay", "id")}
    assert quiet(eka)


def test_who_leaves_a_team_is_told_so(portal: Portal) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    ani.sync(submit())
    bona.sync()

    leave(portal, "t-bona", "hr")
    reply = bona.sync()

    assert "team:hr" not in reply.scopes
    assert reply.gone == {"membership": (("t-bona", "hr"),)}
    assert not bona.keys("request")
    assert bona.rows == seen_by(portal, "t-bona")


def test_leaving_and_coming_back_between_two_pulls_loses_nothing(portal: Portal) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    asked = submit()
    ani.sync(asked)
    bona.sync()

    leave(portal, "t-bona", "hr")
    join(portal, "t-bona", "hr")
    bona.sync()

    assert bona.rows == seen_by(portal, "t-bona")
    assert bona.keys("request") == {asked.id}


def test_a_moved_request_takes_its_conversation_with_it(portal: Portal) -> None:
    ani, bona, dodi = (portal.laptop(login) for login in ("t-ani", "t-bona", "t-dodi"))
    asked = submit("proof")
    ani.sync(asked)
    bona.sync(claim(asked.id), note(asked.id))
    bona.sync(Resolve(id=some_id(), person="t-bona", at=NOW, request=asked.id, text="selesai"))
    ani.sync(Rate(id=some_id(), person="t-ani", at=NOW, request=asked.id, stars=5))
    bona.sync()

    move(portal, asked.id, "it")
    reply = bona.sync()

    assert {name: len(keys) for name, keys in reply.gone.items()} == {
        "request": 1, "message": 2, "event": 5, "attachment": 1, "rating": 1,
    }  # fmt: skip
    for laptop, login in ((bona, "t-bona"), (dodi, "t-dodi"), (ani, "t-ani")):
        laptop.sync()
        assert laptop.rows == seen_by(portal, login), login
    assert dodi.keys("request") == ani.keys("request") == {asked.id}
    assert BY_NAME["request"].decode(dodi.rows["request"][(asked.id,)]).number == "HR-1001"


def test_a_held_request_that_moves_is_new_there_and_a_solved_one_stays_solved(portal: Portal) -> None:
    enter(
        portal,
        request("waiting_other", id="held", assignee="t-bona", assigned=NOW),
        request("resolved", id="done", assignee="t-bona", assigned=NOW, resolved=NOW),
    )
    for one in ("held", "done"):
        move(portal, one, "it")

    found = portal.admin.execute("select id, team, state, assignee from portal.request order by id").fetchall()
    assert found == [("done", "it", "resolved", None), ("held", "it", "new", None)]


def test_an_article_that_is_no_longer_for_all_leaves_who_may_not_read_it(portal: Portal) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")

    put(portal.admin, [Article("leave", "id", "Cuti", "Isi", "leave", "team:hr", version=2)])

    assert ani.sync().gone == {"article": (("leave", "id"),), "edition": (("leave", "id", 1, 0),)}
    bona.sync()
    assert bona.rows == seen_by(portal, "t-bona")
    assert ani.rows == seen_by(portal, "t-ani")


def test_an_article_for_a_site_reaches_that_site(portal: Portal) -> None:
    portal.admin.execute("update portal.person set site = 'makassar' where login = 't-eka'")
    ani, eka = portal.laptop("t-ani"), portal.laptop("t-eka")

    put(portal.admin, [Article("harbour", "id", "Pelabuhan", "Isi", "safety", "site:makassar")])
    for laptop in (ani, eka):
        laptop.sync()

    assert [("harbour", "id") in laptop.keys("article") for laptop in (ani, eka)] == [False, True]


def test_a_task_that_gets_another_owner_leaves_the_one_before(portal: Portal) -> None:
    task = Task("t", "c", "t-ani", "t-eka", None, {}, {}, {}, 1, "2026-12-01")
    put(portal.admin, [task])
    ani, eka, bona = (portal.laptop(login) for login in ("t-ani", "t-eka", "t-bona"))

    portal.admin.execute("update portal.task set owner = 't-bona'")
    replies = [laptop.sync() for laptop in (ani, eka, bona)]

    assert [bool(reply.gone) for reply in replies] == [False, True, False]
    assert [laptop.keys("task") for laptop in (ani, eka, bona)] == [{"t"}, set(), {"t"}]


def test_who_leaves_the_company_leaves_every_laptop(portal: Portal) -> None:
    ani = portal.laptop("t-ani")

    remove(portal.admin, Person, [("t-eka",)])

    assert ani.sync().gone == {"person": (("t-eka",),)}


def test_publishing_the_same_again_sends_nothing(portal: Portal) -> None:
    ani = portal.laptop("t-ani")
    memberships = [Membership(login, "hr") for login in ("t-bona", "t-citra")] + [Membership("t-dodi", "it")]

    assert publish_people(portal.admin, people(), memberships) == (0, [])
    assert quiet(ani)


def test_first_pulls_come_in_pages_that_neither_skip_nor_repeat(portal: Portal, chance: random.Random) -> None:
    enter(portal, *(request(requester=chance.choice(PEOPLE)) for _ in range(2 * PAGE + 7)))
    laptop = Laptop(portal.connect("t-bona"), some_id())
    laptop.hello()
    seen: list[Any] = []
    reply = laptop.call(full=NAMES)
    first = reply.cursor
    pages = 1
    while reply.next is not None:
        assert weight(reply) == PAGE
        seen += [(name, BY_NAME[name].key_of(row)) for name, rows in reply.rows.items() for row in rows]
        reply = laptop.call(full=NAMES, after=list(reply.next))
        pages += 1
    seen += [(name, BY_NAME[name].key_of(row)) for name, rows in reply.rows.items() for row in rows]

    assert (pages, len(seen)) == (3, len(set(seen)))
    assert set(seen) == {(name, key) for name, rows in seen_by(portal, "t-bona").items() for key in rows}
    laptop.cursor, laptop.scopes = first, tuple(reply.scopes)
    assert quiet(laptop)


def test_what_comes_while_pages_are_fetched_is_not_lost(portal: Portal) -> None:
    enter(portal, *(request(id=f"m{number:05}") for number in range(PAGE)))
    laptop = Laptop(portal.connect("t-bona"), some_id())
    laptop.hello()
    reply = laptop.call(full=NAMES)
    first, kept = reply.cursor, {row[0] for row in reply.rows["request"]}
    enter(portal, request(id="a-before-the-page"), request(id="z-after-the-page"))
    while reply.next is not None:
        reply = laptop.call(full=NAMES, after=list(reply.next))
        kept |= {row[0] for row in reply.rows.get("request", ())}
    laptop.cursor, laptop.scopes = first, tuple(reply.scopes)
    kept |= {row[0] for row in laptop.call().rows.get("request", ())}

    assert kept == {row[0] for row in portal.stream("request").values()}


def test_a_page_has_only_the_streams_that_were_asked(portal: Portal) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    ani.sync(submit())
    cursor = bona.cursor

    reply = bona.call(full=["person", "request"])

    assert set(reply.rows) == set(reply.paged) == {"person", "request"}
    assert (reply.since, reply.after, reply.next, reply.gone) == (cursor, None, None, {})


def test_a_page_brings_the_outcomes_of_what_came_with_it(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")

    reply = laptop.call([laptop.numbered(submit())], full=["request"])

    assert [(outcome.no, outcome.code) for outcome in reply.outcomes] == [(1, None)]
    assert len(reply.rows["request"]) == 1


def caught_up(laptop: Laptop) -> list[Reply]:
    """Pulls news page by page, as a laptop does, and from the first page's cursor on until nothing more is new."""
    replies = [laptop.call()]
    first, since, scopes = replies[0], laptop.cursor, laptop.scopes
    while replies[-1].next is not None:
        laptop.take(replies[-1])
        laptop.cursor, laptop.scopes = since, scopes
        replies.append(laptop.call(after=list(replies[-1].next)))
    laptop.take(replies[-1])
    laptop.cursor, laptop.scopes = first.cursor, tuple(first.scopes & replies[-1].scopes)
    return replies


def test_a_long_absence_comes_in_pages_that_neither_skip_nor_repeat(portal: Portal) -> None:
    laptop = portal.laptop("t-bona")
    for part in range(4):  # each a transaction of its own; one of them longer than a page
        enter(portal, *(request() for _ in range(PAGE + 3 if part == 2 else 500)))

    replies = caught_up(laptop)

    assert len(replies) == 2
    assert all(weight(reply) <= PAGE for reply in replies)
    came = [row[0] for reply in replies for row in reply.rows.get("request", ())]
    assert len(came) == len(set(came)) == PAGE + 3 + 1500
    assert laptop.rows == seen_by(portal, "t-bona")
    assert quiet(laptop)


def test_what_changes_between_two_pages_of_news_is_not_lost(portal: Portal) -> None:
    laptop, ani = portal.laptop("t-bona"), portal.laptop("t-ani")
    asked = [request(id=f"m{number:05}") for number in range(PAGE + 5)]
    enter(portal, *asked)
    since = laptop.cursor
    first = laptop.take(laptop.call())
    assert first.next is not None
    move(portal, "m00001", "it")
    ani.sync(submit(), Cancel(id=some_id(), person="t-ani", at=NOW, request="m00002"))
    laptop.cursor = since
    last = laptop.take(laptop.call(after=list(first.next)))
    assert last.next is None
    laptop.cursor = first.cursor
    laptop.sync()

    assert laptop.rows == seen_by(portal, "t-bona")
    assert "m00001" not in laptop.keys("request")


def test_who_joins_a_large_team_gets_it_in_pages(portal: Portal) -> None:
    laptop = portal.laptop("t-eka")
    enter(portal, *(request() for _ in range(PAGE + 500)))
    join(portal, "t-eka", "hr")

    replies = caught_up(laptop)

    assert [weight(reply) <= PAGE + 10 for reply in replies] == [True, True]
    assert "team:hr" in laptop.scopes
    assert laptop.rows == seen_by(portal, "t-eka")
    assert quiet(laptop)


def test_long_texts_make_short_pages(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    put(portal.admin, [Article(f"long-{number}", "id", "Cuti", "Isi", "leave") for number in range(PAGE // 10)])

    replies = caught_up(laptop)

    assert sum(len(reply.rows.get("article", ())) for reply in replies) == PAGE // 10
    assert all(weight(reply) <= PAGE for reply in replies)
    assert laptop.rows == seen_by(portal, "t-ani")


def test_a_quiet_reply_says_nothing_and_a_busy_one_moves_the_cursor(portal: Portal) -> None:
    laptop, ani = portal.laptop("t-bona"), portal.laptop("t-ani")
    assert laptop.said(laptop.ask()) == "{}"

    ani.sync(submit())

    assert '"cursor":' in laptop.said(laptop.ask())


def test_who_stands_elsewhere_is_told_where_it_is_and_nothing_is_taken(portal: Portal) -> None:
    """Another life of the database, other scopes: neither may read or write on from there as if nothing were."""
    laptop = portal.laptop("t-bona")
    portal.admin.execute("update portal.meta set incarnation = 'another life'")

    said = json.loads(laptop.said(laptop.ask([laptop.numbered(submit(person="t-bona"))])))

    assert said == {"tell": True, "incarnation": "another life", "scopes": sorted(laptop.scopes)}
    assert portal.value("select count(*) from portal.event") == 0


def test_a_transaction_that_ends_late_is_not_skipped(portal: Portal) -> None:
    laptop = portal.laptop("t-bona")
    with closing(reopened(portal)) as slow:
        slow.execute("begin")
        put(slow, [Article("slow", "id", "Lambat", "Isi", "work")])
        for number in range(5):
            put(portal.admin, [Article(f"quick-{number}", "id", "Cepat", "Isi", "work")])
            laptop.sync()
        slow.execute("commit")
    laptop.sync()

    assert ("slow", "id") in laptop.keys("article")
    assert laptop.rows == seen_by(portal, "t-bona")


def reopened(portal: Portal) -> psycopg.Connection:
    """Another connection of the administrator."""
    info = portal.admin.info
    return psycopg.connect(info.dsn, password=info.password, autocommit=True)


def test_laptops_hold_what_they_may_see_after_any_life(portal: Portal, chance: random.Random) -> None:
    laptops = {login: [portal.laptop(login) for _ in range(2)] for login in PEOPLE}
    for _ in range(250):
        step(portal, laptops, chance)
    check_all(portal, laptops)


def test_laptops_hold_what_they_may_see_after_lives_lived_at_once(portal: Portal, chance: random.Random) -> None:
    laptops = {login: [portal.laptop(login)] for login in PEOPLE}

    def live(login: str, seed: int) -> None:
        own = random.Random(seed)
        for _ in range(40):
            laptop = laptops[login][0]
            laptop.sync(*(some_command(own, login, sorted(laptop.keys("request"))) for _ in range(own.randrange(4))))

    def rule(seed: int) -> None:
        own = random.Random(seed)
        with closing(reopened(portal)) as admin:
            other = Portal(admin, portal.url)
            for _ in range(60):
                administer(other, own)

    with ThreadPoolExecutor(len(PEOPLE) + 1) as pool:
        lives = [pool.submit(live, login, chance.randrange(2**32)) for login in PEOPLE]
        lives.append(pool.submit(rule, chance.randrange(2**32)))
        for life in lives:
            life.result()
    check_all(portal, laptops)
    assert portal.value("select count(*) from portal.broken_links()") == 0


def check_all(portal: Portal, laptops: dict[str, list[Laptop]]) -> None:
    for login, own in laptops.items():
        for laptop in own:
            laptop.sync()
            assert laptop.rows == seen_by(portal, login), login


def step(portal: Portal, laptops: dict[str, list[Laptop]], chance: random.Random) -> None:
    if chance.random() < 0.2:
        administer(portal, chance)
        return
    login = chance.choice(PEOPLE)
    laptop = chance.choice(laptops[login])
    known = sorted(laptop.keys("request"))
    laptop.sync(*(some_command(chance, login, known) for _ in range(chance.randrange(3))))


def some_command(chance: random.Random, login: str, known: Iterable[str]) -> Command:
    known = list(known)
    envelope: dict[str, Any] = {"id": some_id(), "person": login, "at": NOW}
    if not known or chance.random() < 0.3:
        form = chance.choice(["question", "proof", "repair"])
        return submit(form, person=login)
    about: dict[str, Any] = {**envelope, "request": chance.choice(known)}
    return chance.choice(
        [
            lambda: AddReply(**about, text="x", files=[FILE]),
            lambda: AddReply(**about, text="x", internal=True),
            lambda: AddReply(**about, text="x", take=True),
            lambda: Claim(**about),
            lambda: Release(**about),
            lambda: Resolve(**about, text="x"),
            lambda: Rate(**about, stars=3),
            lambda: Cancel(**about),
            lambda: AcknowledgeArticle(**envelope, article="leave", language="id", version=1),
        ]
    )()


def administer(portal: Portal, chance: random.Random) -> None:
    login, team = chance.choice(PEOPLE), chance.choice(["hr", "it"])
    match chance.randrange(5):
        case 0:
            join(portal, login, team)
        case 1:
            leave(portal, login, team)
        case 2 | 3:
            found = portal.value("select id from portal.request order by random() limit 1")
            if found:
                move(portal, found, team)
        case 4:
            audience = chance.choice(["all", "team:hr", "team:it", "person:t-eka", "site:jakarta", "site:makassar"])
            put(portal.admin, [Article("leave", "id", "Cuti", "Isi", "leave", audience)])
