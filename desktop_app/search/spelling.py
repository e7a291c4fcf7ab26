"""The words of the articles that a word may have been meant to be."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest

from desktop_app.search.analysis import LONGEST_WORD, STEM, Vocabulary
from desktop_app.search.view import View

SHORTEST, LONG, SURE = 4, 6, 8  # letters: of shorter words nothing is said; two may be wrong; and it is taken for meant
_LOOKED_AT = 60  # of the words that are near
_SPARE = 5  # looked at beyond those asked for: the articles that had a word may be deleted
_FIRST_LETTER = 0.4  # of an error: a wrong first letter is seldom
_FREQUENT = 0.25  # of an error: what a word that ten times as many sections have is ahead


def nearest(
    view: View, vocabulary: Vocabulary, word: str, limit: int, beside: Sequence[str] = ()
) -> list[tuple[str, int]]:
    """(word, errors) for a folded word: by letters that differ (two swapped ones count one), then by how frequent a
    word is. Of the articles' words in this vocabulary, and of those given `beside`, which no article need have.
    """
    if not SHORTEST <= len(word) < LONGEST_WORD or any(letter.isdigit() for letter in word):
        return []
    found: list[tuple[str, int]] = view.near.get_or_make(
        (vocabulary.code, word, limit), lambda: _nearest(view, vocabulary, word, limit, beside)
    )
    return found


def _nearest(view: View, vocabulary: Vocabulary, word: str, limit: int, beside: Sequence[str]) -> list[tuple[str, int]]:
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= LONG else 1
    lexicon = view.lexicons[vocabulary.code]
    near: dict[str, int] = {}
    for words, errors_at_most in ((lexicon.correctable, most), (beside, 1)):
        found = process.extract(word, words, scorer=OSA.distance, score_cutoff=errors_at_most, limit=_LOOKED_AT)
        near.update({candidate: int(errors) for candidate, errors, _ in found if len(candidate) >= SHORTEST})

    def value(candidate: str) -> float:
        stem = lexicon.stems.get(candidate) or vocabulary.stem(candidate)
        sections = view.frequency(vocabulary.code, STEM + stem.encode())
        frequent = len(str(sections)) - 1 if sections else -1
        return near[candidate] + _FIRST_LETTER * (candidate[0] != word[0]) - _FREQUENT * frequent

    def is_found(candidate: str) -> bool:
        stem = lexicon.stems.get(candidate)
        return stem is None or view.has_living(view.postings(vocabulary.code, STEM + stem.encode()).ids)

    best = nsmallest(limit + _SPARE, near, key=value)
    return [(candidate, near[candidate]) for candidate in best if is_found(candidate)][:limit]
