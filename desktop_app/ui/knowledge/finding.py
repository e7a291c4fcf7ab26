"""A search: the knowledge index's answer, with how long it took, and what else is called like that."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from time import perf_counter

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.familiar import familiar_first
from desktop_app.search.filters import Filters
from desktop_app.search.results import Hit, SearchPage
from desktop_app.store.queries.people import PersonItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Searcher
from desktop_app.ui.knowledge.library import Library

DUE = "due"
FRESH = (DUE, "90", "365")
FIRST = 20
"""Articles that are fetched for a search; more of them on demand."""
_FORMS, _REQUESTS, _PEOPLE = 2, 2, 3
_SHORTEST = 3
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Asked:
    """What was looked for, and what it is limited to; an empty word, or no category: not by this.

    `fresh` is one of `FRESH`: "due", or within how many days the article must have been reviewed.
    """

    typed: str
    category: str | None = None
    limit: int = FIRST
    language: str = ""
    audience: str = ""
    fresh: str = ""

    @property
    def narrows(self) -> dict[str, str]:
        """What limits it, by the names that a link gives it."""
        every = {
            "category": self.category or "", "language": self.language, "audience": self.audience, "fresh": self.fresh,
        }  # fmt: skip
        return {name: key for name, key in every.items() if key}

    def narrowed(self, name: str, key: str) -> Asked:
        """Limited by this too; by an empty word not any more."""
        if name == "category":
            return replace(self, category=key or None, limit=FIRST)
        return replace(self, **{name: key}, limit=FIRST)

    def only(self, narrows: Mapping[str, str]) -> Asked:
        """The same words, limited to exactly this. What is no such limit, as in a link from elsewhere, is left out."""
        plain = Asked(self.typed)
        for name, key in narrows.items():
            if name in ("category", "language", "audience") or (name == "fresh" and key in FRESH):
                plain = plain.narrowed(name, key)
        return plain

    def filters(self, today: date) -> Filters | None:
        """All but the category; None: by nothing."""
        if not (self.language or self.audience or self.fresh):
            return None
        since = today - timedelta(days=int(self.fresh)) if self.fresh.isdigit() else None
        return Filters(
            language=self.language or None, audience=self.audience or None, reviewed_since=since, in_force_on=today,
            review_due_on=today if self.fresh == DUE else None,
        )  # fmt: skip


@dataclass(frozen=True)
class Beside:
    """What is no article and is called like that."""

    forms: tuple[Form, ...] = ()
    requests: tuple[RequestItem, ...] = ()
    people: tuple[PersonItem, ...] = ()

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.forms) + len(self.requests) + len(self.people)


@dataclass(frozen=True)
class Finding:
    """`page` is the answer in the category asked for; `categories` how many articles each has among all that was found,
    None for more than were counted. `took` is in milliseconds. `deep`: it was also looked for what means the same.
    `without`: how many articles there would be without the filters, where they leave none.
    """

    asked: Asked
    page: SearchPage
    every: int
    categories: dict[str, int | None]
    took: int
    beside: Beside
    deep: bool = False
    without: int | None = None

    @property
    def count(self) -> int:
        """All that was found in all categories."""
        return self.every + len(self.page.other) + self.beside.count

    @property
    def is_empty(self) -> bool:
        """Nothing at all was found."""
        return not (self.page.hits or self.page.other or self.beside.count)


def look(
    index: Searcher, asked: Asked, language: str, library: Library | None, clock: Callable[[], float] = perf_counter,
    *, today: date, deep: bool = False,
) -> Finding:  # fmt: skip
    """Asks the index; off the UI thread. `clock` counts seconds, `today` is the reader's date."""
    start = clock()
    filters = asked.filters(today)

    def search(category: str | None, filters: Filters | None, language: str) -> SearchPage:
        found: SearchPage = index.search(
            asked.typed, language=language, category=category, limit=asked.limit, filters=filters, deep=deep
        )
        return found

    whole = page = search(None, filters, asked.language or language)
    if asked.category is not None:
        page = search(asked.category, filters, asked.language or language)
    without = None
    if asked.narrows and not page.hits and not page.other:
        unlimited = search(None, None, language)
        without = unlimited.total + len(unlimited.other)
    if library is not None and library.learns and library.visited:
        hits = familiar_first(page.hits, library.visited, name=_id_of, score=_score_of)
        page = replace(page, hits=tuple(hits))
    took = max(1, round((clock() - start) * 1000))
    found = beside(asked, library, page.hits) if library is not None else Beside()
    return Finding(asked, page, whole.total, _categories(whole, asked.category), took, found, deep, without)


def _id_of(hit: Hit) -> str:
    return hit.article_id


def _score_of(hit: Hit) -> float:
    return hit.score


def steady(before: Sequence[Hit], after: Sequence[Hit], held: tuple[str, str] | None) -> list[Hit]:
    """`after`, but the article that somebody is about to choose (its id and language) stands where it stood before."""
    hits = list(after)
    place = next((number for number, hit in enumerate(before) if (hit.article_id, hit.language) == held), None)
    if place is None:
        return hits
    at = next((number for number, hit in enumerate(hits) if (hit.article_id, hit.language) == held), None)
    hits.insert(min(place, len(hits)), before[place] if at is None else hits.pop(at))
    return hits


def _categories(whole: SearchPage, chosen: str | None) -> dict[str, int | None]:
    sure = whole.total <= len(whole.hits)
    counted: dict[str, int | None] = {}
    for hit in whole.hits:
        counted[hit.category] = (counted.get(hit.category) or 0) + 1 if sure else None
    if chosen is not None:
        counted.setdefault(chosen, 0 if sure else None)
    return counted


def beside(asked: Asked, library: Library, hits: Sequence[Hit]) -> Beside:
    """Forms that go on from the best articles or are called so, own requests and people with all the words."""
    words = [word for word in _WORD.findall(asked.typed.casefold()) if len(word) >= _SHORTEST]
    if not words or asked.language or asked.audience or asked.fresh:
        return Beside()  # neither a form nor a person has any of these
    if asked.category is not None:
        fitting = [form for form in _forms(words, library, hits) if form.definition.get("category") == asked.category]
        return Beside(forms=tuple(fitting[:_FORMS]))
    return Beside(
        tuple(_forms(words, library, hits)[:_FORMS]),
        tuple([each for each in library.requests if _has_all(words, _said(each))][:_REQUESTS]),
        tuple([each for each in library.people if _has_all(words, each.name)][:_PEOPLE]),
    )


def _forms(words: list[str], library: Library, hits: Sequence[Hit]) -> list[Form]:
    named = [form for form in library.forms if _has_all(words, _called(form))]
    for hit in hits[:2]:
        listed = library.articles.get((hit.article_id, hit.language))
        form = library.form(listed.form) if listed is not None else None
        if form is not None and form not in named:
            named.append(form)
    return named


def _called(form: Form) -> str:
    definition = form.definition
    return " ".join((*definition["title"].values(), *definition.get("about", {}).values()))


def _said(item: RequestItem) -> str:
    return " ".join((item.subject, item.number or "", item.reference, *item.form_title.values()))


def nearest_form(typed: str, library: Library) -> Form | None:
    """The form that has the most of these words; without any, None."""
    words = [word for word in _WORD.findall(typed.casefold()) if len(word) >= _SHORTEST]
    counted = [(sum(_has_all([word], _called(form)) for word in words), form) for form in library.forms]
    best = max(counted, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] else None


def _has_all(words: list[str], text: str) -> bool:
    lower = text.casefold()
    return all(re.search(rf"(?<!\w){re.escape(word)}", lower) for word in words)
