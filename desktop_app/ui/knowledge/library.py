"""What this laptop holds to be found: its articles without their texts, forms, own requests, people and teams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import split
from desktop_app.domain.knowledge.validity import Standing, standing
from desktop_app.domain.people.rows import Site, Team
from desktop_app.store.queries import acknowledgements, forms, knowledge, people, requests, shelf
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.store.queries.shelf import Bookmark
from desktop_app.ui.conversation.promises import Hours, hours, service_calendar
from desktop_app.ui.forms.categories import ORDER

READ_OF = frozenset((
    "article", "acknowledgement", "acknowledgement_rule", "form", "team", "calendar", "person", "site", "request",
    "message", "read_marker", "shelf", "visit",
))  # fmt: skip
"""The kinds of rows it is made of."""


MOST_VISITED = 30


@dataclass(frozen=True)
class Listed:
    """An article in one language as lists show it; `words`: its length; what is no longer `in_force` is not listed."""

    id: str
    language: str
    title: str
    category: str
    owner: str
    reviewed: str | None
    form: str | None
    words: int
    in_force: bool = True
    audience: str = "all"


@dataclass(frozen=True)
class Marked:
    """A bookmark: a section of an article, by the name it has now."""

    id: str
    language: str
    anchor: str
    title: str
    heading: str


@dataclass(frozen=True)
class Library:
    """`articles` by (id, language); `must_read` holds the ids the reader must still acknowledge.

    `visited`, `favourites` and `bookmarks` are the reader's own, the newest first; `learns`: what was visited may rank
    higher.
    """

    articles: Mapping[tuple[str, str], Listed]
    must_read: tuple[str, ...]
    forms: tuple[Form, ...]
    teams: Mapping[str, Team]
    hours: Mapping[str, Hours | None]
    requests: tuple[RequestItem, ...]
    people: tuple[PersonItem, ...]
    sites: tuple[Site, ...] = ()
    visited: tuple[str, ...] = ()
    learns: bool = True
    favourites: tuple[str, ...] = ()
    bookmarks: tuple[Marked, ...] = ()

    def named(self, ids: Sequence[str], language: str) -> list[Listed]:
        """These articles in their order, in this language where they are written in it; those not here left out."""
        chosen = {each.id: each for each in self.in_language(language)}
        return [chosen[id] for id in ids if id in chosen]

    def in_language(self, language: str) -> list[Listed]:
        """Each article once: in this language, or in another where it is not written in it."""
        chosen: dict[str, Listed] = {}
        for each in sorted(self.articles.values(), key=lambda each: (each.language != language, each.language)):
            chosen.setdefault(each.id, each)
        return sorted(chosen.values(), key=lambda each: each.title.casefold())

    def by_category(self, language: str) -> dict[str, list[Listed]]:
        """The same by category, in the order of the product, a company's own categories last."""
        found: dict[str, list[Listed]] = {}
        for each in self.in_language(language):
            if not each.in_force:
                continue
            found.setdefault(each.category, []).append(each)
        place = {category: i for i, category in enumerate(ORDER)}
        return dict(sorted(found.items(), key=lambda pair: (place.get(pair[0], len(place)), pair[0])))

    def form(self, key: str | None) -> Form | None:
        """The form offered under this key."""
        return next((form for form in self.forms if form.form == key), None)


def read_library(c: Any, me: str, now: datetime, today: date) -> Library:
    """All of it in one go; `today` is the reader's date."""
    teams: Sequence[Team] = people.teams(c)
    every = knowledge.every_article(c)
    return Library(
        articles={(each.id, each.language): _listed(each, today) for each in every},
        must_read=tuple(each.id for each in acknowledgements.must_read(c, me)),
        forms=tuple(forms.offered(c, me)),
        teams={team.id: team for team in teams},
        hours={team.id: hours(service_calendar(people.calendar(c, team.calendar)), now) for team in teams},
        requests=tuple(requests.mine(c, me, now=now)),
        people=tuple(people.people(c)),
        sites=tuple(people.sites(c)),
        visited=tuple(each.article for each in shelf.visits(c, MOST_VISITED)),
        favourites=tuple(shelf.favourites(c)),
        bookmarks=tuple(_marked(shelf.bookmarks(c), {(each.id, each.language): each for each in every})),
    )


def _marked(kept: Sequence[Bookmark], articles: Mapping[tuple[str, str], Article]) -> Iterator[Marked]:
    """Those whose article is here and still has the section."""
    for each in kept:
        article = articles.get((each.article, each.language))
        if article is None:
            continue
        for section in split(article.title, article.body):
            if section.anchor == each.anchor:
                yield Marked(article.id, article.language, each.anchor, article.title, section.heading)
                break


def _listed(article: Article, today: date) -> Listed:
    return Listed(
        article.id, article.language, article.title, article.category, article.owner, article.reviewed, article.form,
        len(article.body.split()), standing(article, today) is not Standing.NO_LONGER_IN_FORCE, article.audience,
    )  # fmt: skip
