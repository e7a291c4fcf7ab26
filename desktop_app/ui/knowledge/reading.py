"""All that is shown of one article, read in one go off the UI thread."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article, Readership
from desktop_app.domain.people.rows import Team
from desktop_app.search.render import RENDER_VERSION, Rendered, render
from desktop_app.store.queries import acknowledgements, ballots, forms, knowledge, people, upkeep
from desktop_app.store.queries.acknowledgements import Duty, Said
from desktop_app.store.queries.ballots import Feedback, Results
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.ui.context import Store
from desktop_app.ui.conversation.promises import Hours, hours, service_calendar
from desktop_app.ui.links import BadLink, parsed

QUESTION = "question"
"""The form for what no other form asks: HR's."""
_MOST_RELATED = 5


@dataclass(frozen=True)
class Reading:
    """`languages` are those it is written in. `form` is the one its reader goes on with, `question` HR's own, each None
    where it is not offered. `duty`: the reader is asked to acknowledge it; `said` is None until they said something of
    the version that is asked for, `said_before` is what they acknowledged before. `related`: the articles it leads to.
    `feedback`: whether readers are asked if it helped; `results`: what they answered, and `readership` how it was used,
    for who answers for it.
    """

    article: Article
    rendered: Rendered
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


def read_article(store: Store, me: str, id: str, language: str, now: datetime) -> Reading | None:
    """The article in this language, or in the first it is written in; None when this laptop does not have it.

    What the index has not rendered yet is rendered here: one article takes some 65 ms.
    """

    def read(c: Any) -> tuple[Article, str | None, dict[str, Any]] | None:
        languages = knowledge.languages_of(c, id)
        at = language if language in languages else next(iter(languages), "")
        article = knowledge.article(c, id, at)
        if article is None:
            return None
        return article, knowledge.html(c, id, at, RENDER_VERSION), _about(c, me, article, tuple(languages), now)

    found = store.reader.read(read)
    if found is None:
        return None
    article, kept, about = found
    rendered = Rendered.from_row(json.loads(kept)) if kept is not None else render(article)
    every: Mapping[str, ArticleItem] = about.pop("every")
    related = _related(rendered, every, article.id)
    return Reading(article=article, rendered=rendered, words=len(article.body.split()), related=related, **about)


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
        "form": forms.form(c, article.form) if article.form else None, "question": forms.form(c, QUESTION),
        "said_before": before, "feedback": ballots.feedback(c, me, article.id, article.version),
        "results": ballots.results(c, me, article.id, article.version),
        "readership": upkeep.readership(c, article.id),
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
