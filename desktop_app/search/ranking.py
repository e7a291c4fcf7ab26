"""Which sections answer what was typed so far, best first, in one vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from math import log
from operator import itemgetter

from desktop_app.search.analysis import GRAM, LONGEST_WORD, PREFIX, SCALE, STEM, TITLE_LETTER, WORD, Vocabulary, words
from desktop_app.search.catalogue import DELETED
from desktop_app.search.postings import Postings
from desktop_app.search.snippets import Sought
from desktop_app.search.view import View

LONGEST_QUERY = 16  # words; what is pasted beyond them says little more
_MOST_FORMS = 40
_FIRST_LOOK = 48  # documents that are put in order before all are
_WORD_AT_END = re.compile(r"\w\Z")


@dataclass(frozen=True)
class Query:
    """The words of a search: those that are finished, and the one that is still being typed, if any.

    `small`: stop words, which nothing has to have; a heading that has them answers the better.
    """

    finished: tuple[str, ...]
    unfinished: str = ""
    small: tuple[str, ...] = ()

    @staticmethod
    def read(text: str) -> Query:
        """A word is finished by what follows it: a space, a comma, another word."""
        found = words(text)
        if len(found) > LONGEST_QUERY:
            return Query(tuple(dict.fromkeys(found[:LONGEST_QUERY])))
        if found and _WORD_AT_END.search(text):
            return Query(tuple(dict.fromkeys(found[:-1])), found[-1])
        return Query(tuple(dict.fromkeys(found)))

    def without(self, stop_words: frozenset[str]) -> Query:
        """The words that say something, the small ones apart; all of them as they are where none does."""
        finished = tuple(word for word in self.finished if word not in stop_words)
        small = tuple(word for word in self.finished if word in stop_words)
        if finished and self.unfinished in stop_words:
            return Query(finished, "", (*small, self.unfinished))
        return Query(finished, self.unfinished, small) if finished or self.unfinished else self


@dataclass(frozen=True)
class Ranking:
    """Sections in one vocabulary. `loose`: none has all the words, these have some; `unknown`: words no article has."""

    query: Query
    documents: dict[int, float] | Postings
    factor: float = 1.0
    loose: bool = False
    unknown: tuple[str, ...] = ()

    def best_first(self) -> Iterator[tuple[float, int]]:
        """(score, document). Only what is asked for is put in order."""
        if isinstance(self.documents, Postings):
            return ((self.factor * weight, document) for weight, document in self.documents.best_first())
        return _best_first(self.documents)

    def articles(self, view: View) -> set[int]:
        """The numbers of all articles that have one of the sections."""
        documents = self.documents.ids if isinstance(self.documents, Postings) else self.documents
        found = set(map(view.article_of.__getitem__, documents))
        found.discard(DELETED)
        return found


def _best_first(scores: dict[int, float]) -> Iterator[tuple[float, int]]:
    first = nlargest(_FIRST_LOOK, scores.items(), key=itemgetter(1))
    yield from ((score, document) for document, score in first)
    if len(scores) > len(first):
        seen = {document for document, _ in first}
        rest = sorted(scores.items(), key=itemgetter(1), reverse=True)
        yield from ((score, document) for document, score in rest if document not in seen)


def rank(view: View, vocabulary: Vocabulary, query: Query) -> Ranking:
    """The sections that have all the words, or where there are none, those that have any."""
    code = vocabulary.code
    query = query.without(vocabulary.stop_words)
    total = view.sections[code]
    lists = [_finished(view, vocabulary, word) for word in query.finished]
    better = [found for word in query.small if (found := _finished(view, vocabulary, word))]
    if len(query.unfinished) == 1:
        titles = view.postings(code, TITLE_LETTER + query.unfinished.encode())
        (better if lists else lists).append(titles)
    elif query.unfinished:
        lists.append(_beginning(view, vocabulary, query.unfinished))
    if not lists:
        return Ranking(query, {})
    asked = (*query.finished, query.unfinished)[: len(lists)]
    unknown = tuple(word for word, found in zip(asked, lists, strict=True) if not found)
    if len(lists) == 1 and not better:
        return Ranking(query, lists[0], _rarity(lists[0], total) / SCALE, unknown=unknown)
    scores = {} if unknown else _all(view, code, query, lists, total)
    loose = not scores and len(lists) > 1
    if loose:
        scores = _any(lists, total)
    for found in better if scores else ():
        weights, extra = found.by_document, max(scores.values()) / SCALE / (1 + len(better))
        scores = {document: score + extra * weights.get(document, 0) for document, score in scores.items()}
    return Ranking(query, scores, loose=loose and bool(scores), unknown=unknown)


def _finished(view: View, vocabulary: Vocabulary, word: str) -> Postings:
    return view.postings(vocabulary.code, STEM + vocabulary.stem(word).encode())


def _beginning(view: View, vocabulary: Vocabulary, beginning: str) -> Postings:
    """Sections with a word that begins so; and, when it is a word already, those with another form of it."""
    lexicon = view.lexicons[vocabulary.code]
    if len(beginning) <= PREFIX:
        keys = [GRAM + beginning.encode()]
    else:
        keys = [WORD + word.encode() for word in lexicon.beginning_with(beginning)]
    stem = lexicon.stems.get(beginning)
    if stem is not None and stem != beginning:
        keys.append(STEM + stem.encode())
    found = view.merged(vocabulary.code, beginning, keys)
    if not found and len(beginning) > PREFIX:  # "policy" where only "policies" are written of
        found = view.postings(vocabulary.code, STEM + vocabulary.stem(beginning).encode())
    return found


def _rarity(found: Postings, total: int) -> float:
    """BM25's inverse document frequency; a list still names deleted sections, so it may be the longer one."""
    return log(1 + (max(0, total - len(found)) + 0.5) / (len(found) + 0.5))


def _all(view: View, code: str, query: Query, lists: list[Postings], total: int) -> dict[int, float]:
    """Documents that are in every list; those of the finished words are kept while the next word is typed."""
    finished = lists[: len(query.finished)]
    scores: dict[int, float] | None = None
    if finished:
        scores = view.finished.get_or_make((code, query.finished), lambda: _intersected(None, finished, total))
    return _intersected(scores, lists[len(finished) :], total)


def _intersected(scores: dict[int, float] | None, lists: list[Postings], total: int) -> dict[int, float]:
    for found in sorted(lists, key=len):
        rarity = _rarity(found, total) / SCALE
        if scores is None:
            scores = {document: rarity * weight for document, weight in found.by_document.items()}
        else:
            weights = found.by_document
            scores = {d: score + rarity * weights[d] for d, score in scores.items() if d in weights}
    return scores or {}


def _any(lists: list[Postings], total: int) -> dict[int, float]:
    scores: dict[int, float] = {}
    for found in lists:
        rarity = _rarity(found, total) / SCALE
        for document, weight in found.by_document.items():
            scores[document] = scores.get(document, 0.0) + rarity * weight
    return scores


def sought(view: View, vocabulary: Vocabulary, query: Query) -> list[Sought]:
    """What the words of the search are recognised by in a text."""
    lexicon = view.lexicons[vocabulary.code]

    def forms(word: str) -> tuple[str, ...]:
        stem = vocabulary.stem(word)
        return tuple({word, *lexicon.of_stem.get(stem, ())[:_MOST_FORMS]})

    found = [Sought(forms(word)) for word in query.finished]
    if query.unfinished and len(query.unfinished) < LONGEST_WORD:
        known = query.unfinished in lexicon.stems
        found.append(Sought(forms(query.unfinished) if known else (), query.unfinished))
    return found
