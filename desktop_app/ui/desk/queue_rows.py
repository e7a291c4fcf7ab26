"""The queue as rows: by what is due first, each with words for its colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app import sentences
from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.conversation.due_words import GROUPS, due_group, due_label
from desktop_app.ui.conversation.due_words import Group as DueGroup
from desktop_app.ui.theme.tokens import State as Tone
from desktop_app.ui.widgets.rows import Group, Label, Row
from desktop_app.wording import Wording

Filter = Literal["all", "mine", "new", "waiting"]
_TONES: dict[DueGroup, Tone] = {"late": "danger", "soon": "warn"}


@dataclass(frozen=True)
class Queue:
    """What the desk lists: open requests first, by what is due; then what was answered or closed."""

    items: tuple[RequestItem, ...]
    people: Mapping[str, PersonItem]
    team_names: tuple[str, ...]


def fits(item: RequestItem, which: Filter, me: str) -> bool:
    """Whether it is shown under this chip. Only what is open is in the queue."""
    if item.state not in OPEN:
        return False
    match which:
        case "mine":
            return item.assignee == me
        case "new":
            return item.state == State.NEW
        case "waiting":
            return item.state in (State.WAITING_REQUESTER, State.WAITING_OTHER)
    return True


def found(queue: Queue, typed: str) -> list[RequestItem]:
    """Those in which all words typed occur, closed ones too."""
    wanted = typed.casefold().split()

    def has(item: RequestItem) -> bool:
        person = queue.people.get(item.requester)
        where = (
            item.subject, item.number or "", item.reference, item.requester_name, item.assignee_name or "",
            item.last_message, *item.form_title.values(), *(() if person is None else person.site_names.values()),
        )  # fmt: skip
        all_of_it = " ".join(where).casefold()
        return all(word in all_of_it for word in wanted)

    return [item for item in queue.items if has(item)]


def late(items: Iterable[RequestItem], words: Wording) -> int:
    """How many of these are late now."""
    return sum(due_group(item, words) == "late" for item in items)


def rows(items: Sequence[RequestItem], queue: Queue, me: str, words: Wording) -> list[Row | Group]:
    """Grouped by what is due, each group with its count."""
    groups: dict[DueGroup, list[RequestItem]] = {}
    for item in items:
        groups.setdefault(due_group(item, words), []).append(item)
    shown: list[Row | Group] = []
    for group in GROUPS:
        if group in groups:
            shown.append(Group(_title(group, words), len(groups[group]), _TONES.get(group, "neutral")))
            shown += [queue_row(item, queue, me, words) for item in groups[group]]
    return shown


def queue_row(item: RequestItem, queue: Queue, me: str, words: Wording) -> Row:
    """One request: who asks from where, what, by when, who has it."""
    person = queue.people.get(item.requester)
    place = "" if person is None else person.site_names.get(words.text.language, "").partition(" (")[0]
    called = item.number or item.reference
    kicker = " · ".join(part for part in (called, item.requester_name, place) if part)
    return Row(
        key=item.id, kicker=kicker, title=item.subject,
        tags=_tags(item, words), after=_owner(item, me, words), exact="" if item.due is None else words.exact(item.due),
        unread=item.unread > 0,
    )  # fmt: skip


def _tags(item: RequestItem, words: Wording) -> tuple[Label, ...]:
    tags: list[Label] = []
    if item.priority == "emergency":
        tags.append((sentences.priority(words.text, item.priority), "danger"))
    due = due_label(item, words)
    tags.append(due if due is not None else (sentences.state(words.text, item.state), "neutral"))
    if item.unread:
        tags.append((words.text.plural("{n} new", "{n} new", item.unread), "accent"))
    if item.pending:
        tags.append((words.text("not sent yet"), "warn"))
    return tuple(tags)


def _owner(item: RequestItem, me: str, words: Wording) -> str:
    if item.assignee is None:
        return words.text("nobody yet")
    return words.text("you") if item.assignee == me else (item.assignee_name or item.assignee).split()[0]


def _title(group: DueGroup, words: Wording) -> str:
    text = words.text
    titles: dict[DueGroup, str] = {
        "late": text("Late"), "soon": text("Soon"), "today": text("Today"), "tomorrow": text("Tomorrow"),
        "later": text("Later"), "unpromised": text("Without a promise"), "waiting": text("Waiting for the requester"),
        "answered": text("Answered"), "closed": text.context("requests", "Done"),
    }  # fmt: skip
    return titles[group]
