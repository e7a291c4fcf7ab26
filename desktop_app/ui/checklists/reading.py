"""What the page of checklists shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.store.queries import checklists, knowledge, people
from desktop_app.store.queries.checklists import ChecklistItem, TaskItem
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import Hours, hours, service_calendar

Which = tuple[str, str]
"""Whose checklist, and its id."""


@dataclass(frozen=True)
class Checklists:
    """One's own come first. `titles` are those of the articles that tasks name, in the reader's language."""

    items: tuple[ChecklistItem, ...]
    people: Mapping[str, PersonItem]
    hours_at: Mapping[str, Hours | None]
    titles: Mapping[str, str]

    def find(self, which: Which | None) -> ChecklistItem | None:
        """That checklist (an empty id: any of the person), or the first one."""
        person, id = which or ("", "")
        found = (item for item in self.items if item.person == person and id in ("", item.id))
        return next(found, next(iter(self.items), None))

    def holding(self, task: str) -> ChecklistItem | None:
        """The checklist this task is on."""
        return next((item for item in self.items if any(each.id == task for each in tasks_of(item))), None)


def which_of(item: ChecklistItem) -> Which:
    """What tells this checklist from the others."""
    return item.person, item.id


def tasks_of(item: ChecklistItem) -> list[TaskItem]:
    """Its tasks over all phases, in order."""
    return [task for phase in item.phases for task in phase.tasks]


def read_checklists(c: Any, me: str, context: Context) -> Checklists:
    """Reads them, with who is on them and when those people work."""
    items = tuple(checklists.for_me(c, me))
    if not items:
        return Checklists((), {}, {}, {})
    on_them = {item.person for item in items} | {item.buddy.login for item in items if item.buddy is not None}
    known = {each.login: each for each in people.people(c)}
    sites = {known[login].site for login in on_them if login in known}
    now, titles = context.now(), {}
    for article in knowledge.articles(c):
        if article.id not in titles or article.language == context.language:
            titles[article.id] = article.title
    return Checklists(
        items, known, {site: hours(service_calendar(people.calendar(c, site)), now) for site in sites}, titles
    )


def due_until(c: Any, me: str, day: date) -> int:
    """How many open tasks of this person are due on that day or were due before."""
    tasks = (task for item in checklists.for_me(c, me) for task in tasks_of(item))
    return sum(task.owner == me and task.state == "open" and task.due <= day.isoformat() for task in tasks)
