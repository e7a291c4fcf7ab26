"""What a word stands for that is misspelt: the nearest of the company's words, or of the table's."""

from __future__ import annotations

from math import log

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.table import Table

_SHORTEST = 4
_NEAR, _NEAR_SHORT = 0.8, 0.74  # similarity asked of words of over five letters, and of the others
_SURELY = 0.85  # the same of the words that only the table has
_COMMON = 3.0  # how common a word of the table has to be to be meant
_LESS = 0.02  # what a word that the company does not use counts less
_CANDIDATES = 8


def nearest(word: str, words: CompanyWords, table: Table) -> str | None:
    """The word that was meant: by letters (a swap of two counts one), then by how common it is. None: none is near."""
    if len(word) < _SHORTEST or any(letter.isdigit() for letter in word):
        return None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near = _NEAR if len(word) > 5 else _NEAR_SHORT
    alike = OSA.normalized_similarity
    found = [
        (score + 0.02 * min(6.0, table.zipf(one)) / 6 + 0.03 * min(1.0, log(1 + words.holding[one]) / 4), one)
        for one, score, _ in process.extract(word, words.spelled, scorer=alike, score_cutoff=near, limit=_CANDIDATES)
    ]
    if word not in table.row_of:
        found += [
            (score - _LESS + 0.02 * min(6.0, table.zipf(one)) / 6, one)
            for one, score, _ in process.extract(word, table.words, scorer=alike, score_cutoff=_SURELY, limit=5)
            if one not in words.holding and table.zipf(one) > _COMMON
        ]
    return max(((score - (0.05 if one[0] != word[0] else 0.0), one) for score, one in found), default=(0.0, None))[1]


def is_close(word: str, other: str) -> bool:
    """Whether one slip of the finger makes one of the other."""
    from rapidfuzz.distance import OSA

    return OSA.distance(word, other, score_cutoff=1) <= 1
