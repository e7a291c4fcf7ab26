"""Tasks as rows: whose it is, by when in words, who ticked it and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_app.store.queries.checklists import TaskItem
from desktop_app.ui.widgets.rows import Label, Row
from desktop_app.wording import Wording


def task_row(task: TaskItem, me: str, titles: Mapping[str, str], words: Wording, *, in_columns: bool) -> Row:
    """One task. Without columns the one who does it stands before what it is about."""
    done = task.state == "done"
    body = ticked_words(task, me, words) if done else local(task.about, words)
    owner = owner_word(task, me, words)
    if not in_columns and not done and task.owner != me:
        body = f"{owner} · {body}"
    if task.pending and not done:
        body = " · ".join(part for part in (words.text("not sent yet"), body) if part)
    article = titles.get(task.article or "", "")
    return Row(
        key=task.id, title=local(task.title, words), title_tone="soft" if done else "text", body=body,
        ticked=None if not task.mine and not done else done, tickable=task.mine, due=due_label(task, words),
        owner=(owner, task.owner_name) if in_columns else None, owner_me=task.owner == me,
        exact=_whole(task, article, words), leads=bool(article),
    )  # fmt: skip


def owner_word(task: TaskItem, me: str, words: Wording) -> str:
    """Who does it, in one word."""
    return words.text("You") if task.owner == me else task.owner_name.split()[0]


def finished_row(task: TaskItem, me: str, titles: Mapping[str, str], words: Wording) -> Row:
    """A task that was done before, in one line."""
    done, article = task.state == "done", titles.get(task.article or "", "")
    return Row(
        key=task.id, title=local(task.title, words), title_tone="soft" if done else "text",
        aside=ticked_words(task, me, words) if done else "", ticked=done or (None if not task.mine else False),
        tickable=task.mine, due=due_label(task, words), exact=_whole(task, article, words), leads=bool(article),
    )  # fmt: skip


def _whole(task: TaskItem, article: str, words: Wording) -> str:
    """All of it on hover: a line may have been too short."""
    opens = words.text("Opens the article “{title}”", title=article) if article else ""
    return "\n".join(part for part in (local(task.title, words), local(task.about, words), opens) if part)


def due_label(task: TaskItem, words: Wording) -> Label:
    """The badge at the right: done, late by how much, today, by which day."""
    if task.state == "done":
        return (words.text("not sent yet"), "warn") if task.pending else (words.text("done"), "good")
    day = due_of(task)
    if day < words.today():
        return words.due_day(day), "danger"
    if day == words.today():
        return words.due_day(day), "warn"
    return words.due_day(day), "neutral" if task.mine else "info"


def due_of(task: TaskItem) -> date:
    """The day it is due, at the site of the person it is for."""
    return date.fromisoformat(task.due)


def ticked_words(task: TaskItem, me: str, words: Wording) -> str:
    """Who ticked it and when; the time is the database's, so it is not there before the tick was sent."""
    text, by_me = words.text, task.done_by == me
    if task.done is None:
        return text("Ticked by you") if by_me else text("Ticked by {name}", name=task.done_by_name or "")
    when = words.when(task.done)
    if by_me:
        return text("Ticked by you {time}", time=when)
    return text("Ticked by {name} {time}", name=task.done_by_name or "", time=when)


def local(names: Mapping[str, str], words: Wording) -> str:
    """A text the company wrote in several languages, in the reader's, else in any."""
    return names.get(words.text.language) or next(iter(names.values()), "")
