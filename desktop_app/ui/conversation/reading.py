"""All that is shown of one request, read in one go off the UI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.effects import Refused
from desktop_app.domain.people.rows import Team
from desktop_app.domain.requests.lifecycle import judge
from desktop_app.domain.requests.rows import Request
from desktop_app.store.queries import knowledge, notices, outbox, people, requests
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.store.queries.notices import NoticeItem
from desktop_app.store.queries.outbox import OutboxItem
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import Conversation, RequestItem
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.context import Store
from desktop_app.ui.conversation.answered import Answered, answered
from desktop_app.ui.conversation.kept import Kept, kept_about
from desktop_app.ui.conversation.promises import Hours, Promises, hours, promises, service_calendar
from desktop_app.wording import moment

ASKED_OF_THE_LIFECYCLE = (
    "AddReply", "AddNote", "TakeAndReply", "Claim", "TakeOver", "Release", "AskRequester", "WaitForOther", "Resume",
    "Resolve", "Close", "Reopen", "Rate", "Cancel",
)  # fmt: skip
_MOST_RELATED = 4


@dataclass(frozen=True)
class Reading:
    """One request as its reader may see it now.

    `may`: what the lifecycle lets them do. `waiting`: commands about it that were not sent or not answered, by id.
    `kept`: what they were writing; `refused`: their refused words, by the refused command's id, `why_refused` what
    explains it; `refusals`: notices of refusals nobody has looked at, `news`: the
    numbers of all other notices about it that were not seen. `people`: everyone who appears in it. `team_hours` are
    the team's, `site_hours` those
    of the requester's site. `related`: articles the form names, in the requester's language as far as there is one.
    """

    conversation: Conversation
    may: frozenset[str]
    promises: Promises
    answered: Answered
    team: Team | None
    team_hours: Hours | None
    site_hours: Hours | None
    people: Mapping[str, PersonItem]
    waiting: Mapping[str, OutboxItem]
    kept: Kept | None
    rating_kept: Kept | None
    refused: Mapping[str, Kept]
    why_refused: Mapping[str, Mapping[str, Any]]
    refusals: tuple[NoticeItem, ...]
    news: tuple[int, ...]
    related: tuple[ArticleItem, ...]

    @property
    def item(self) -> RequestItem:
        """The request as lists show it."""
        return self.conversation.item

    @property
    def is_sent(self) -> bool:
        """Whether the database has it."""
        return self.item.received is not None

    def name(self, login: str) -> str:
        """The name of a login, the login itself for who is not known here."""
        person = self.people.get(login)
        return person.name if person is not None else login


def read_request(store: Store, me: PersonItem, said: str, language: str, now: datetime) -> Reading | None:
    """The request with this id, number or short reference; None when it is not on this laptop."""
    drafts = store.drafts.list()

    def read(connection: Any) -> Reading | None:
        return _read(connection, me, said, language, now, drafts)

    found: Reading | None = store.reader.read(read)
    return found


def _read(c: Any, me: PersonItem, said: str, language: str, now: datetime, drafts: Any) -> Reading | None:
    conversation = requests.conversation(c, me.login, said, now=now)
    if conversation is None:
        return None
    rows, item = StoredRows(c), conversation.item
    request = rows.get(Request, item.id)
    assert request is not None
    team = people.team(c, item.team)
    calendar = people.calendar(c, request.calendar or (team.calendar if team else ""))
    site = people.calendar(c, conversation.requester.site) if conversation.requester else None
    everyone = _appearing(c, conversation)
    kept = kept_about(drafts, item.id)
    told = [each for each in notices.list(c, unseen_only=True) if each.request == item.id]
    written = [each for each in kept if each.refused is None]
    return Reading(
        conversation=conversation,
        may=_allowed(rows, item.id, me.login),
        promises=promises(request, item, conversation.form, conversation.messages, service_calendar(calendar)),
        answered=answered(c, conversation, language),
        team=team,
        team_hours=hours(service_calendar(calendar), now),
        site_hours=hours(service_calendar(site), now),
        people=everyone,
        waiting={each.id: each for each in outbox.pending(c) if each.about == item.id},
        kept=next((each for each in written if each.kind == "reply"), None),
        rating_kept=next((each for each in kept if each.kind == "rating"), None),
        refused={each.refused: each for each in kept if each.refused is not None and each.kind == "reply"},
        why_refused={each.id: _told(each.data) for each in outbox.refused(c) if each.about == item.id},
        refusals=tuple(each for each in told if each.kind == "refused"),
        news=tuple(each.no for each in told if each.kind != "refused"),
        related=_related(c, conversation, _reads(conversation, me, language)),
    )


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    """What explains a refusal, its time as an aware one."""
    return {**data, "at": moment(data["at"])} if data.get("at") is not None else dict(data)


def _allowed(rows: StoredRows, request: str, me: str) -> frozenset[str]:
    may = set()
    for name in ASKED_OF_THE_LIFECYCLE:
        try:
            judge(name, request, me, rows)
        except Refused:
            continue
        may.add(name)
    return frozenset(may)


def _appearing(c: Any, conversation: Conversation) -> dict[str, PersonItem]:
    item = conversation.item
    logins = {item.requester, item.assignee, *(each.author for each in conversation.messages)}
    logins |= {each.actor for each in conversation.timeline} | {each.data.get("of") for each in conversation.timeline}
    if conversation.requester is not None:
        logins.add(conversation.requester.manager)
    found = [people.person(c, login) for login in logins if login]
    return {each.login: each for each in found if each is not None}


def _reads(conversation: Conversation, me: PersonItem, language: str) -> str:
    """The language articles are offered in: who answers sends them to the requester."""
    requester = conversation.requester
    return language if requester is None or requester.login == me.login else requester.language


def _related(c: Any, conversation: Conversation, language: str) -> tuple[ArticleItem, ...]:
    every = knowledge.articles(c)
    wanted = [] if conversation.form is None else list(conversation.form.definition.get("articles", ()))
    wanted += [each.id for each in every if each.form == conversation.item.form]
    by_id: dict[str, ArticleItem] = {}
    for each in sorted(every, key=lambda each: each.language != language):
        by_id.setdefault(each.id, each)
    return tuple(by_id[id] for id in dict.fromkeys(wanted) if id in by_id)[:_MOST_RELATED]
