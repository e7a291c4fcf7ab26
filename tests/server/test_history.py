"""A company that was asked something before: nothing of it is impossible, and laptops show it as it is told."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest

from desktop_app.domain.forms.answers import judge
from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.domain.requests.submission import Submit, context
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.resources import folder
from desktop_app.store.engine import open_store
from desktop_app.store.queries import requests
from desktop_app.sync.once import sync_once
from desktop_app.sync.session import PostgresConnector
from sigap_server.check import faults
from sigap_server.company import Company, read_folder
from sigap_server.demo import serve
from sigap_server.file_errors import FileErrors
from sigap_server.forms import read_folder as read_forms
from sigap_server.history import load_history, open_since, read_history
from sigap_server.install import install
from sigap_server.seed import seed_company
from tests.databases import own_folder

TOLD = folder() / "company" / "history.yaml"
PASSWORD = "of the history"
MOMENTS = {
    "a morning": datetime(2026, 11, 25, 2, tzinfo=UTC),
    "a Sunday night": datetime(2026, 11, 29, 15, tzinfo=UTC),
    "New Year's Day": datetime(2027, 1, 1, 3, tzinfo=UTC),
    "after the long holidays": datetime(2027, 3, 16, 0, 30, tzinfo=UTC),
}


@pytest.fixture(scope="module")
def company() -> Company:
    return read_folder(folder() / "company")


@pytest.fixture(scope="module")
def forms() -> dict[str, Any]:
    return {form.form: form for form in read_forms(folder() / "forms")}


@pytest.fixture(scope="module")
def lived_in(
    postgres_server: Any, shared_database: Callable[..., str], company: Company, tmp_path_factory: Any
) -> Iterator[Any]:
    """The sample company with its history, and the laptops of some of its people."""
    with psycopg.connect(shared_database("history"), autocommit=True) as admin:
        install(admin)
        seed_company(admin, folder(), defaultdict(lambda: PASSWORD))
        written = load_history(admin, TOLD, company)
        row = admin.execute("select clock_timestamp()").fetchone()
        assert row is not None
        stores = {}
        for login in ("sari", "budi", "made", "dimas"):
            stores[login] = open_store(tmp_path_factory.mktemp(login), login=login)
            url = postgres_server.url(admin.info.dbname, login, PASSWORD)
            assert sync_once(stores[login], PostgresConnector(url), lambda: datetime.now(UTC)).problem is None
        yield SimpleNamespace(admin=admin, stores=stores, now=row[0], written=written)
        for store in stores.values():
            store.close()


def value(lived_in: Any, query: str) -> Any:
    return lived_in.admin.execute(query).fetchone()[0]


def mine(lived_in: Any, login: str) -> list[Any]:
    found: list[Any] = lived_in.stores[login].reader.read(lambda c: requests.mine(c, login, now=lived_in.now))
    return found


def queue(lived_in: Any, login: str) -> list[Any]:
    found: list[Any] = lived_in.stores[login].reader.read(lambda c: requests.queue(c, login, now=lived_in.now))
    return found


def test_the_database_finds_no_fault_in_it_and_its_audit_holds(lived_in: Any) -> None:
    assert list(faults(lived_in.admin)) == []
    assert value(lived_in, "select count(*) from portal.broken_links()") == 0
    assert value(lived_in, "select count(*) from portal.event") == lived_in.written > 50


def test_telling_it_twice_adds_nothing(lived_in: Any, company: Company) -> None:
    assert load_history(lived_in.admin, TOLD, company) == 0
    assert value(lived_in, "select count(*) from portal.event") == lived_in.written


def test_it_happened_in_the_past_one_thing_after_the_other(lived_in: Any) -> None:
    past = "select bool_and(at < received and received < portal.now()) from portal.event"
    assert value(lived_in, past) is True
    stamps = lived_in.admin.execute(
        "select array_agg(received order by device, no) from portal.event group by device"
    ).fetchall()
    assert all(row[0] == sorted(row[0]) for row in stamps)
    numbers = "select array_agg(number order by received) from portal.request where team = 'hr'"
    assert value(lived_in, numbers) == [f"HR-{1001 + at}" for at in range(len(value(lived_in, numbers)))]


def test_each_request_keeps_the_calendar_of_its_team(lived_in: Any) -> None:
    pinned = """
        select count(*) filter (where q.calendar = k.id || '@' || k.version), count(*) from portal.request q
        join portal.team t on t.id = q.team join portal.calendar k on k.id = t.calendar
    """
    row = lived_in.admin.execute(pinned).fetchone()
    assert row[0] == row[1] == value(lived_in, "select count(*) from portal.request")


def test_nobody_comes_in_with_a_device_of_the_history(lived_in: Any, postgres_server: Any) -> None:
    url = postgres_server.url(lived_in.admin.info.dbname, "sari", PASSWORD)
    mine = value(lived_in, "select id from portal.device where login = 'sari' and starts_with(id, 'history-')")
    with psycopg.connect(url) as connection, pytest.raises(psycopg.Error) as refused:
        connection.execute("select portal_api.hello(%s, 1)", [mine])
    assert refused.value.sqlstate == "PT403"


def test_an_agent_finds_one_request_late_one_due_soon_and_others_in_time(lived_in: Any, company: Company) -> None:
    waiting = [item for item in queue(lived_in, "budi") if item.state in OPEN]
    calendar = next(ServiceCalendar.from_mapping(c.definition) for c in company.calendars if c.id == "hr-jakarta")
    left = [calendar.elapsed(lived_in.now, item.due) for item in waiting if item.due is not None]

    assert [item.late for item in waiting] == [True] + [False] * (len(waiting) - 1)
    assert (waiting[0].state, waiting[0].due_kind) == (State.NEW, "first_response")
    assert left[0] < timedelta() < left[1] < timedelta(hours=1) < min(left[2:])
    assert {item.assignee for item in waiting} >= {None, "budi", "dewi"}
    assert [item.state for item in waiting if item.due is None] == [State.WAITING_REQUESTER]


@pytest.mark.parametrize("login", ["made", "dimas"])
def test_no_other_team_is_late(lived_in: Any, login: str) -> None:
    waiting = [item for item in queue(lived_in, login) if item.state in OPEN]
    assert waiting and all(item.due is not None and not item.late for item in waiting)


def test_a_requester_has_one_to_answer_one_to_confirm_and_one_rated(lived_in: Any) -> None:
    found = {item.state: item for item in mine(lived_in, "sari")}

    assert set(found) == {State.WAITING_REQUESTER, State.RESOLVED, State.CLOSED}
    assert found[State.WAITING_REQUESTER].last_author == "budi" and found[State.WAITING_REQUESTER].unread == 1
    assert found[State.RESOLVED].unread == 1
    assert found[State.CLOSED].rated == 5


def test_all_that_may_become_of_a_request_is_there(lived_in: Any) -> None:
    states = "select array_agg(distinct state) from portal.request"
    assert set(value(lived_in, states)) == {state.value for state in State}
    assert value(lived_in, "select count(distinct team) from portal.request") == 5
    assert value(lived_in, "select count(*) from portal.message where requester is null") == 1
    assert value(lived_in, "select min(stars) >= 3 and max(stars) = 5 from portal.rating") is True


@pytest.mark.parametrize("now", MOMENTS.values(), ids=MOMENTS)
def test_whenever_it_is_told_all_answers_pass(company: Company, forms: dict[str, Any], now: datetime) -> None:
    past = read_history(TOLD, company, forms, now)
    people = {person.login: person for person in company.people}

    assert all(each.received < now for each in past)
    raised = [each.command for each in past if isinstance(each.command, Submit)]
    assert len(raised) >= 16
    for submit in raised:
        verdict = judge(forms[submit.form].definition, submit.answers, context(people[submit.person], submit.today))
        assert (verdict.problem, verdict.kept) == (None, submit.answers), submit.form


@pytest.mark.parametrize("hours", [0.5, 3, 8, 20, 100])
def test_open_time_is_counted_backwards_as_it_is_forwards(company: Company, hours: float) -> None:
    work = timedelta(hours=hours)
    for calendar in (ServiceCalendar.from_mapping(each.definition) for each in company.calendars):
        for now in MOMENTS.values():
            assert calendar.elapsed(open_since(calendar, now, work), now) == work


def wrong(path: Path, text: str, company: Company, forms: dict[str, Any]) -> list[str]:
    """What is said of such a file, without its path."""
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileErrors) as failed:
        read_history(path, company, forms, MOMENTS["a morning"])
    return [str(error).removeprefix(f"{path}:") for error in failed.value.errors]


def test_mistakes_are_told_with_line_and_field(tmp_path: Path, company: Company, forms: dict[str, Any]) -> None:
    path = tmp_path / "history.yaml"
    people = """
requests:
  - by: nobody
    form: question
    ago: 2h
    answers: {}
    steps:
      - {by: budi, does: take, ago: 3h}
      - {by: budi, does: claim, ago: 1h, text: Halo}
      - {by: sari, does: rate, ago: 30m}
"""
    assert wrong(path, people, company, forms) == [
        "3: requests[0].by: expected the login of someone in the company",
        "8: requests[0].steps[0].ago: expected less than of the step before",
        "8: requests[0].steps[0].text: expected what was said",
        "9: requests[0].steps[1].text: expected no words: nothing is said with claim",
        "10: requests[0].steps[2].stars: expected one to five with rate, and with nothing else",
    ]
    steps = "[{by: budi, does: nap, ago: 1h}]"
    shape = f"requests:\n  - {{by: sari, form: question, ago: soon, answers: {{}}, steps: {steps}}}\n"
    assert [line.partition(":")[2].partition(" expected")[0] for line in wrong(path, shape, company, forms)] == [
        " requests[0].ago:",
        " requests[0].steps[0].does:",
    ]


def test_an_answer_that_does_not_pass_is_told_with_its_line(
    tmp_path: Path, company: Company, forms: dict[str, Any]
) -> None:
    text = """
requests:
  - by: ujang
    form: expense-claim
    ago: 2h
    answers:
      purpose: work
      lines:
        - {date: {working_day: -1}, kind: transport, what: Ojek, amount: 38000}
        - {date: {working_day: -1}, kind: flying, what: Ojek, amount: 38000}
"""
    assert wrong(tmp_path / "history.yaml", text, company, forms) == [
        "10: requests[0].answers.lines[1].kind: expected an answer that the form takes (not_a_choice)"
    ]


def test_what_could_not_have_happened_is_refused_and_nothing_is_written(
    tmp_path: Path, lived_in: Any, company: Company
) -> None:
    path = tmp_path / "history.yaml"
    path.write_text(
        "requests:\n"
        '  - by: sari\n    form: question\n    ago: 2h\n    answers: {subject: Gaji, text: "Kapan?"}\n'
        "    steps:\n      - {by: made, does: claim, ago: 1h}\n",
        encoding="utf-8",
    )
    with lived_in.admin.transaction(force_rollback=True):
        lived_in.admin.execute("delete from portal.event; delete from portal.device where starts_with(id, 'history-')")
        before = value(lived_in, "select count(*) from portal.request")
        with pytest.raises(FileErrors, match=r":7: .*what was allowed at that moment \(unknown\)"):
            load_history(lived_in.admin, path, company)
        assert value(lived_in, "select count(*) from portal.request") == before


def test_the_demo_tells_it_only_when_asked_and_only_once() -> None:
    def asked(history: bool) -> int:
        with serve(home, history=history) as line, psycopg.connect(str(line["admin_url"])) as admin:
            row = admin.execute("select count(*) from portal.request").fetchone()
            assert row is not None
            return int(row[0])

    home = own_folder()
    home.mkdir(mode=0o700)
    try:
        assert asked(history=False) == 0
        told = asked(history=True)
        assert told >= 16
        assert asked(history=True) == told
    finally:
        shutil.rmtree(home)
