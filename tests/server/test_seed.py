"""The sample company lies in the database as it lies in its folder, and its people can come in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from desktop_app.domain.forms.answers import judge
from desktop_app.domain.requests.submission import context
from desktop_app.protocol.streams import BY_NAME
from desktop_app.resources import folder
from sigap_server.check import faults
from sigap_server.install import install
from sigap_server.seed import seed_company
from tests.server.portal_bench import Laptop, Portal, some_id


@pytest.fixture(scope="module")
def sample(postgres_server: Any, shared_database: Callable[..., str]) -> Any:
    url = shared_database("sample")
    with psycopg.connect(url, autocommit=True) as admin:
        install(admin)
        passwords: dict[str, str] = defaultdict(lambda: "of the sample")
        company = seed_company(admin, folder(), passwords)
        name = admin.info.dbname
        portal = Portal(admin, lambda login: postgres_server.url(name, login, passwords[login]))
        yield portal, company
        portal.close()


def test_nothing_is_wrong_with_it(sample: Any) -> None:
    portal, _ = sample

    assert list(faults(portal.admin)) == []


def test_each_person_comes_in_and_holds_what_is_theirs(sample: Any) -> None:
    portal, company = sample
    for person in company.people:
        laptop = Laptop(portal.connect(person.login), some_id())
        assert laptop.hello()["login"] == person.login
        laptop.take(laptop.call())

        assert len(laptop.rows["person"]) == len(company.people) == 30
        assert laptop.keys("team") == {team.id for team in company.teams}
        assert laptop.keys("glossary") == {row.name for row in company.glossary} != set()
        assert {key[0] for key in laptop.keys("form")} >= {"question", "leave-question", "sick-leave"}
        tasks = [BY_NAME["task"].decode(row) for row in laptop.rows["task"].values()]
        assert all(person.login in (task.person, task.owner, task.buddy) for task in tasks)


def test_a_new_hire_has_tasks_done_and_to_do(sample: Any) -> None:
    portal, company = sample
    for part in company.assignments:
        done = portal.value("select count(*) from portal.task where person = %s and state = 'done'", part.person)
        left = portal.value("select count(*) from portal.task where person = %s and state = 'open'", part.person)
        assert (done, left > 0) == (len(part.done), True), part.person


def test_seeding_again_changes_nothing_that_laptops_hold(sample: Any) -> None:
    portal, _ = sample
    names = ("person", "team", "site", "membership", "transition", "form", "article", "glossary", "task")
    before = {name: portal.value(f"select max(changed::text::bigint) from portal.{name}") for name in names}
    portal.admin.execute("update portal.task set state = 'done' where state = 'open'")
    before["task"] = portal.value("select max(changed::text::bigint) from portal.task")

    seed_company(portal.admin, folder(), defaultdict(lambda: "of the sample"))

    assert before == {name: portal.value(f"select max(changed::text::bigint) from portal.{name}") for name in names}


def test_every_form_is_judged_alike_when_nothing_is_answered(sample: Any) -> None:
    portal, company = sample
    person = next(person for person in company.people if person.login == "sari")
    own = context(person, "2026-11-25")
    for form, definition in portal.admin.execute("select form, definition from portal.form").fetchall():
        verdict = judge(definition, {}, own)
        row = portal.admin.execute(
            "select problem, team, priority from portal.judge_answers(%s, '{}', %s)",
            [psycopg.types.json.Jsonb(definition), psycopg.types.json.Jsonb(own)],
        ).fetchone()
        assert row == (list(verdict.problem) if verdict.problem else None, verdict.team, verdict.priority), form
