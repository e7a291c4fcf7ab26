"""What people do with checklists."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows


def may_tick(task: Task, person: str) -> bool:
    """Whether this person may tick the task: who it is for, and the buddy beside them."""
    return person in (task.owner, task.buddy)


def _task(rows: Rows, key: str, person: str) -> Task:
    task = rows.get(Task, key)
    if task is None or person not in (task.owner, task.person, task.buddy):
        raise Refused("unknown")
    if not may_tick(task, person):
        raise Refused("not_yours")
    return task


@dataclass(frozen=True, kw_only=True)
class CompleteTask(Command):
    """Ticks a task. Ticking a done one changes nothing: two people may tick it, each on a laptop without network."""

    task: str

    def effects(self, rows: Rows) -> Effects:
        task = _task(rows, self.task, self.person)
        return [] if task.state == "done" else [Put(replace(task, state="done", done_by=self.person, done=None))]


@dataclass(frozen=True, kw_only=True)
class ReopenTask(Command):
    """Takes the tick away."""

    task: str

    def effects(self, rows: Rows) -> Effects:
        task = _task(rows, self.task, self.person)
        return [] if task.state == "open" else [Put(replace(task, state="open", done_by=None, done=None))]
