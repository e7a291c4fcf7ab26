"""`sigap checklist …`, `sigap draft …`."""

from __future__ import annotations

from typing import Any

import typer

from desktop_app.domain.checklists.commands import CompleteTask, ReopenTask
from desktop_app.domain.effects import Command
from desktop_app.entry.terminal.door import JSON, Door, emit, fail
from desktop_app.store.drafts import Draft
from desktop_app.store.queries import checklists as checklist_queries
from desktop_app.store.queries.checklists import TaskItem

checklists = typer.Typer(help="Onboarding tasks.", no_args_is_help=True)
drafts = typer.Typer(help="Words that are not sent yet.", no_args_is_help=True)

_SAID = ("text", "subject", "title", "note", "returned", "reason")


def _said(draft: Draft) -> str:
    """The words of a draft: a message's text, a request's subject, a manuscript's title, what was noted."""
    return next((str(draft.body[name]) for name in _SAID if draft.body.get(name)), "")


def _tasks(door: Door) -> list[tuple[str, TaskItem]]:
    door.meet_company()
    held = door.laptop.read(lambda c: checklist_queries.for_me(c, door.me))
    return [(checklist.person, task) for checklist in held for phase in checklist.phases for task in phase.tasks]


@checklists.command("list")
def list_tasks(context: typer.Context, as_json: bool = JSON) -> None:
    """The tasks of the checklists this person sees."""
    door: Door = context.obj
    language = door.laptop.text.language
    rows: list[dict[str, Any]] = [
        {
            "id": task.id,
            "title": task.title[language],
            "owner": task.owner,
            "due": task.due,
            "done": task.state == "done",
            "pending": task.pending,
            "person": person,
            "done_by": task.done_by,
        }
        for person, task in _tasks(door)
    ]
    emit(as_json, rows, lambda: [f"[{'x' if r['done'] else ' '}] {r['due']}  {r['title']}  ({r['id']})" for r in rows])


@checklists.command()
def tick(context: typer.Context, task: str, as_json: bool = JSON) -> None:
    """Tick a task."""
    _set(context.obj, as_json, CompleteTask, task)


@checklists.command()
def untick(context: typer.Context, task: str, as_json: bool = JSON) -> None:
    """Take the tick away."""
    _set(context.obj, as_json, ReopenTask, task)


def _set(door: Door, as_json: bool, kind: type[Command], task: str) -> None:
    if all(held.id != task for _, held in _tasks(door)):
        fail(door.refusal("unknown", {}))
    door.say(as_json, kind, task=task)


@drafts.command("list")
def list_drafts(context: typer.Context, as_json: bool = JSON) -> None:
    """Drafts, and what was refused with words in it."""
    door: Door = context.obj
    rows = [
        {
            "id": draft.no,
            "kind": draft.kind,
            "about": draft.about,
            "text": _said(draft),
            "saved": door.iso(draft.at),
            "refused": draft.refused is not None,
        }
        for draft in door.laptop.store.drafts.list()
    ]
    emit(as_json, rows, lambda: [f"{row['kind']:<8} {row['about']}: {row['text']}" for row in rows])
