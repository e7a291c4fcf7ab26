"""What may have been meant by a word that no article has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.search.analysis import LONGEST_WORD, STEM, Vocabulary, words
from desktop_app.search.view import View

_SHORTEST = 4
_CANDIDATES = 8
_NEAR, _NEAR_SHORT = 0.8, 0.74  # similarity asked of words of more than five letters, and of the others


def suggest(view: View, vocabulary: Vocabulary, text: str, unknown: Sequence[str]) -> str | None:
    """The text with each unknown word replaced by the nearest word of the articles; None where one has none near."""
    meant: dict[str, str] = {}
    for word in unknown:
        nearest = _nearest(view, vocabulary, word)
        if nearest is None:
            return None
        meant[word] = nearest

    def replaced(found: re.Match[str]) -> str:
        folded = words(found[0])
        return meant.get(folded[0], found[0]) if folded else found[0]

    return re.sub(r"\w+", replaced, text).strip() if meant else None


def _nearest(view: View, vocabulary: Vocabulary, word: str) -> str | None:
    """The nearest of the longer words: by letters (a swap of two counts one), then by how many sections have it."""
    if not _SHORTEST <= len(word) < LONGEST_WORD or any(letter.isdigit() for letter in word):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    lexicon = view.lexicons[vocabulary.code]
    near = process.extract(
        word,
        lexicon.ordered,
        scorer=OSA.normalized_similarity,
        score_cutoff=_NEAR if len(word) > 5 else _NEAR_SHORT,
        limit=_CANDIDATES,
    )

    def value(found: tuple[str, float, int]) -> tuple[float, int]:
        candidate, similarity, _ = found
        same_first_letter = 0.05 if candidate[0] == word[0] else 0.0
        return round(similarity + same_first_letter, 2), len(
            view.postings(vocabulary.code, STEM + vocabulary.stem(candidate).encode())
        )

    return max(near, key=value)[0] if near else None
