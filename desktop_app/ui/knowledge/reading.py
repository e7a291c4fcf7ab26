"""All that is shown of one article, read in one go off the UI thread."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article, Edition, Readership
from desktop_app.domain.knowledge.validity import Standing, standing
from desktop_app.domain.people.rows import Team
from desktop_app.search.render import RENDER_VERSION, Rendered, plain_page, render
from desktop_app.store.queries import acknowledgements, ballots, forms, knowledge, people, shelf, upkeep
from desktop_app.store.queries.acknowledgements import Duty, Said
from desktop_app.store.queries.ballots import Feedback, Results
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.store.queries.shelf import Visit
from desktop_app.ui.context import Store
from desktop_app.ui.conversation.promises import Hours, hours, service_calendar
from desktop_app.ui.knowledge.article_shown import Shown
from desktop_app.ui.knowledge.pictures import decoded
from desktop_app.ui.links import BadLink, parsed

QUESTION = "question"
"""The form for what no other form asks: HR's."""
LONGEST_AT_ONCE = 60_000
"""Characters of a text that is rendered in this process while its reader waits: at worst a third of a second."""
_MOST_RELATED = 5


@dataclass(frozen=True)
class Since:
    """The edition a reader knows, which is not the present one. `text` is None where it is no longer here to compare.

    `acknowledged`: they acknowledged it at that moment, else they read it then.
    """

    version: int
    minor: int
    at: datetime
    acknowledged: bool
    text: Edition | None


@dataclass(frozen=True)
class Reading:
    """`languages` are those it is written in. `form` is the one its reader goes on with, `question` HR's own, each None
    where it is not offered. `duty`: the reader is asked to acknowledge it; `said` is None until they said something of
    the version that is asked for, `said_before` is what they acknowledged before. `related`: the articles it leads to.
    `feedback`: whether readers are asked if it helped; `results`: what they answered, and `readership` how it was used,
    for who answers for it. `overseer`: the other team that sees who acknowledged it. `standing` is judged by the local
    date, `successor` takes the place of what is no longer in force. `visit` is how it was read last, `since` what it
    has changed from; `favourite` and `bookmarks` (anchors) are the reader's own marks.
    """

    article: Article
    shown: Shown
    words: int
    languages: tuple[str, ...]
    team: Team | None
    hours: Hours | None
    form: Form | None
    question: Form | None
    duty: Duty | None
    said: Said | None
    said_before: Said | None
    related: tuple[ArticleItem, ...]
    feedback: Feedback | None = None
    results: Results | None = None
    readership: Readership | None = None
    overseer: Team | None = None
    standing: Standing = Standing.IN_FORCE
    successor: ArticleItem | None = None
    visit: Visit | None = None
    since: tuple[Since, ...] = ()
    favourite: bool = False
    bookmarks: frozenset[str] = frozenset()
    linked_from: tuple[ArticleItem, ...] = ()

    @property
    def rendered(self) -> Rendered:
        """Its text as the reader shows it."""
        return self.shown.rendered


def read_article(store: Store, me: str, id: str, language: str, now: datetime, today: date) -> Reading | None:
    """The article in this language, or in the first it is written in; None when this laptop does not have it.

    What the child process has not rendered yet is rendered here: one article takes some 65 ms. A very long one is
    shown as its plain words until the child has made it.
    """

    def read(c: Any) -> tuple[Article, str | None, dict[str, Any]] | None:
        languages = knowledge.languages_of(c, id)
        at = language if language in languages else next(iter(languages), "")
        article = knowledge.article(c, id, at)
        if article is None:
            return None
        about = _about(c, me, article, tuple(languages), now) | _marks(c, article, today)
        return article, knowledge.html(c, id, at, RENDER_VERSION), about

    found = store.reader.read(read)
    if found is None:
        return None
    article, kept, about = found
    if kept is not None:
        rendered = Rendered.from_row(json.loads(kept))
    else:
        rendered = render(article) if len(article.body) <= LONGEST_AT_ONCE else plain_page(article)
    ids = {each.picture for each in rendered.pictures}
    pictures = decoded(store.reader.read(lambda c: knowledge.pictures(c, ids, article.id)))
    every: Mapping[str, ArticleItem] = about.pop("every")
    shown = Shown(rendered, pictures, _nowhere(rendered, every, about.pop("offered")))
    about["since"] = _since(article, about)
    about["successor"] = every.get(article.successor or "")
    related = _related(rendered, every, article.id)
    return Reading(article=article, shown=shown, words=len(article.body.split()), related=related, **about)


def _marks(c: Any, article: Article, today: date) -> dict[str, Any]:
    kept = shelf.bookmarks(c, article.id)
    return {
        "standing": standing(article, today), "visit": shelf.last_visit(c, article.id),
        "favourite": article.id in shelf.favourites(c),
        "bookmarks": frozenset(each.anchor for each in kept if each.language == article.language),
        "linked_from": tuple(knowledge.linking_to(c, article.id, article.language)),
        "editions": knowledge.editions(c, article.id, article.language),
    }  # fmt: skip


def _since(article: Article, about: dict[str, Any]) -> tuple[Since, ...]:
    """What its reader knows of it that is no longer so: what they read last, and what they acknowledged."""
    editions = {(each.version, each.minor): each for each in about.pop("editions")}
    visit: Visit | None = about["visit"]
    known = [] if visit is None else [(visit.language, visit.version, visit.minor, visit.read_at, False)]
    for said in (about["said"], about["said_before"]):
        if said is not None and not said.declined:
            known.append((said.language, said.version, said.minor, said.at, True))
            break
    return tuple(
        Since(version, minor, at, acknowledged, editions.get((version, minor)))
        for language, version, minor, at, acknowledged in known
        if language == article.language and (version, minor) < (article.version, article.minor)
    )


def _nowhere(rendered: Rendered, every: Mapping[str, ArticleItem], offered: Collection[str]) -> frozenset[str]:
    """Links to articles and forms that this laptop does not have, or to nothing Sigap knows."""
    nowhere = set()
    for address in rendered.links:
        if not address.lower().startswith("sigap:"):
            continue
        try:
            to = parsed(address)
        except BadLink:
            nowhere.add(address)
            continue
        if (to.kind == "article" and to.key not in every) or (to.kind == "form" and to.key not in offered):
            nowhere.add(address)
    return frozenset(nowhere)


def _about(c: Any, me: str, article: Article, languages: tuple[str, ...], now: datetime) -> dict[str, Any]:
    team = people.team(c, article.owner)
    calendar = service_calendar(people.calendar(c, team.calendar)) if team is not None else None
    every: dict[str, ArticleItem] = {}
    for each in sorted(knowledge.articles(c), key=lambda each: each.language != article.language):
        every.setdefault(each.id, each)
    duty = acknowledgements.duty(c, me, article.id)
    said, before = _said(c, me, article, duty)
    return {
        "languages": languages, "team": team, "hours": hours(calendar, now), "every": every, "duty": duty, "said": said,
        "offered": frozenset(form.form for form in forms.offered(c, me)),
        "form": forms.form(c, article.form) if article.form else None, "question": forms.form(c, QUESTION),
        "said_before": before, "feedback": ballots.feedback(c, me, article.id, article.version),
        "results": ballots.results(c, me, article.id, article.version),
        "readership": upkeep.readership(c, article.id), "overseer": acknowledgements.overseer(c, article.owner),
    }  # fmt: skip


def _said(c: Any, me: str, article: Article, duty: Duty | None) -> tuple[Said | None, Said | None]:
    """What was said of the version that is asked for, in whichever language, and the newest acknowledged before."""
    found = acknowledgements.said(c, me, article.id)
    major = article.version if duty is None else duty.major
    now = next((each for each in found if each.version >= major), None)
    return now, next((each for each in found if each.version < major and not each.declined), None)


def _related(rendered: Rendered, every: Mapping[str, ArticleItem], but: str) -> tuple[ArticleItem, ...]:
    named: dict[str, ArticleItem] = {}
    for address in rendered.links:
        try:
            to = parsed(address)
        except BadLink:
            continue
        if to.kind == "article" and to.key != but and to.key in every:
            named.setdefault(to.key, every[to.key])
    return tuple(named.values())[:_MOST_RELATED]
