"""What Ctrl+K finds beside pages and actions: forms, articles, own requests and colleagues, each under its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from desktop_app import sentences
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.people.rows import Team
from desktop_app.glossary import glossary
from desktop_app.store.queries import forms, knowledge, people, requests
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.forms.form_icon import form_icon
from desktop_app.ui.links import link
from desktop_app.ui.shell.palette_names import Entry, Names, matched
from desktop_app.ui.shell.palette_sources import Source

MOST = 4
BETWEEN = " · "
Then = Callable[[Sequence[Entry]], None]
Result = TypeVar("Result")


class _Rows:
    """Rows of the laptop's database: read when the palette is opened, and looked through with each letter."""

    def __init__(self, title: str, context: Context, owner: QObject, query: Callable[[Any], list[Entry]]) -> None:
        self.title = title
        self._context, self._owner, self._query = context, owner, query
        self._reading = Lock()
        self._names: Names | None = None

    def find(self, typed: str, then: Then) -> None:
        """Nothing typed finds nothing: there is no end of them."""
        if typed.strip():
            self._read(self._of(typed), then)
        else:
            self._names = None
            self._read(self._known, lambda names: None)
            then([])

    def _read(self, query: Callable[[Any], Result], then: Callable[[Result], object]) -> None:
        self._context.read(query, then, owner=self._owner, latest=("palette", self.title))

    def _of(self, typed: str) -> Callable[[Any], list[Entry]]:
        return lambda c: self._known(c).find(typed, MOST, lambda said: other_words(said, knowledge.glossary(c)))

    def _known(self, connection: Any) -> Names:
        with self._reading:
            names = self._names
            if names is None:
                names = self._names = Names(self._query(connection))
                names.prepare()
            return names


@dataclass(frozen=True)
class _Articles:
    """The knowledge index's answer, one's own language first; only what has all of the words, for a name typed in full
    must not be buried."""

    title: str
    context: Context
    owner: QObject

    def find(self, typed: str, then: Then) -> None:
        """As one types; nothing while there is no index."""
        context = self.context
        if not typed.strip():
            then([])
            return

        def found(page: Any) -> None:
            hits = () if page.loose else page.hits
            errors = 0 if page.suggestion is None else 1
            then([self._entry(typed, hit, errors) for hit in (*hits, *page.other)[:MOST]])

        if context.search(typed, found, owner=self.owner, language=context.language, limit=MOST) is None:
            then([])

    def _entry(self, typed: str, hit: Any, errors: int) -> Entry:
        """With the section that answers; without one, with what it is about."""
        aside = hit.heading if hit.anchor else category_name(self.context.text, hit.category)
        marks = matched(typed, hit.title) or ()
        return Entry(hit.title, partial(self._open, hit), aside, "book-open", marks=marks, errors=errors)

    def _open(self, hit: Any) -> None:
        self.context.open(link("article", hit.article_id, hit.anchor, language=hit.language))


def other_words(typed: str, own: Sequence[GlossaryRow]) -> list[str]:
    """What the glossary also calls it: `gajian` → `salary`, `gaji`. Reads the glossary: off the UI thread."""
    said = " ".join(typed.casefold().split())
    found: dict[str, None] = {}
    for concept in glossary(own):
        terms = [term for terms in concept.terms.values() for term in terms]
        if said in (term.casefold() for term in terms):
            found.update(dict.fromkeys(term for term in terms if term.casefold() != said))
    return list(found)


def sources(context: Context) -> Sequence[Source]:
    """The kinds this person can open."""
    owner, text, me = QObject(), context.text, context.me.login

    def of_forms(connection: Any) -> list[Entry]:
        names = {team.id: context.local(team.names) for team in people.teams(connection)}
        return [_form(context, form, names) for form in forms.offered(connection, me)]

    def of_requests(connection: Any) -> list[Entry]:
        return [_request(context, one) for one in requests.mine(connection, me, now=context.now())]

    def of_teams(connection: Any) -> list[Entry]:
        return [_team(context, team) for team in people.teams(connection)]

    def of_people(connection: Any) -> list[Entry]:
        return [_person(context, one) for one in people.people(connection)]

    return [
        _Rows(text("Forms"), context, owner, of_forms),
        _Articles(text("Articles"), context, owner),
        _Rows(text("My requests"), context, owner, of_requests),
        _Rows(text("Teams"), context, owner, of_teams),
        _Rows(text("Colleagues"), context, owner, of_people),
    ]


def _form(context: Context, form: Form, teams: dict[str, str]) -> Entry:
    definition = form.definition
    icon = form_icon(context.theme, str(definition["icon"]))
    to = partial(context.open, link("form", form.form))
    return Entry(context.local(definition["title"]), to, teams.get(form.team, form.team), icon)


def _request(context: Context, item: RequestItem) -> Entry:
    text = context.text
    state = sentences.state(text, item.state) if item.received is not None else text("Waiting to be sent")
    called = BETWEEN.join((item.number or item.reference, state))
    known = tuple(filter(None, (item.number, item.reference)))
    to = partial(context.open, link("request", item.id))
    return Entry(item.subject, to, called, "paper-plane-tilt", known_as=known)


def _person(context: Context, person: PersonItem) -> Entry:
    local = context.local
    about = BETWEEN.join(part for part in (local(person.title), local(person.site_names)) if part)
    contact = BETWEEN.join(part for part in (person.name, person.phone, person.email) if part)
    known = tuple(filter(None, (person.login, person.email)))
    return Entry(person.name, partial(context.toast, contact), about, "user", known_as=known)


def _team(context: Context, team: Team) -> Entry:
    name = context.local(team.names)
    contact = BETWEEN.join(part for part in (name, team.phone, team.email) if part)
    return Entry(name, partial(context.toast, contact), BETWEEN.join((team.phone, team.email)), "users-three")
