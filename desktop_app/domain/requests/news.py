"""What a person is told when a pull changed something: a reply, a question, that somebody takes care of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from desktop_app.domain.people.pseudonyms import is_erased
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
        if after.assignee not in (before.assignee, None, me) and not is_erased(after.assignee):
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


_SAID_WITH = {"Resolve": "resolved", "Reopen": "reopened"}


def condensed(found: Iterable[News], events: Collection[Event]) -> list[News]:
    """One notice for one thing: the words that solve or reopen come with that, a taking with a reply is the reply."""
    kinds = {event.id: event.kind for event in events}
    told = list(found)
    words = {(_SAID_WITH.get(kinds.get(item.source, ""), ""), item.request): item.words for item in told}
    replied = {(item.request, item.actor) for item in told if item.kind == "reply"}
    states = {(item.kind, item.request) for item in told}
    kept: list[News] = []
    for item in told:
        said_with = _SAID_WITH.get(kinds.get(item.source, ""), "")
        if item.kind == "reply" and (said_with, item.request) in states:
            continue
        if item.kind == "taken" and ((item.request, item.actor) in replied or ("resolved", item.request) in states):
            continue
        is_question = item.kind == "reply" and kinds.get(item.source) == "AskRequester"
        kind = "question" if is_question else item.kind
        kept.append(replace(item, kind=kind, words=words.get((item.kind, item.request), item.words)))
    return kept
