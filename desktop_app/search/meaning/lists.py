"""The meaning of every section that a view shows, one list a language; read or learned when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from desktop_app.search.analysis import vocabulary_of, words
from desktop_app.search.catalogue import DELETED
from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.fusion import together
from desktop_app.search.meaning.learning import learn
from desktop_app.search.meaning.question import Question
from desktop_app.search.meaning.sections import Closeness, Read, Sections, summed
from desktop_app.search.meaning.stored import path_of, read
from desktop_app.search.meaning.table import Table, Unusable
from desktop_app.search.meaning.vectors import Numbers

if TYPE_CHECKING:
    from desktop_app.search.view import View

MOST_NEW = 400
"""Sections that came since the last rebuild and are learned at a question; with more of them, a rebuild comes first."""


class MeaningList:
    """The sections of one language in one view: those stored by the rebuild, and those that came since."""

    def __init__(self, view: View, company: CompanyWords, stored: Sections | None, newer: Sections | None) -> None:
        self.company, self.stored, self.newer = company, stored, newer
        self.parts = [part for part in (stored, newer) if part is not None and len(part)]
        every = np.concatenate([part.documents for part in self.parts] or [np.zeros(0, np.int32)])
        self._shown = np.array([view.article_of[one] != DELETED for one in every.tolist()], bool)
        self.documents: Numbers = every[self._shown]

    def __len__(self) -> int:
        return len(self.documents)

    def closeness(self, question: Question) -> Closeness:
        """Of each of `documents`, in their order."""
        found = together([part.closeness(question) for part in self.parts])
        return Closeness(*(values[self._shown] for values in found))


def list_of(view: View, code: str, table: Table, stem: Callable[[str], str]) -> MeaningList | None:
    """The list of a view, kept with it; what the view before it had read is not read again.

    None while more sections are not learned than can be at a question.
    """
    if code in view.meaning:
        kept = view.meaning[code]
        return kept if isinstance(kept, MeaningList) else None
    before = view.meaning_before.get(code)
    if isinstance(before, MeaningList) and before.stored is not None:
        company, stored = before.company, before.stored
    else:
        try:
            company, stored = read(path_of(view.generation, code), table)
        except Unusable:
            company, stored = None, None
            view.meaning_is_lost = any(document < view.built for document in documents_of(view, code))
    found = _with_newer(view, code, table, stem, company, stored)
    view.meaning[code] = found
    return found


def _with_newer(
    view: View, code: str, table: Table, stem: Callable[[str], str], company: CompanyWords | None,
    stored: Sections | None,
) -> MeaningList | None:  # fmt: skip
    documents = documents_of(view, code, 0 if stored is None else view.built)
    if len(documents) > MOST_NEW:
        return None
    new = list(read_sections(view, documents))
    if company is None:
        company, newer = learn(new, table, stem)
        return MeaningList(view, company, None, newer)
    if not new:
        return MeaningList(view, company, stored, None)
    company = company.with_new(table, dict.fromkeys(word for one in new for word in (*one.heading, *one.text)))
    return MeaningList(view, company, stored, summed(new, company))


def documents_of(view: View, code: str, start: int = 0) -> list[int]:
    """The documents of a language from number `start` on that are not deleted."""
    return [
        document
        for document, article in enumerate(view.article_of[start:], start)
        if article != DELETED and vocabulary_of(view.articles[article][0]) == code
    ]


def read_sections(view: View, documents: Iterable[int]) -> Iterator[Read]:
    """These sections with their words."""
    for document in documents:
        title, heading = words(view.text(document, "title")), words(view.text(document, "heading"))
        yield Read(
            document,
            view.article_of[document],
            title if title == heading else title + heading,
            words(view.text(document, "text")),
        )
