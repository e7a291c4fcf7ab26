"""From what was typed to a page of hits: every language ranked by itself, then put together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import merge
from operator import itemgetter

from desktop_app.search.analysis import OTHER, VOCABULARIES, Vocabulary, vocabulary_of
from desktop_app.search.hits import choose, hits
from desktop_app.search.ranking import Query, Ranking, rank
from desktop_app.search.results import Hit, SearchPage
from desktop_app.search.suggestion import suggest
from desktop_app.search.view import View

_MOST_OTHER = 3  # hits in languages that were not asked for

_Ranked = list[tuple[Vocabulary, Ranking]]


def answer(
    view: View,
    vocabularies: Mapping[str, Vocabulary],
    text: str,
    language: str | None,
    category: str | None,
    limit: int,
) -> SearchPage:
    """The page for a text. With a language: hits in it, and apart from them the best in the others."""
    query = Query.read(text)
    rankings = {code: rank(view, vocabularies[code], query) for code in VOCABULARIES if view.sections[code]}
    asked = [code for code in rankings if language is None or code == vocabulary_of(language)]
    ranked = _preferred((vocabularies[code], rankings[code]) for code in asked)
    allowed = _allowed(view, category, only=language if asked == [OTHER] else None)
    found = hits(view, choose(view, _best_first(ranked), limit, allowed), ranked)
    articles: set[int] = set().union(*(ranking.articles(view) for _, ranking in ranked))
    other: tuple[Hit, ...] = ()
    if language is not None:
        elsewhere = [
            (vocabularies[code], ranking)
            for code, ranking in rankings.items()
            if (code not in asked or code == OTHER) and ranking.documents and not ranking.loose
        ]
        if elsewhere:
            others = _allowed(view, category, but=language)
            other = hits(view, choose(view, _best_first(elsewhere), _MOST_OTHER, others), elsewhere)
    return SearchPage(
        found,
        len(articles if allowed is None else articles & allowed),
        None if other else _suggestion(view, text, ranked),
        other,
        any(ranking.loose for _, ranking in ranked),
        view.manifest.complete,
    )


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


def _allowed(view: View, category: str | None, *, only: str | None = None, but: str | None = None) -> set[int] | None:
    """The numbers of the articles in this category, in `only` this language, in any `but` that; None: all of them."""
    if category is None and only is None and but is None:
        return None
    return {
        number
        for number, (language, _) in enumerate(view.articles)
        if (category is None or view.category_of[number] == category)
        and (only is None or language == only)
        and language != but
    }
