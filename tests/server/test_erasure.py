"""Whoever was erased is found nowhere; what was counted stays; the audit goes on; holds and who is here forbid it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from psycopg import sql

from desktop_app.domain.knowledge.acknowledgement import AcknowledgeArticle
from desktop_app.domain.people.rows import Membership, Person
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.handling import Claim, TakeOver
from sigap_server import holds
from sigap_server.erasure import Held, NobodyToErase, StillHere, StillLeads, StillOnLaptops, erase, look, mentions
from sigap_server.export import collected, export
from sigap_server.logins import give_login
from sigap_server.retention import run
from sigap_server.rows import remove
from tests.server.life_bench import HERE, Life, in_months
from tests.server.portal_bench import NOW, PASSWORD, Portal, some_id
from tests.server.test_lifecycle_parity import submit
from tests.server.test_retention import Killed, Mortal

SECRET = "kangkung-belacan"


@pytest.fixture
def life(shared_portal: Portal) -> Iterator[Life]:
    with shared_portal.undone():
        yield Life(shared_portal)


def leave(portal: Portal, login: str) -> None:
    held = portal.admin.execute("select person, team from portal.membership where person = %s", [login]).fetchall()
    remove(portal.admin, Membership, held)
    remove(portal.admin, Person, [(login,)])


def found(portal: Portal, text: str) -> set[str]:
    """The tables in which this stands, in any column."""
    tables = portal.admin.execute("select tablename from pg_tables where schemaname = 'portal'").fetchall()
    where = set()
    for (name,) in tables:
        query = sql.SQL("select count(*) from {} t where strpos(lower(t::text), %s) > 0").format(
            sql.Identifier("portal", name)
        )
        row = portal.admin.execute(query, [text.lower()]).fetchone()
        if row and row[0]:
            where.add(name)
    return where


def lived(life: Life) -> dict[str, str]:
    """t-ani asks, is answered, reads, is refused; some of it long ago, some just now."""
    old = life.ended(words=f"lama {SECRET}")
    run(life.portal.admin, in_months(13))
    new = submit(person="t-ani", subject=SECRET, answers={"text": SECRET})
    read = AcknowledgeArticle(id=some_id(), person="t-ani", at=NOW, article="leave", language="id", version=1)
    late = AddReply(id=some_id(), person="t-ani", at=NOW, request="nowhere", text=SECRET)
    assert life.tell(new, read, late) == [None, None, {"code": "unknown"}]
    answer = AddReply(id=some_id(), person="t-bona", at=NOW, request=new.id, text=f"tentang {SECRET}", take=True)
    refused = AddReply(id=some_id(), person="t-citra", at=NOW, request=new.id, text=f"dan {SECRET}")
    said = life.tell(answer, refused)
    assert (said[0], (said[1] or {})["code"]) == (None, "taken")
    return {"old": old, "new": new.id}


COUNTS = """
    select count(*), count(distinct kind), min(received), max(received),
           (select jsonb_agg(array[team, form, state, priority, received::text, resolved::text] order by id)
            from (select id, team, form, state, priority, received, resolved from portal.request
                  union all
                  select id, team, form, state, priority, received, resolved from portal.request_archive) r),
           (select sum(stars)
            from (select stars from portal.rating union all select stars from portal.rating_archive) s)
    from portal.all_events
"""


def test_nothing_of_the_person_is_left_and_what_was_counted_is(life: Life) -> None:
    ids = lived(life)
    before = life.portal.admin.execute(COUNTS).fetchone()
    leave(life.portal, "t-ani")

    pseudonym = erase(life.portal.admin, "t-ani", NOW)

    assert found(life.portal, SECRET) == set()
    assert found(life.portal, "t-ani") == {"departed"}  # that they left, until every laptop was told
    assert life.portal.admin.execute(COUNTS).fetchone() == before
    assert life.broken() == []
    assert life.portal.value("select requester from portal.request where id = %s", ids["new"]) == pseudonym
    assert life.portal.value("select requester from portal.request_archive where id = %s", ids["old"]) == pseudonym
    assert life.portal.value("select count(*) from portal.faults()") == 0


def test_what_was_answered_to_others_stays_under_the_pseudonym(life: Life) -> None:
    request = life.ended(person="t-ani", agent="t-bona")
    taken = submit(person="t-eka")
    life.tell(
        taken,
        Claim(id=some_id(), person="t-bona", at=NOW, request=taken.id),
        Claim(id=some_id(), person="t-citra", at=NOW, request=taken.id),
        TakeOver(id=some_id(), person="t-citra", at=NOW, request=taken.id, of="t-bona"),
    )
    life.portal.admin.execute("update portal.team set lead = 't-citra' where id = 'hr'")
    leave(life.portal, "t-bona")

    pseudonym = erase(life.portal.admin, "t-bona", NOW)

    assert found(life.portal, "t-bona") == {"departed"}
    said = life.portal.admin.execute(
        "select text, author from portal.message where request = %s order by id", [request]
    ).fetchall()
    assert said == [("catatan", pseudonym), ("Sudah", pseudonym)]
    assert life.portal.value("select data from portal.event where kind = 'TakeOver'") == {"of": pseudonym}
    assert life.broken() == []
    assert life.where(request) == HERE


def test_the_audit_finds_a_change_in_what_was_not_erased(life: Life) -> None:
    lived(life)
    leave(life.portal, "t-ani")
    erase(life.portal.admin, "t-ani", NOW)
    other = life.opened("t-eka")
    life.portal.admin.execute("update portal.event set body = '{}' where request = %s", [other])
    assert len(life.broken()) == 1


def test_a_command_about_the_request_of_somebody_erased_is_refused(life: Life) -> None:
    new = lived(life)["new"]
    leave(life.portal, "t-ani")
    erase(life.portal.admin, "t-ani", NOW)
    said = life.tell(AddReply(id=some_id(), person="t-bona", at=NOW, request=new, text="x", internal=True))
    assert said == [{"code": "erased"}]


@pytest.mark.parametrize("hold", ["person", "request asked", "request answered"])
def test_a_hold_forbids_it(life: Life, hold: str) -> None:
    request = life.ended(person="t-ani", agent="t-bona")
    login = "t-bona" if hold == "request answered" else "t-ani"
    wanted = {"person": login} if hold == "person" else {"request": request}
    life.portal.admin.execute("update portal.team set lead = 't-citra'")
    leave(life.portal, login)
    held = holds.add(life.portal.admin, reason="a lawsuit", now=NOW, **wanted)  # type: ignore[arg-type]

    with pytest.raises(Held):
        erase(life.portal.admin, login, NOW)

    holds.release(life.portal.admin, held, now=NOW)
    erase(life.portal.admin, login, NOW)
    assert found(life.portal, login) == {"departed"}


def test_who_is_here_who_leads_and_who_never_was_is_not_erased(life: Life) -> None:
    life.opened("t-bona")
    with pytest.raises(StillHere):
        erase(life.portal.admin, "t-bona", NOW)
    leave(life.portal, "t-bona")
    with pytest.raises(StillLeads) as led:
        erase(life.portal.admin, "t-bona", NOW)
    assert led.value.teams == ["hr"]
    with pytest.raises(NobodyToErase):
        erase(life.portal.admin, "nobody", NOW)


def test_laptops_that_still_hold_data_are_waited_for_unless_they_are_lost(life: Life) -> None:
    life.opened("t-ani")
    leave(life.portal, "t-ani")
    life.portal.admin.execute("update portal.device set seen = 1")
    with pytest.raises(StillOnLaptops):
        erase(life.portal.admin, "t-ani", NOW)
    erase(life.portal.admin, "t-ani", NOW, lost=True)
    assert found(life.portal, "t-ani") == {"departed"}


def test_looking_changes_nothing(life: Life) -> None:
    lived(life)
    leave(life.portal, "t-ani")
    assert look(life.portal.admin, "t-ani").requests == 2
    assert found(life.portal, SECRET) != set()


def test_where_a_name_still_stands_is_listed(life: Life) -> None:
    other = submit(person="t-eka", answers={"text": "Tanya Ani Wijaya saja"})
    life.tell(other)
    number = life.portal.value("select number from portal.request where id = %s", other.id)
    assert mentions(life.portal.admin, ["ani wijaya", "ani@example"]) == [(number, "answers")]


@pytest.fixture
def login_comes_back(portal: Portal) -> Iterator[None]:
    """Logins are of the server, not of one database: others of its tests use this one."""
    yield
    give_login(portal.admin, "t-ani", PASSWORD)


@pytest.mark.usefixtures("login_comes_back")
def test_killed_at_any_statement_it_goes_on_under_the_same_pseudonym(portal: Portal) -> None:
    life = Life(portal)
    lived(life)
    before = portal.admin.execute(COUNTS).fetchone()
    leave(portal, "t-ani")
    statement, names = 0, set()
    while True:
        with Mortal.connect(portal.admin.info.dsn, password=portal.admin.info.password, autocommit=True) as mortal:
            mortal.left = statement
            try:
                names.add(erase(mortal, "t-ani", NOW, batch=2))
            except Killed:
                statement += 4
            else:
                break
        assert life.broken() == []
        names |= {name for (name,) in portal.admin.execute("select pseudonym from portal.erasure")}
    assert (statement > 20, len(names)) == (True, 1)
    assert (found(portal, SECRET), found(portal, "t-ani")) == (set(), {"departed"})
    assert portal.admin.execute(COUNTS).fetchone() == before
    assert portal.value("select count(*) from pg_roles where rolname = 't-ani'") == 0


def test_a_person_gets_all_that_is_held_about_them_and_no_notes_of_the_team(portal: Portal, tmp_path: Path) -> None:
    life = Life(portal)
    ids = lived(life)

    page = export(life.portal.admin, "t-ani", tmp_path, NOW)

    whole: dict[str, Any] = json.loads((page.parent / "data.json").read_text(encoding="utf-8"))
    assert [person["name"] for person in whole["profile"]] == ["Ani"]
    assert {request["id"] for request in whole["requests"]} == set(ids.values())
    assert {message["text"] for message in whole["messages"]} == {"Sudah", f"tentang {SECRET}"}
    assert {step["kind"] for step in whole["events"]} >= {"Submit", "AcknowledgeArticle", "Resolve", "Rate"}
    assert [each["article"] for each in whole["acknowledgements"]] == ["leave"]
    assert [rating["stars"] for rating in whole["ratings"]] == [5]
    assert len(whole["devices"]) == 1
    assert SECRET in page.read_text(encoding="utf-8")
    assert page.parent.stat().st_mode & 0o077 == page.stat().st_mode & 0o077 == 0
    with pytest.raises(NobodyToErase):
        collected(life.portal.admin, "nobody")
