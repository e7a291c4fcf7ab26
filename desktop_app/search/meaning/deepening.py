"""What a search by words gains after a pause in typing: the sections that mean the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from heapq import nlargest

from desktop_app.search.analysis import Vocabulary, vocabulary_of
from desktop_app.search.hits import Chosen, hits
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.other_words import OtherWords
from desktop_app.search.postings import rarity
from desktop_app.search.query import Query
from desktop_app.search.ranking import Ranking, asked_lists, restricted
from desktop_app.search.results import Hit
from desktop_app.search.view import View

_MANY = 5  # words, from which on a question may be what one reads
_LOOKED_AT = 50  # of the best sections by words


def hits_about_the_same(
    view: View, vocabularies: Mapping[str, Vocabulary], article: str, language: str, limit: int, shipped: ShippedTable
) -> tuple[Hit, ...]:  # fmt: skip
    """The articles of a language that are about the same as one in it; none where there is no table."""
    table, code = shipped.load(), vocabulary_of(language)
    if table is None or (language, article) not in view.articles:
        return ()
    from desktop_app.search.meaning.lists import list_of
    from desktop_app.search.meaning.related import related

    listed = list_of(view, code, table, vocabularies[code].stem)
    if listed is None:
        return ()
    near = related(view, listed, view.articles.index((language, article)), limit)
    chosen = [Chosen(score, document) for score, document in near]
    return hits(view, chosen, [(vocabularies[code], Ranking(Query(), {}))])


def deepened(
    view: View, vocabularies: Mapping[str, Vocabulary], query: Query, rankings: Mapping[str, Ranking],
    shipped: ShippedTable, other_words: OtherWords,
) -> dict[str, Ranking]:  # fmt: skip
    """Each language's ranking by words and by meaning together; as it was where there is no table to tell meanings."""
    table = shipped.load()
    if table is None:
        return dict(rankings)
    from desktop_app.search.meaning.lists import list_of
    from desktop_app.search.meaning.ranked import by_meaning

    asked = (*query.finished, query.unfinished) if query.unfinished else query.finished
    stems = tuple(vocabulary.stem for vocabulary in vocabularies.values())
    found = {}
    for code, ranking in rankings.items():
        vocabulary = vocabularies[code]
        listed = list_of(view, code, table, vocabulary.stem)
        lexical = ranking.documents if isinstance(ranking.documents, dict) else ranking.documents.by_document
        meant = None
        if listed is not None:
            together = _standing_together(view, vocabulary, query, lexical)
            extra = tuple(other_words.of(asked, listed.company.holding))
            meant = by_meaning(listed, table, asked, extra, lexical, together, stems)
        scores = restricted(view, vocabulary, query, meant.scores) if meant is not None else {}
        if meant is not None and scores:
            ranking = replace(ranking, documents=scores, loose=False, meant=meant)
        found[code] = ranking
    return found


def _standing_together(view: View, vocabulary: Vocabulary, query: Query, lexical: Mapping[int, float]) -> float:
    """How many of the telling words stand together in one section, each counted by how rare it is."""
    finished = tuple(word for word in query.finished if word not in SMALL)
    query = Query(finished, "" if query.unfinished in SMALL else query.unfinished)
    if len(finished) + bool(query.unfinished) < _MANY:
        return 0.0
    lists, total = asked_lists(view, vocabulary, query).lists, view.sections[vocabulary.code]
    weighed = [(found.by_document, rarity(found, total)) for found in lists]
    best = nlargest(_LOOKED_AT, lexical, key=lexical.__getitem__)
    most = max((sum(weight for has, weight in weighed if one in has) for one in best), default=0.0)
    return len(weighed) * most / (sum(weight for _, weight in weighed) or 1.0)
