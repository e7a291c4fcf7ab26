"""What has ended leaves the laptops after the months its policy names, and the server after more; a hold stops that."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from desktop_app.domain.requests import keeping
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.rows import Retention
from desktop_app.protocol import wire
from sigap_server import archive, holds
from sigap_server.retention import RUN, AlreadyRunning, Due, UnknownPolicy, drop_policy, plan, policies, run, set_policy
from tests.server.life_bench import GONE, HERE, PUT_AWAY, Life, device_of, in_months
from tests.server.portal_bench import NOW, Portal, some_id, texts
from tests.server.test_lifecycle_parity import submit


@pytest.fixture
def life(shared_portal: Portal) -> Iterator[Life]:
    with shared_portal.undone():
        yield Life(shared_portal)


def note(request: str, person: str = "t-bona") -> AddReply:
    return AddReply(id=some_id(), person=person, at=NOW, request=request, text="x", internal=True)


def rows(portal: Portal, request: str, suffix: str = "") -> list[Any]:
    """All of a request as the tables hold it, but for when it was put away."""
    found = []
    for table in ("request", "message", "event", "rating"):
        column = "id" if table == "request" else "request"
        query = f"select to_jsonb(t) - 'ended' from portal.{table}{suffix} t where {column} = %s order by 1"
        found += [row[0] for row in portal.admin.execute(query, [request])]
    return found


def test_what_ended_a_year_ago_is_put_away_unchanged(life: Life) -> None:
    request = life.ended()
    before = rows(life.portal, request)

    run(life.portal.admin, in_months(11))
    assert life.where(request) == HERE
    run(life.portal.admin, in_months(13))

    assert life.where(request) == PUT_AWAY
    assert rows(life.portal, request, "_archive") == before
    assert life.broken() == []


def test_laptops_are_told_that_it_left(life: Life) -> None:
    request = life.ended()
    run(life.portal.admin, in_months(13))

    told = life.portal.admin.execute(
        "select stream, scope from portal.departed where key->>0 = %s order by 1, 2", [request]
    ).fetchall()
    assert told == [
        (stream, scope) for stream in ("event", "rating", "request") for scope in ("person:t-ani", "team:hr")
    ]


def test_what_is_open_stays_however_old(life: Life) -> None:
    request = life.opened()
    run(life.portal.admin, in_months(100))
    assert life.where(request)["request"] == (1, 0)


def test_the_last_thing_that_happened_counts(life: Life) -> None:
    request = life.ended()
    life.aged(request, 20)
    life.tell(note(request))

    run(life.portal.admin, in_months(1))
    assert life.where(request)["request"] == (1, 0)
    run(life.portal.admin, in_months(13))
    assert life.where(request)["request"] == (0, 1)


@pytest.mark.parametrize(
    ("policies", "months"),
    [
        ([("*", "*", 2)], 2),
        ([("*", "*", 2), ("hr", "*", 4)], 4),
        ([("hr", "*", 4), ("*", "question", 3)], 3),
        ([("*", "question", 3), ("hr", "question", 5), ("it", "question", 1)], 5),
    ],
)
def test_the_most_particular_policy_counts(life: Life, policies: list[tuple[str, str, int]], months: int) -> None:
    request = life.ended()
    for team, form, kept in policies:
        set_policy(life.portal.admin, Retention(team, form, kept, 60, texts("x")))

    run(life.portal.admin, in_months(months - 1))
    assert life.where(request) == HERE
    run(life.portal.admin, in_months(months))
    assert life.where(request) == PUT_AWAY


def test_a_policy_for_what_is_not_there_is_refused(life: Life) -> None:
    with pytest.raises(UnknownPolicy):
        set_policy(life.portal.admin, Retention("nobody", "*", 1, 2, texts("x")))
    with pytest.raises(UnknownPolicy):
        drop_policy(life.portal.admin, "*", "*")


def test_the_plan_says_what_a_run_would_do_and_does_nothing(life: Life) -> None:
    first, second = life.ended(), life.ended()
    run(life.portal.admin, in_months(13))
    third = life.ended()
    life.aged(third, 14)

    assert plan(life.portal.admin, in_months(0)) == [Due("hr", "question", 1, 0)]
    assert plan(life.portal.admin, in_months(62)) == [Due("hr", "question", 1, 2)]
    assert [life.where(id)["request"] for id in (first, second, third)] == [(0, 1), (0, 1), (1, 0)]


def test_a_month_that_is_over_is_dropped_whole(life: Life) -> None:
    request = life.ended()
    run(life.portal.admin, in_months(13))
    assert len(archive.months(life.portal.admin)) == 1

    done = run(life.portal.admin, in_months(62))

    assert (len(done.months), done.purged) == (1, 0)
    assert archive.months(life.portal.admin) == []
    assert life.where(request) == GONE
    assert life.broken() == []


def test_what_else_ended_in_that_month_goes_and_what_is_held_stays(life: Life) -> None:
    held, other = life.ended(), life.ended()
    run(life.portal.admin, in_months(13))
    hold = holds.add(life.portal.admin, request=held, reason="a lawsuit", now=in_months(13))

    done = run(life.portal.admin, in_months(62))
    assert (done.purged, life.where(held), life.where(other)) == (1, PUT_AWAY, GONE)
    assert life.broken() == []

    holds.release(life.portal.admin, hold, now=in_months(62))
    run(life.portal.admin, in_months(62))
    assert life.where(held) == GONE
    assert life.broken() == []


@pytest.mark.parametrize("person", ["t-ani", "t-bona"])
def test_a_hold_on_a_person_holds_what_they_asked_and_what_they_did(life: Life, person: str) -> None:
    concerned, other = life.ended(), life.ended(person="t-eka", agent="t-citra")
    run(life.portal.admin, in_months(13))
    holds.add(life.portal.admin, person=person, reason="a lawsuit", now=in_months(13))

    run(life.portal.admin, in_months(62))

    assert (life.where(concerned), life.where(other)) == (PUT_AWAY, GONE)


def test_commands_without_a_request_follow_the_policy_for_everything(life: Life) -> None:
    life.tell(note("nowhere"), note("nowhere"))
    events = "select count(*) from portal.event{} where request is null"

    assert run(life.portal.admin, in_months(13)).audit == 2
    assert (life.portal.value(events.format("")), life.portal.value(events.format("_archive"))) == (0, 2)
    run(life.portal.admin, in_months(62))
    assert life.portal.value(events.format("_archive")) == 0
    assert life.portal.value("select array_agg(array[first_no, last_no]) from portal.forgotten") == [[1, 2]]
    assert life.broken() == []


def test_a_change_in_the_archive_is_found(life: Life) -> None:
    """Else the archive would be the place to rewrite history in."""
    request = life.ended()
    run(life.portal.admin, in_months(13))
    life.portal.admin.execute("update portal.event_archive set body = '{}' where request = %s and no = 1", [request])
    assert [what for _, _, what in life.broken()] == ["it is not what was recorded"] * 2


def test_a_command_that_is_sent_again_is_answered_from_the_archive(life: Life) -> None:
    asked, wrong = submit(), note("nowhere", "t-ani")
    assert life.tell(asked, wrong) == [None, {"code": "unknown"}]
    life.portal.admin.execute("update portal.request set state = 'cancelled'")
    run(life.portal.admin, in_months(13))
    assert life.portal.value("select count(*) from portal.event") == 0

    assert life.send(device_of("t-ani"), 1, asked) is None
    assert life.send(device_of("t-ani"), 2, wrong) == {"code": "unknown"}
    assert life.portal.value("select count(*) from portal.request") == 0


def test_of_a_command_that_was_taken_away_nobody_knows_any_more(life: Life) -> None:
    """Its words come back to who sent them, and it is not done twice."""
    asked = submit()
    life.tell(asked)
    life.portal.admin.execute("update portal.request set state = 'cancelled'")
    run(life.portal.admin, in_months(13))
    run(life.portal.admin, in_months(62))

    assert life.send(device_of("t-ani"), 1, asked) == {"code": "unknown"}
    assert life.portal.value("select count(*) from portal.request") == 0


def test_a_double_is_noticed_in_the_archive_too(life: Life) -> None:
    life.tell(submit())
    life.portal.admin.execute("update portal.request set state = 'cancelled'")
    run(life.portal.admin, in_months(13))
    with pytest.raises(psycopg.Error) as refused, life.portal.admin.transaction():
        life.send(device_of("t-ani"), 1, submit())
    assert refused.value.sqlstate == "PT409"


def test_who_writes_to_a_request_that_was_put_away_is_told_until_when_it_is_kept(life: Life) -> None:
    request = life.ended()
    run(life.portal.admin, in_months(13))
    until = life.portal.value("select portal.later(ended, 60) from portal.request_archive")

    reply = AddReply(id=some_id(), person="t-ani", at=NOW, request=request, text="x")
    said = life.tell(note(request, "t-citra"), reply)
    assert said == [{"code": "archived", "until": until}] * 2
    assert life.tell(note(request, "t-dodi"), note(request, "t-eka")) == [{"code": "unknown"}] * 2


def test_database_and_laptop_count_months_and_choose_policies_alike(life: Life, chance: random.Random) -> None:
    for _ in range(200):
        at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**9))
        months = chance.randrange(-60, 120)
        then = life.portal.value("select portal.later(%s, %s)", wire.microseconds(at), months)
        assert wire.moment(then) == keeping.later(at, months)
    for team, form, months in (("hr", "*", 3), ("*", "question", 4), ("it", "question", 5), ("it", "*", 6)):
        set_policy(life.portal.admin, Retention(team, form, months, 60, texts("x")))
    known = policies(life.portal.admin)
    for team in ("hr", "it", "other"):
        for form in ("question", "repair"):
            mine = keeping.policy_for(known, team, form)
            kept = life.portal.value("select (portal.kept(%s, %s)).laptop_months", team, form)
            assert mine is not None
            assert kept == mine.laptop_months


class Killed(Exception):
    """The process was killed."""


class Mortal(psycopg.Connection[Any]):
    """A connection of a process that is killed before its n-th statement."""

    left = 1 << 30

    def execute(self, *given: Any, **more: Any) -> Any:
        self.left -= 1
        if self.left < 0:
            self.close()
            raise Killed
        return super().execute(*given, **more)


def test_killed_at_any_statement_nothing_is_half_done_and_the_next_run_goes_on(portal: Portal) -> None:
    life = Life(portal)
    requests = [life.ended() for _ in range(3)]
    life.tell(note("nowhere"), note("nowhere"))
    months, statement = 13, 0
    while True:
        with Mortal.connect(portal.admin.info.dsn, password=portal.admin.info.password, autocommit=True) as mortal:
            mortal.left = statement
            try:
                run(mortal, in_months(months), batch=2)
            except Killed:
                statement += 1
            else:
                if months == 62:
                    break
                months, statement = 62, 0
        assert all(life.where(request) in (HERE, PUT_AWAY, GONE) for request in requests)
        assert life.broken() == []
    assert statement > 10
    assert [life.where(request) for request in requests] == [GONE] * 3
    assert portal.value("select count(*) from portal.event") == 0


def test_a_request_that_somebody_works_on_right_now_waits_for_the_next_run(portal: Portal) -> None:
    life = Life(portal)
    busy, other = life.ended(), life.ended()
    with psycopg.connect(portal.admin.info.dsn, password=portal.admin.info.password) as worker:
        worker.execute("select from portal.request where id = %s for update", [busy])
        run(portal.admin, in_months(13))
        assert (life.where(busy), life.where(other)) == (HERE, PUT_AWAY)
    run(portal.admin, in_months(13))
    assert life.where(busy) == PUT_AWAY


def test_two_runs_do_not_meet(portal: Portal) -> None:
    with psycopg.connect(portal.admin.info.dsn, password=portal.admin.info.password, autocommit=True) as other:
        other.execute("select pg_advisory_lock(%s)", [RUN])
        with pytest.raises(AlreadyRunning):
            run(portal.admin, in_months(1))
