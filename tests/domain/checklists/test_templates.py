"""A checklist becomes tasks of one person, each with someone who does it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.checklists.templates import Phase, Template, TemplateTask, task_id, tasks_for
from desktop_app.domain.people.rows import Person
from desktop_app.domain.service_hours import ServiceCalendar

SITE = ServiceCalendar.from_mapping(
    {"timezone": "Asia/Makassar", "week": {day: [["08:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
LEADS = {"operations": "anton", "it": "arif"}


def words(text: str) -> dict[str, str]:
    return {"id": f"{text} (id)", "en": text}


def step(key: str, owner: str, offset: int, article: str | None = None) -> TemplateTask:
    return TemplateTask(key, words(key), words(f"why {key}"), owner, offset, article)


TEMPLATE = Template(
    "onboarding",
    1,
    words("Onboarding"),
    (
        Phase("before", words("Before"), (step("laptop", "it", -2, "laptop-and-accounts"),)),
        Phase(
            "week",
            words("Week"),
            (step("sign-in", "new_hire", 0), step("lunch", "buddy", 4), step("goals", "manager", 10)),
        ),
    ),
)
AYU = Person(
    login="ayu",
    name="Ayu Lestari",
    team="operations",
    role="new hire",
    title=words("Planning officer"),
    email="ayu@example.org",
    phone="",
    site="makassar",
    language="id",
    start="2026-11-16",
    buddy="agus",
    manager="ratna",
)


def test_each_task_has_its_owner_day_and_place() -> None:
    tasks = tasks_for(TEMPLATE, AYU, LEADS, SITE)
    assert [(t.position, t.title["en"], t.phase["en"], t.owner, t.due, t.article) for t in tasks] == [
        (1, "laptop", "Before", "arif", "2026-11-12", "laptop-and-accounts"),
        (2, "sign-in", "Week", "ayu", "2026-11-16", None),
        (3, "lunch", "Week", "agus", "2026-11-20", None),
        (4, "goals", "Week", "ratna", "2026-11-30", None),
    ]
    assert {(t.person, t.buddy, t.checklist, t.state, t.done_by, t.done) for t in tasks} == {
        ("ayu", "agus", "onboarding", "open", None, None)
    }


def test_tasks_keep_their_ids_when_they_are_made_again() -> None:
    renamed = replace(TEMPLATE, version=2, title=words("Welcome"))
    ids = [t.id for t in tasks_for(TEMPLATE, AYU, LEADS, SITE)]
    assert ids == [t.id for t in tasks_for(renamed, AYU, LEADS, SITE, first=date(2026, 12, 7))]
    assert ids[0] == task_id("onboarding", "ayu", "laptop")


def test_two_people_never_share_a_task() -> None:
    ids = {t.id for login in ("ayu", "frans") for t in tasks_for(TEMPLATE, replace(AYU, login=login), LEADS, SITE)}
    assert len(ids) == 8


@pytest.mark.parametrize(
    ("buddy", "manager", "owners"),
    [
        (None, "ratna", ["arif", "ayu", "ratna", "ratna"]),
        ("agus", None, ["arif", "ayu", "agus", "anton"]),
        (None, None, ["arif", "ayu", "anton", "anton"]),
    ],
)
def test_without_buddy_or_manager_somebody_still_does_it(
    buddy: str | None, manager: str | None, owners: list[str]
) -> None:
    tasks = tasks_for(TEMPLATE, replace(AYU, buddy=buddy, manager=manager), LEADS, SITE)
    assert [t.owner for t in tasks] == owners


def test_another_first_day_may_be_given() -> None:
    assert tasks_for(TEMPLATE, replace(AYU, start=None), LEADS, SITE, first=date(2026, 12, 7))[1].due == "2026-12-07"


def test_without_a_first_day_there_are_no_dates() -> None:
    with pytest.raises(ValueError, match="ayu"):
        tasks_for(TEMPLATE, replace(AYU, start=None), LEADS, SITE)
