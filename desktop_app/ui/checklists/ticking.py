"""Ticks a task and takes the tick away again: saved on this laptop first, so it works without a network."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app import sentences
from desktop_app.domain.checklists.commands import CompleteTask, ReopenTask
from desktop_app.domain.effects import Refused
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.commands import command
from desktop_app.ui.operation import Failure


def tick(context: Context, task: str, title: str, on: bool, owner: QObject) -> None:
    """Saves it and says so; the toast offers the way back."""
    say = context.text

    def saved(_: object) -> None:
        words = say("Done: {task}", task=title) if on else say("To do again: {task}", task=title)
        context.toast(words, lambda: _save(context, task, not on, owner, lambda _: None))

    _save(context, task, on, owner, saved)


def _save(context: Context, task: str, on: bool, owner: QObject, then: object) -> None:
    made = command(context, CompleteTask if on else ReopenTask, task=task)
    context.run(made, then, owner=owner, failed=lambda failure: _refused(context, failure))  # type: ignore[arg-type]


def _refused(context: Context, failure: Failure) -> None:
    error = failure.error
    if isinstance(error, Refused):
        context.toast(sentences.refusal(context.text, error.code, error.data, lambda login: login, context.words.when))
    else:
        context.shell.fail(failure)
