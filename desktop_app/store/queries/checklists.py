"""Checklists: one's own, and those of the people one accompanies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from desktop_app.domain.checklists.commands import may_tick
from desktop_app.domain.checklists.rows import Task
from desktop_app.store.queries.people import PersonItem, names, person
from desktop_app.store.queries.rows import StoredRows, decoded, pending_keys
from desktop_app.store.schema import REPLICA

_TASK = REPLICA["task"]


@dataclass(frozen=True)
class TaskItem:
    """A task of a checklist. `mine`: the reader may tick it. `pending`: the database does not have the tick yet."""

    id: str
    title: dict[str, str]
    about: dict[str, str]
    owner: str
    owner_name: str
    due: str
    state: str
    done_by: str | None
    done_by_name: str | None
    done: datetime | None
    pending: bool
    mine: bool
    article: str | None


@dataclass(frozen=True)
class Phase:
    """A part of a checklist with a title of its own, by language."""

    title: dict[str, str]
    tasks: tuple[TaskItem, ...]


@dataclass(frozen=True)
class ChecklistItem:
    """One person's checklist; `id` is the checklist's."""

    id: str
    person: str
    person_name: str
    buddy: PersonItem | None
    phases: tuple[Phase, ...]
    done: int
    total: int


def for_me(connection: sa.Connection, me: str) -> list[ChecklistItem]:
    """The reader's own checklists first, then those they accompany or have a task in, by person."""
    theirs = sa.select(_TASK).where((_TASK.c.person == me) | (_TASK.c.buddy == me) | (_TASK.c.owner == me))
    tasks: list[Task] = decoded(Task, connection.execute(theirs))
    of: dict[tuple[str, str], list[Task]] = {}
    for task in sorted(
        tasks, key=lambda task: (task.person != me, task.person, task.checklist, task.position, task.id)
    ):
        of.setdefault((task.person, task.checklist), []).append(task)
    name_of, pending = names(connection), pending_keys(connection, "task")
    return [
        _checklist(connection, checklist, whom, found, me, name_of, pending) for (whom, checklist), found in of.items()
    ]


def _checklist(
    connection: sa.Connection,
    id: str,
    whom: str,
    tasks: list[Task],
    me: str,
    name_of: dict[str, str],
    pending: frozenset[tuple[object, ...]],
) -> ChecklistItem:
    phases: list[tuple[dict[str, str], list[TaskItem]]] = []
    for task in tasks:
        if not phases or phases[-1][0] != task.phase:
            phases.append((task.phase, []))
        phases[-1][1].append(_item(task, me, name_of, (task.id,) in pending))
    buddy = next((task.buddy for task in tasks if task.buddy), None)
    return ChecklistItem(
        id=id,
        person=whom,
        person_name=name_of.get(whom, whom),
        buddy=person(connection, buddy) if buddy else None,
        phases=tuple(Phase(title, tuple(found)) for title, found in phases),
        done=sum(task.state == "done" for task in tasks),
        total=len(tasks),
    )


def _item(task: Task, me: str, name_of: dict[str, str], pending: bool) -> TaskItem:
    return TaskItem(
        id=task.id,
        title=task.title,
        about=task.about,
        owner=task.owner,
        owner_name=name_of.get(task.owner, task.owner),
        due=task.due,
        state=task.state,
        done_by=task.done_by,
        done_by_name=None if task.done_by is None else name_of.get(task.done_by, task.done_by),
        done=task.done,
        pending=pending,
        mine=may_tick(task, me),
        article=task.article,
    )


def task(connection: sa.Connection, id: str) -> Task | None:
    """The task with this id, for the terminal."""
    return StoredRows(connection).get(Task, id)


def open_tasks(connection: sa.Connection, me: str) -> int:
    """How many open tasks this person has to do themselves."""
    mine = sa.select(sa.func.count()).where(_TASK.c.owner == me, _TASK.c.state == "open")
    return connection.scalar(mine) or 0
