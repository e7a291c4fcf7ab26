"""What a checklist asks for, whoever it is for, and the tasks it becomes for one person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.checklists.schedule import working_day
from desktop_app.domain.people.rows import Person
from desktop_app.domain.service_hours import ServiceCalendar

NEW_HIRE, BUDDY, MANAGER = "new_hire", "buddy", "manager"
RELATIONS = (NEW_HIRE, BUDDY, MANAGER)
"""Who may own a task beside a team."""


@dataclass(frozen=True)
class TemplateTask:
    """One thing to do: `owner` is one of `RELATIONS` or a team, `offset` counts working days from the first day."""

    key: str
    title: dict[str, str]
    about: dict[str, str]
    owner: str
    offset: int
    article: str | None = None


@dataclass(frozen=True)
class Phase:
    """Tasks that belong to one time, as "first week"."""

    key: str
    title: dict[str, str]
    tasks: tuple[TemplateTask, ...]


@dataclass(frozen=True)
class Template:
    """One version of a checklist. Keys of tasks are unique in it and stay when words change."""

    id: str
    version: int
    title: dict[str, str]
    phases: tuple[Phase, ...]


def task_id(template: str, person: str, key: str) -> str:
    """The id of a task: the same whenever it is made again."""
    return str(uuid5(NAMESPACE_URL, f"sigap://checklist/{template}/{person}/{key}"))


def tasks_for(
    template: Template, person: Person, leads: Mapping[str, str], calendar: ServiceCalendar, first: date | None = None
) -> list[Task]:
    """The tasks of the checklist for this person, in order.

    `leads` names the lead of each team, who owns what is the team's; without a buddy or a manager it is the lead of the
    person's own team. `calendar` is that of the person's site, `first` the first day if it is not the one of the
    person. Raises `ValueError` when there is no first day, `NeverOpens`.
    """
    start = first if first is not None else date.fromisoformat(person.start) if person.start else None
    if start is None:
        raise ValueError(f"no first day is known for {person.login}")
    manager = person.manager or leads.get(person.team) or person.login
    owners = {NEW_HIRE: person.login, BUDDY: person.buddy or manager, MANAGER: manager}
    steps = [(phase, task) for phase in template.phases for task in phase.tasks]
    return [
        Task(
            id=task_id(template.id, person.login, task.key),
            checklist=template.id,
            person=person.login,
            owner=owners[task.owner] if task.owner in owners else leads[task.owner],
            buddy=person.buddy,
            title=task.title,
            about=task.about,
            phase=phase.title,
            position=position,
            due=working_day(start, task.offset, calendar).isoformat(),
            article=task.article,
        )
        for position, (phase, task) in enumerate(steps, start=1)
    ]
