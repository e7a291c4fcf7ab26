"""From what was typed to a page of hits: every language ranked by itself, then put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter

from desktop_app.search.analysis import OTHER, VOCABULARIES, Vocabulary, vocabulary_of
from desktop_app.search.expansion import Glossary
from desktop_app.search.feedback import rank_deep
from desktop_app.search.filters import Filters
from desktop_app.search.hits import choose, hits
from desktop_app.search.meaning.deepening import deepened
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.query import Query
from desktop_app.search.ranking import Ranking, rank
from desktop_app.search.results import Hit, SearchPage
from desktop_app.search.suggestion import suggest
from desktop_app.search.view import View

_MOST_OTHER = 3  # hits in languages that were not asked for
_CLEARLY = 0.4  # how much surer an answer in another language has to be to stand first

_Ranked = list[tuple[Vocabulary, Ranking]]


@dataclass(frozen=True)
class Asking:
    """A search as it was asked: the text, the reader's language, how many hits, what they are limited to, how deep."""

    text: str
    language: str | None = None
    limit: int = 10
    filters: Filters = Filters()  # noqa: RUF009 - frozen
    deep: bool = False


def answer(
    view: View, vocabularies: Mapping[str, Vocabulary], glossary: Glossary, asking: Asking, shipped: ShippedTable
) -> SearchPage:
    """The page for a text. With a language: hits in it, and apart from them the best in the others."""
    query = Query.read(asking.text)
    language, filters = asking.language, asking.filters
    ranked_by = rank_deep if asking.deep else rank
    rankings = {
        code: ranked_by(view, vocabularies[code], query, glossary) for code in VOCABULARIES if view.sections[code]
    }
    if asking.deep:
        rankings = deepened(view, vocabularies, query, rankings, shipped, glossary.other_words)
    asked = [code for code in rankings if language is None or code == vocabulary_of(language)]
    ranked = _preferred((vocabularies[code], rankings[code]) for code in asked)
    allowed, factors = view.chosen(filters)
    mine = _of_language(view, allowed, only=language) if asked == [OTHER] else allowed
    found = hits(view, choose(view, _best_first(ranked), asking.limit, mine, factors), ranked)
    articles: set[int] = set().union(*(ranking.articles(view) for _, ranking in ranked))
    other: tuple[Hit, ...] = ()
    said_there = False  # whether another language has all the words, so that none of them is a slip
    if language is not None and filters.language is None:
        elsewhere = [
            (vocabularies[code], ranking)
            for code, ranking in rankings.items()
            if (code not in asked or code == OTHER) and ranking.documents and not ranking.loose
        ]
        said_there = any(not ranking.unknown for _, ranking in elsewhere)
        if elsewhere:
            others = _of_language(view, allowed, but=language)
            other = hits(view, choose(view, _best_first(elsewhere), _MOST_OTHER, others, factors), elsewhere)
    return SearchPage(
        found,
        len(articles if mine is None else articles & mine),
        None if other and said_there else _suggestion(view, asking.text, ranked),
        other,
        any(ranking.loose for _, ranking in ranked),
        view.manifest.complete,
        bool(other) and _surer(rankings, [code for code in rankings if code not in asked], asked),
    )


def _surer(rankings: Mapping[str, Ranking], these: Iterable[str], those: Iterable[str]) -> bool:
    """Whether what was found in these languages is clearly the better answer, as far as meanings tell."""
    this, that = (
        max((meant.sureness for code in codes if (meant := rankings[code].meant) is not None), default=0.0)
        for codes in (these, those)
    )
    return this > that + _CLEARLY


def _preferred(ranked: Iterable[tuple[Vocabulary, Ranking]]) -> _Ranked:
    """Rankings with only some of the words fall away beside one that has all."""
    found = list(ranked)
    whole = [pair for pair in found if pair[1].documents and not pair[1].loose]
    return whole or found


def _best_first(ranked: _Ranked) -> Iterable[tuple[float, int]]:
    if len(ranked) == 1:
        return ranked[0][1].best_first()
    return merge(*(ranking.best_first() for _, ranking in ranked), key=itemgetter(0), reverse=True)


def _suggestion(view: View, text: str, ranked: _Ranked) -> str | None:
    for vocabulary, ranking in ranked:
        if ranking.unknown:
            suggestion = suggest(view, vocabulary, text, ranking.unknown)
            if suggestion is not None:
                return suggestion
    return None


def _of_language(
    view: View, allowed: frozenset[int] | None, *, only: str | None = None, but: str | None = None
) -> frozenset[int]:
    """The numbers of the allowed articles in `only` this language, or in any `but` that."""
    return frozenset(
        number
        for number, (language, _) in enumerate(view.articles)
        if (allowed is None or number in allowed) and (only is None or language == only) and language != but
    )
