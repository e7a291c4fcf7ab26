"""One's own requests as rows: open ones first, in words that say whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from desktop_app.domain.requests.promise import FIRST_RESPONSE, NEXT_UPDATE
from desktop_app.domain.requests.rows import OPEN, State
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.conversation.due_words import due_group
from desktop_app.ui.requests.state_words import needs_me, state_badge
from desktop_app.ui.widgets.rows import Group, Label, Row
from desktop_app.wording import Wording

Filter = Literal["all", "open", "mine", "done"]
STILL_OPEN = frozenset(OPEN | {State.RESOLVED})
"""Answered requests are not done before the one who asked says so."""


def fits(item: RequestItem, which: Filter) -> bool:
    """Whether it is shown under this chip."""
    match which:
        case "open":
            return item.state in STILL_OPEN
        case "mine":
            return item.state in STILL_OPEN and needs_me(item)
        case "done":
            return item.state not in STILL_OPEN
    return True


def found(items: Iterable[RequestItem], typed: str, team_names: dict[str, str]) -> list[RequestItem]:
    """Those in which all words typed occur: in subject, number, reference, form, team, handler or last message."""
    wanted = typed.casefold().split()

    def has(item: RequestItem) -> bool:
        where = (
            item.subject, item.number or "", item.reference, item.reference.replace("-", ""), item.last_message,
            item.assignee_name or "", team_names.get(item.team, ""), *item.form_title.values(),
        )  # fmt: skip
        all_of_it = " ".join(where).casefold()
        return all(word in all_of_it for word in wanted)

    return [item for item in items if has(item)]


def rows(items: Sequence[RequestItem], team_names: dict[str, str], words: Wording) -> list[Row | Group]:
    """Grouped into open and done, each with its count."""
    text = words.text
    parts = (
        (text.context("requests", "Open"), [item for item in items if item.state in STILL_OPEN]),
        (text("Done"), [item for item in items if item.state not in STILL_OPEN]),
    )
    shown: list[Row | Group] = []
    for title, part in parts:
        if part:
            shown.append(Group(title, len(part)))
            shown += [request_row(item, team_names, words) for item in part]
    return shown


def request_row(item: RequestItem, team_names: dict[str, str], words: Wording) -> Row:
    """One of them."""
    text = words.text
    called = item.number or text("Short reference {reference}", reference=item.reference)
    tags: list[Label] = [state_badge(item, words)]
    if item.pending and item.received is not None:
        tags.append((text("Not all sent yet"), "warn"))
    if item.rated is not None:
        tags.append((text("rated {n}", n=item.rated), "neutral"))
    if item.unread:
        tags.append((text.plural("{n} new message", "{n} new messages", item.unread), "accent"))
    return Row(
        key=item.id, kicker=f"{called} · {team_names.get(item.team, item.team)}", title=item.subject,
        tags=tuple(tags), after=_after(item, words), side=words.short(item.last_at), exact=words.exact(item.last_at),
        unread=item.unread > 0,
    )  # fmt: skip


def _after(item: RequestItem, words: Wording) -> str:
    text = words.text
    if item.state == State.RESOLVED:
        return text("Please say whether it is solved")
    if item.received is None or item.due is None:
        return item.assignee_name or ""
    if due_group(item, words) == "late":
        return text("promised for {time}", time=words.when(item.due))
    if item.due_kind in (FIRST_RESPONSE, NEXT_UPDATE):
        return text("a reply by {time}", time=words.when(item.due))
    return text("solved by {time}", time=words.when(item.due))
