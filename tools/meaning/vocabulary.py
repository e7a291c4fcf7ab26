"""Which words the table knows: the commonest of both languages, and every word of the texts it learns from."""

from __future__ import annotations

import re
from collections.abc import Iterable

from wordfreq import top_n_list, zipf_frequency

ENGLISH, INDONESIAN = 38_000, 26_000  # words of each list that are looked at; many are in both
_WORD = re.compile(r"[^\W_]+")
_TAKEN = re.compile(r"[a-z]{2,24}|[a-z]+\d|\d{1,2}")


def words(text: str) -> list[str]:
    """The words of a text as the table spells them."""
    return _WORD.findall(text.lower())


def frequency(word: str) -> float:
    """How common a word is in the language that uses it more: the logarithm of its count in a thousand million."""
    return float(max(zipf_frequency(word, "en"), zipf_frequency(word, "id")))


def vocabulary(own: Iterable[str], most: int) -> list[str]:
    """At most so many words: those of our `own` texts first, then the commonest."""
    common = {
        word
        for word in [*top_n_list("en", ENGLISH, wordlist="large"), *top_n_list("id", INDONESIAN)]
        if _TAKEN.fullmatch(word)
    }
    kept = dict.fromkeys(word for text in own for word in words(text) if _TAKEN.fullmatch(word))
    kept.update(dict.fromkeys(sorted(common - kept.keys(), key=lambda word: (-frequency(word), word))))
    return sorted(list(kept)[:most])
