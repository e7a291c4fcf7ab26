"""What waits for the reader: at most three short lists, and one sentence that counts them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.store.queries.acknowledgements import Duty
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.checklists.count_words import counted, sentence_case
from desktop_app.ui.checklists.task_rows import due_label, due_of, local, ticked_words
from desktop_app.ui.conversation.article_links import article_links
from desktop_app.ui.conversation.due_words import due_group
from desktop_app.ui.conversation.due_words import due_label as request_due
from desktop_app.ui.due_badge import due_badge, is_late
from desktop_app.ui.home.reading import MOST, HomeRows, MyTask
from desktop_app.ui.links import Link, link
from desktop_app.ui.widgets.rows import Row
from desktop_app.wording import Wording

Key = Literal["queue", "replies", "must_read", "tasks"]
KEYS: tuple[Key, ...] = ("queue", "replies", "must_read", "tasks")
LISTS = 3
SOON = timedelta(days=7)
"""Tasks due later than this do not wait yet."""


@dataclass(frozen=True)
class Section:
    """One list: its rows are the first few of `count`; `more` shows all of them, `aside` is said beside its name."""

    key: Key
    title: str
    rows: tuple[Row, ...]
    count: int
    more: Link
    aside: str = ""


@dataclass(frozen=True)
class Waiting:
    """The lists in order; `rest` are those for which three lists left no place."""

    sections: tuple[Section, ...]
    rest: tuple[Section, ...]
    sentence: str

    @property
    def nothing(self) -> bool:
        """Whether nothing waits, and nothing was just done either."""
        return not self.sections


def waiting(home: HomeRows, me: str, words: Wording, just_ticked: Collection[str] = ()) -> Waiting:
    """What waits at this moment. Tasks that were just ticked stay in their list, so that the tick can be taken back."""
    queue = [item for item in home.queue if is_owed(item, me, words)]
    replies = [item for item in home.mine if wants_me(item, me)]
    tasks = sorted(
        (each for each in home.tasks if is_due(each, words) or each.task.id in just_ticked),
        key=lambda each: (each.task.due, each.task.id),
    )
    open_tasks = [each for each in tasks if each.task.state == "open"]
    found = [
        each
        for each in (
            Section("queue", _queue_title(home, words), tuple(queue_row(item, home, words) for item in queue[:MOST]),
                    len(queue), link("page", "desk")),
            Section("replies", words.text("Replies to you"),
                    tuple(reply_row(item, home, words) for item in replies[:MOST]), len(replies),
                    link("page", "requests")),
            Section("must_read", words.text("Must read"),
                    tuple(article_row(duty, home, words) for duty in home.must_read[:MOST]), len(home.must_read),
                    link("page", "knowledge")),
            Section("tasks", words.text("Your tasks"), tuple(task_row(each, me, words) for each in tasks[:MOST]),
                    len(open_tasks), link("page", "checklists"), _done_words(home, words)),
        )
        if each.rows
    ]  # fmt: skip
    late = sum(due_group(item, words) == "late" for item in queue)
    late += sum(due_of(each.task) < words.today() for each in open_tasks)
    late += sum(is_late(duty.due, words) for duty in home.must_read)
    today = sum(due_group(item, words) in ("soon", "today") for item in queue)
    today += sum(due_of(each.task) == words.today() for each in open_tasks)
    sentence = waits(sum(each.count for each in found), late, today, words)
    return Waiting(tuple(found[:LISTS]), tuple(found[LISTS:]), sentence)


def waits(n: int, late: int, today: int, words: Wording) -> str:
    """Enam hal menunggu Anda: satu terlambat, satu untuk hari ini."""
    text = words.text
    if not n:
        return text("Nothing waits for you.")
    said = sentence_case(
        text.plural("{count} thing waits for you", "{count} things wait for you", n, count=counted(n, text))
    )
    parts = []
    if late:
        parts.append(text.plural("{count} is late", "{count} are late", late, count=counted(late, text)))
    if today:
        parts.append(text.plural("{count} is for today", "{count} are for today", today, count=counted(today, text)))
    return f"{said}: {', '.join(parts)}." if parts else f"{said}."


def is_owed(item: RequestItem, me: str, words: Wording) -> bool:
    """Whether a request of the queue waits for this agent: theirs, or nobody's yet, and not the requester's turn."""
    if item.state not in OPEN or item.requester == me or item.assignee not in (None, me):
        return False
    return due_group(item, words) != "waiting" or item.unread > 0


def wants_me(item: RequestItem, me: str) -> bool:
    """Whether the one who asked has something to read or to answer."""
    return item.unread > 0 or (item.state == State.WAITING_REQUESTER and item.last_author not in (None, me))


def is_due(mine: MyTask, words: Wording) -> bool:
    """Whether the task is open and late, or due within a week."""
    return mine.task.state == "open" and due_of(mine.task) <= words.today() + SOON


def queue_row(item: RequestItem, home: HomeRows, words: Wording) -> Row:
    """A request of the queue: who asks from where, who has it, by when."""
    text, person = words.text, home.people.get(item.requester)
    place = "" if person is None else local(person.site_names, words).partition(" (")[0]
    who = ", ".join(part for part in (item.requester_name, place) if part)
    has = text("nobody yet") if item.assignee is None else text("you")
    fresh = text.plural("{n} new message", "{n} new messages", item.unread) if item.unread else ""
    body = " · ".join(part for part in (item.number or item.reference, who, fresh or has) if part)
    return Row(
        key=item.id, title=item.subject, body=body, avatar=item.requester_name, due=request_due(item, words),
        exact="" if item.due is None else words.exact(item.due),
    )  # fmt: skip


def reply_row(item: RequestItem, home: HomeRows, words: Wording) -> Row:
    """Who wrote last, and how it begins."""
    author = item.last_author or item.assignee or ""
    said = " ".join(article_links(item.last_message)[0].split())
    who = ", ".join(part for part in (home.name(author), home.team_names.get(item.team, "")) if part)
    return Row(
        key=item.id, title=item.subject, body=words.text("{who}: “{words}”", who=who, words=said),
        avatar=home.name(author), side=words.when(item.last_at), exact=words.exact(item.last_at),
    )  # fmt: skip


def article_row(duty: Duty, home: HomeRows, words: Wording) -> Row:
    """Whose article it is, how long it takes, and by when it is to be read."""
    item = duty.item
    team, length = home.team_names.get(item.owner, ""), home.words_of.get(item.id, 0)
    time = words.text("{time} to read", time=words.reading_time(length)) if length else ""
    body = " · ".join(part for part in (team, time, words.text("read without a network")) if part)
    return Row(key=item.id, title=item.title, body=body, icon="book-open", due=due_badge(duty.due, words))


def task_row(mine: MyTask, me: str, words: Wording) -> Row:
    """A task, ticked right here."""
    task, done = mine.task, mine.task.state == "done"
    of = words.text("for {name}", name=mine.of) if mine.of else ""
    body = ticked_words(task, me, words) if done else local(task.about, words)
    return Row(
        key=task.id, title=local(task.title, words), title_tone="soft" if done else "text", ticked=done,
        body=" · ".join(part for part in (of, body) if part), due=due_label(task, words),
    )  # fmt: skip


def _queue_title(home: HomeRows, words: Wording) -> str:
    if len(home.my_teams) == 1:
        return words.text("{team} queue", team=home.my_teams[0])
    return words.text("Queue")


def _done_words(home: HomeRows, words: Wording) -> str:
    n = home.done_this_week
    return words.text("Done this week: {n}", n=n) if n else ""
