"""What a person is told when a pull changed something: a reply, a question, that somebody takes care of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from desktop_app.domain.requests.rows import Event, Message, Request, State

EXCERPT = 200  # characters of a reply that a notice shows


@dataclass(frozen=True)
class News:
    """Something to tell: `kind` is reply, question, taken, resolved, reopened or cancelled; `actor` a login, if known.

    `source` is the id of the row it comes from, by which the same thing said twice is found.
    """

    kind: str
    request: str
    subject: str
    actor: str | None
    words: str = ""
    source: str = ""


def news(
    me: str, before: Request | Message | None, after: Request | Message | None, request: Request | None = None
) -> News | None:
    """What `me` is told when a row became another. Nobody is told what they did themselves.

    `request` is the one a message belongs to. Requester and assignee are told; the rest of the team sees its queue.
    """
    if isinstance(after, Message):
        if (
            before is not None
            or request is None
            or after.author == me
            or me not in (request.requester, request.assignee)
        ):
            return None
        return News("reply", request.id, request.subject, after.author, after.text[:EXCERPT], after.id)
    if isinstance(after, Request) and isinstance(before, Request):
        kind = _kind(me, before, after)
        actor = after.requester if kind in ("reopened", "cancelled") else after.assignee
        return None if kind is None else News(kind, after.id, after.subject, actor, source=after.id)
    return None


def _kind(me: str, before: Request, after: Request) -> str | None:
    if me == after.requester:
        if after.state == State.RESOLVED and before.state != State.RESOLVED and after.assignee != me:
            return "resolved"
        if after.assignee not in (before.assignee, None, me):
            return "taken"
        return None
    if me == before.assignee:
        if after.assignee not in (me, None):
            return "taken"
        if before.state in (State.RESOLVED, State.CLOSED) and after.state == State.IN_PROGRESS:
            return "reopened"
        if after.state == State.CANCELLED and before.state != State.CANCELLED:
            return "cancelled"
    return None


def condensed(found: Iterable[News], events: Collection[Event]) -> list[News]:
    """One notice for one thing: the words that resolve or ask are not told as a reply too, nor is "reply and take" twice."""
    kinds = {event.id: event.kind for event in events}
    told = list(found)
    resolved = {item.request for item in told if item.kind == "resolved"}
    words = {item.request: item.words for item in told if kinds.get(item.source) == "Resolve"}
    replied = {(item.request, item.actor) for item in told if item.kind == "reply"}
    kept: list[News] = []
    for item in told:
        kind = kinds.get(item.source)
        if item.kind == "reply" and kind == "Resolve" and item.request in resolved:
            continue
        if (
            item.kind == "reply"
            and kind == "Reopen"
            and any(other.kind == "reopened" and other.request == item.request for other in told)
        ):
            continue
        if item.kind == "taken" and ((item.request, item.actor) in replied or item.request in resolved):
            continue
        if item.kind == "resolved":
            item = News(item.kind, item.request, item.subject, item.actor, words.get(item.request, ""), item.source)
        if item.kind == "reply" and kind == "AskRequester":
            item = News("question", item.request, item.subject, item.actor, item.words, item.source)
        kept.append(item)
    return kept
