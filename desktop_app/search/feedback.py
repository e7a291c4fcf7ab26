"""The ranking for a pause in typing: any of the words, and the words that the best answers have in common.

Pseudo-relevance feedback (relevance model RM3): the first sections that the words alone find are taken to be right, and
what they are about is asked for as well. It costs some ten times a keystroke, so it runs after a pause or Enter.
"""

from __future__ import annotations

from collections import Counter
from heapq import nlargest
from itertools import islice
from math import exp
from operator import itemgetter

from desktop_app.search.analysis import SCALE, STEM, Vocabulary, words
from desktop_app.search.catalogue import DELETED
from desktop_app.search.expansion import Glossary, all_meant, any_meant, looked_for, not_meant, wanted
from desktop_app.search.postings import rarity
from desktop_app.search.query import Query
from desktop_app.search.ranking import Ranking, asked_lists, best_first, preferred, restricted
from desktop_app.search.view import View

SECTIONS, TERMS, SHARE = 3, 20, 0.5  # how many are taken to be right, words taken from them, what those count


def rank_deep(view: View, vocabulary: Vocabulary, query: Query, glossary: Glossary) -> Ranking:
    """Sections with any of the words, ordered by the words and by what the best of them say beside."""
    query = query.without(vocabulary.stop_words)
    asked = asked_lists(view, vocabulary, query)
    meant = wanted(view, vocabulary, asked.words, asked.lists, glossary)
    plain = restricted(view, vocabulary, query, any_meant(meant))
    if len(query.unfinished) == 1:  # titles that go on so are preferred; the small words of a question say too little
        plain = preferred(plain, asked.better[-1:])
    if not plain:
        return Ranking(query, plain, unknown=asked.unknown)
    loose = not any(document in plain for document in all_meant(meant))
    scores = _with_feedback(view, vocabulary, plain, len(asked.lists), view.sections[vocabulary.code])
    unknown = not_meant(asked.unknown, meant)
    return Ranking(query, scores, loose=loose, unknown=unknown, instead=looked_for(meant))


def _with_feedback(
    view: View, vocabulary: Vocabulary, plain: dict[int, float], asked: int, total: int
) -> dict[int, float]:
    """The plain scores and those of the words that the best sections share; the first plain hit stays the first."""
    best = _best(view, plain)
    if not best:
        return plain
    terms = _terms(view, vocabulary, best, total)
    per_word = SHARE / (1 - SHARE) * asked / (sum(terms.values()) or 1.0)
    scores = dict(plain)
    for stem, share in terms.items():
        found = view.postings(vocabulary.code, STEM + stem.encode())
        factor = per_word * share * rarity(found, total) / SCALE
        for document, weight in found.by_document.items():
            if document in scores:
                scores[document] += factor * weight
    first = best[0][1]
    scores[first] = max(scores[first], max(scores.values()) + 0.001)
    return scores


def _best(view: View, plain: dict[int, float]) -> list[tuple[float, int]]:
    living = ((score, one) for score, one in best_first(plain) if view.article_of[one] != DELETED)
    return list(islice(living, SECTIONS))


def _terms(view: View, vocabulary: Vocabulary, best: list[tuple[float, int]], total: int) -> dict[str, float]:
    """The words that tell the best sections from the others, each with its share."""
    shares: Counter[str] = Counter()
    top = best[0][0]
    for score, document in best:
        counts = Counter(words(f"{view.text(document, 'heading')} {view.text(document, 'text')}"))
        for small in vocabulary.stop_words.intersection(counts):
            del counts[small]
        length = counts.total() or 1
        for word, count in counts.items():
            shares[vocabulary.stem(word)] += exp(score - top) * count / length  # type: ignore[assignment]
    told = {
        stem: share * rarity(view.postings(vocabulary.code, STEM + stem.encode()), total)
        for stem, share in shares.items()
    }
    return dict(nlargest(TERMS, told.items(), key=itemgetter(1)))
