"""Everything a form needs before it can be shown, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.markdown import plain
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Team
from desktop_app.domain.requests.submission import Submit
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.store.queries import forms, knowledge, outbox, people
from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.context import Store
from desktop_app.ui.conversation.promises import service_calendar
from desktop_app.ui.forms.surroundings import Directory
from desktop_app.ui.new_request.suggestion import Suggestion

REQUEST, AMENDMENT = "request", "amendment"
"""The kinds of draft: what is being asked (about: the form), a request that is being changed (about: its id)."""


@dataclass(frozen=True)
class KeptDraft:
    """A draft of a form, as the store keeps it."""

    no: int
    about: str
    body: Mapping[str, Any]
    at: Any
    refused: str | None


@dataclass(frozen=True)
class Opening:
    """`newest` is the version offered now, None when the form was withdrawn; `own` that of the draft.

    `amended` is the unsent command that is to be changed, None when it was sent meanwhile. `hours` are the calendars of
    teams, `articles` those the form says may answer, `source` the one the person came from.
    """

    key: str
    newest: Form | None
    own: Form | None
    draft: KeptDraft | None
    amended: Submit | None
    directory: Directory
    hours: Mapping[str, ServiceCalendar | None]
    articles: tuple[Suggestion, ...]
    source: Article | None

    @property
    def versions(self) -> tuple[Form, ...]:
        """The versions this laptop was asked for, each once."""
        found = {(each.form, each.version): each for each in (self.own, self.newest) if each is not None}
        return tuple(found.values())

    def team(self, key: str) -> Team | None:
        """A team by its id."""
        return next((team for team in self.directory.teams if team.id == key), None)


@dataclass(frozen=True)
class Wanted:
    """What is to be opened: a form; the draft with a number; an unsent request to change; the article one came from."""

    form: str
    draft: int | None = None
    amend: str = ""
    article: str = ""


def read_opening(store: Store, me: PersonItem, language: str, wanted: Wanted) -> Opening | None:
    """Reads it; None when the draft that is wanted is gone. Among the writes, so that a draft that was just left is on
    the disk before it is read again."""
    draft = _draft(store, wanted)
    if wanted.draft is not None:
        if draft is None:
            return None
        wanted = replace(wanted, form=str(draft.body["form"]))

    def read(c: Any) -> Opening:
        found = outbox.changeable(c, wanted.amend) if wanted.amend else None
        amended = found if isinstance(found, Submit) else None
        body = draft.body if draft is not None else {}
        version = amended.version if amended is not None else body.get("version")
        newest = forms.form(c, wanted.form)
        own = forms.form(c, wanted.form, int(version)) if version is not None else None
        shown = own or newest
        named = shown.definition.get("articles", []) if shown is not None else []
        articles = [_article(c, name, language) for name in named]
        teams = people.teams(c)
        return Opening(
            key=wanted.form,
            newest=newest,
            own=own,
            draft=draft,
            amended=amended,
            directory=Directory.read(c, me),
            hours={team.id: service_calendar(people.calendar(c, team.calendar)) for team in teams},
            articles=tuple(_suggested(article) for article in articles if article is not None),
            source=_article(c, wanted.article, language) if wanted.article else None,
        )

    return store.reader.read(read)


def read_drafts(store: Store) -> list[KeptDraft]:
    """The requests that are being written, and those that were refused, the newest first."""
    return [_kept(each) for each in store.drafts.list() if each.kind == REQUEST and "form" in each.body]


def _draft(store: Store, wanted: Wanted) -> KeptDraft | None:
    if wanted.draft is not None:
        return next((each for each in read_drafts(store) if each.no == wanted.draft), None)
    kind, about = (AMENDMENT, wanted.amend) if wanted.amend else (REQUEST, wanted.form)
    found = store.drafts.get(kind, about)
    return _kept(found) if found is not None else None


def _kept(draft: Any) -> KeptDraft:
    return KeptDraft(draft.no, draft.about, draft.body, draft.at, draft.refused)


def _article(c: Any, name: str, language: str) -> Article | None:
    found = knowledge.article(c, name, language)
    if found is None:
        others = knowledge.languages_of(c, name)
        found = knowledge.article(c, name, others[0]) if others else None
    return found


def _suggested(article: Article) -> Suggestion:
    first = next((part for part in article.body.split("\n\n") if part.strip() and part.lstrip()[0] not in "#>|-*"), "")
    return Suggestion(
        article=article.id, language=article.language, anchor="", title=article.title, category=article.category,
        snippet=plain(first), marks=(), reviewed=article.reviewed, words=len(article.body.split()),
    )  # fmt: skip
