"""Which sections answer what was typed so far, best first, in one vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest
from operator import itemgetter
from typing import TYPE_CHECKING

from desktop_app.search.analysis import GRAM, LONGEST_WORD, PREFIX, SCALE, STEM, TITLE_LETTER, WORD, Vocabulary
from desktop_app.search.catalogue import DELETED
from desktop_app.search.expansion import Glossary, all_meant, any_meant, looked_for, not_meant, wanted
from desktop_app.search.postings import Postings, intersected, rarity
from desktop_app.search.query import Query
from desktop_app.search.restriction import Restriction
from desktop_app.search.snippets import Sought
from desktop_app.search.view import View

if TYPE_CHECKING:
    from desktop_app.search.meaning.ranked import ByMeaning

_MOST_FORMS = 40
_FIRST_LOOK = 48  # documents that are put in order before all are


@dataclass(frozen=True)
class Ranking:
    """Sections in one vocabulary. `loose`: none has all the words, these have some; `unknown`: words no article has;
    `instead`: words that were looked for beside those that were typed; `meant`: what was found by meaning, where that
    was asked too.
    """

    query: Query
    documents: dict[int, float] | Postings
    factor: float = 1.0
    loose: bool = False
    unknown: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    meant: ByMeaning | None = None

    def best_first(self) -> Iterator[tuple[float, int]]:
        """(score, document). Only what is asked for is put in order."""
        if isinstance(self.documents, Postings):
            return ((self.factor * weight, document) for weight, document in self.documents.best_first())
        return best_first(self.documents)

    def articles(self, view: View) -> set[int]:
        """The numbers of all articles that have one of the sections."""
        documents = self.documents.ids if isinstance(self.documents, Postings) else self.documents
        found = set(map(view.article_of.__getitem__, documents))
        found.discard(DELETED)
        return found


def best_first(scores: dict[int, float]) -> Iterator[tuple[float, int]]:
    """(score, document); the first are put in order before the rest is."""
    first = nlargest(_FIRST_LOOK, scores.items(), key=itemgetter(1))
    yield from ((score, document) for document, score in first)
    if len(scores) > len(first):
        seen = {document for document, _ in first}
        rest = sorted(scores.items(), key=itemgetter(1), reverse=True)
        yield from ((score, document) for document, score in rest if document not in seen)


@dataclass(frozen=True)
class Asked:
    """The words that were asked for, a list each; of small words that make a section `better`; and what is nowhere."""

    words: tuple[str, ...]
    lists: list[Postings]
    better: list[Postings]
    unknown: tuple[str, ...]


def asked_lists(view: View, vocabulary: Vocabulary, query: Query) -> Asked:
    """Looks the words up; those of a query without its small words."""
    lists = [_finished(view, vocabulary, word) for word in query.finished]
    better = [found for word in query.small if (found := _finished(view, vocabulary, word))]
    if len(query.unfinished) == 1:
        titles = view.postings(vocabulary.code, TITLE_LETTER + query.unfinished.encode())
        (better if lists else lists).append(titles)
    elif query.unfinished:
        lists.append(_beginning(view, vocabulary, query.unfinished))
    asked = (*query.finished, query.unfinished)[: len(lists)]
    return Asked(asked, lists, better, tuple(word for word, found in zip(asked, lists, strict=True) if not found))


def rank(view: View, vocabulary: Vocabulary, query: Query, glossary: Glossary) -> Ranking:
    """The sections that have all the words; or other words for the same; or, where there are none, any of them."""
    query = query.without(vocabulary.stop_words)
    asked = asked_lists(view, vocabulary, query)
    lists, better, total = asked.lists, asked.better, view.sections[vocabulary.code]
    if not lists:
        return Ranking(query, restricted(view, vocabulary, query, {}))
    if len(lists) == 1 and view.has_living(lists[0].ids) and not better and not query.is_restricted:
        return Ranking(query, lists[0], rarity(lists[0], total) / SCALE)
    scores = {} if asked.unknown else _all(view, vocabulary.code, query, lists, total)
    unknown, loose = asked.unknown, False
    instead: tuple[str, ...] = ()
    if not view.has_living(scores):
        meant = wanted(view, vocabulary, asked.words, lists, glossary)
        scores, loose = all_meant(meant), False
        if not scores and len(meant) > 1:
            scores, loose = any_meant(meant), True
        unknown, instead = not_meant(unknown, meant), looked_for(meant)
    scores = restricted(view, vocabulary, query, scores)
    scores = preferred(scores, better)
    return Ranking(query, scores, loose=loose and bool(scores), unknown=unknown, instead=instead)


def preferred(scores: dict[int, float], better: list[Postings]) -> dict[int, float]:
    """The same scores, a little more for sections whose heading has the small words too."""
    for found in better if scores else ():
        weights, extra = found.by_document, max(scores.values()) / SCALE / (1 + len(better))
        scores = {document: score + extra * weights.get(document, 0) for document, score in scores.items()}
    return scores


def restricted(view: View, vocabulary: Vocabulary, query: Query, scores: dict[int, float]) -> dict[int, float]:
    """Only the sections with the phrases and without the excluded words of the query."""
    if not query.is_restricted:
        return scores
    restriction = Restriction(view, vocabulary, query)
    if not scores and query.phrases and not query.unfinished and vocabulary.stop_words.issuperset(query.finished):
        return dict.fromkeys(restriction.alone(), 1.0)
    kept = restriction.kept(scores)
    return {document: score for document, score in scores.items() if document in kept}


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


def _all(view: View, code: str, query: Query, lists: list[Postings], total: int) -> dict[int, float]:
    """Documents that are in every list; those of the finished words are kept while the next word is typed."""
    finished = lists[: len(query.finished)]
    scores: dict[int, float] | None = None
    if finished:
        scores = view.finished.get_or_make((code, query.finished), lambda: intersected(None, finished, total))
    return intersected(scores, lists[len(finished) :], total)


def sought(view: View, vocabulary: Vocabulary, ranking: Ranking) -> list[Sought]:
    """What the words of the search, and those looked for instead, are recognised by in a text."""
    lexicon = view.lexicons[vocabulary.code]

    def forms(word: str) -> tuple[str, ...]:
        stem = vocabulary.stem(word)
        return tuple({word, *lexicon.of_stem.get(stem, ())[:_MOST_FORMS]})

    query = ranking.query
    found = [Sought(forms(word)) for word in (*query.finished, *ranking.instead)]
    if query.unfinished and len(query.unfinished) < LONGEST_WORD:
        known = query.unfinished in lexicon.stems
        found.append(Sought(forms(query.unfinished) if known else (), query.unfinished))
    return found
