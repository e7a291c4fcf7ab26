"""Words, their stems and the keys a typed word is found by, one vocabulary a language.

A word is analysed once: what it costs (Sastrawi: 0.1 to 1 ms) is remembered with the index.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain
from typing import TypeVar
from zlib import crc32

from desktop_app.domain.knowledge.language import STOP_WORDS
from desktop_app.domain.languages import LANGUAGES
from desktop_app.domain.text import without_accents

LONGEST_WORD = 40
PREFIX = 4  # letters; a prefix up to this long has a key of its own, a longer one is looked up among the words

# The first byte of a key says what the rest of it is.
STEM, GRAM, WORD, TITLE_LETTER = b"s", b"g", b"w", b"t"

SIGN = 4  # bytes of a word in the sequence of a section

_WORD = re.compile(r"\w+")
OTHER = "xx"  # the vocabulary of every language without an analyzer of its own: words stand for themselves
_STEMMERS = {language.code: language.stemmer for language in LANGUAGES}


def vocabulary_of(language: str) -> str:
    """The code of the vocabulary that texts of this language are read with."""
    return language if language in _STEMMERS else OTHER


VOCABULARIES = (*_STEMMERS, OTHER)


def words(text: str) -> list[str]:
    """The words of a text as they are compared: folded, without accents, cut at 40 letters."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(without_accents(text).casefold())]


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class _Made(dict[_Key, _Value]):
    """Makes a value when it is first asked for, and keeps it."""

    def __init__(self, make: Callable[[_Key], _Value]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: _Key) -> _Value:
        value = self[key] = self._make(key)
        return value


class Vocabulary:
    """The words of one language that were met so far, each with its stem and its keys."""

    def __init__(self, code: str, stems: Mapping[str, str] | None = None) -> None:
        self.code = code
        self.stop_words = STOP_WORDS.get(code, frozenset())
        self.stems: dict[str, str] = dict(stems or {})
        self._keys: dict[str, tuple[bytes, ...]] = _Made(self._keys_of)
        self._signs: dict[str, bytes] = _Made(sign)
        self._stemmer: Callable[[str], str] | None = None

    def learn(self, stems: Mapping[str, str]) -> None:
        """Takes over stems that were found before."""
        self.stems.update(stems)

    @property
    def indexed(self) -> dict[str, str]:
        """The words that keys were made for, each with its stem: those of the articles, not those of a search."""
        return {word: self.stems[word] for word in sorted(self._keys)}

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        stem = self.stems.get(word)
        if stem is None:
            if self._stemmer is None:
                self._stemmer = _stemmer(_STEMMERS.get(self.code))
            stem = self._stemmer(word) or word
            self.stems[word] = stem
        return stem

    def sequence(self, heading: Iterable[str], text: Iterable[str]) -> bytes:
        """The words of a section in their order, as numbers: what an exact phrase is looked for in."""
        signs = self._signs.__getitem__
        return BETWEEN.join((b"".join(map(signs, heading)), b"".join(map(signs, text))))

    def keys(self, word: str) -> tuple[bytes, ...]:
        """Every key this word is found by: its stem, its first 2 to 4 letters, itself when it is longer.

        The letters of the stem too where a prefix hides it: who types "bayar" means "pembayaran" as well.
        """
        return self._keys[word]

    def counted(self, counts: Counter[str]) -> Counter[bytes]:
        """How often each key comes, from how often each word does."""
        return Counter(chain.from_iterable(map(self._keys.__getitem__, counts.elements())))

    def _keys_of(self, word: str) -> tuple[bytes, ...]:
        stem = self.stem(word)
        found = {STEM + stem.encode(), *_letters(word)}
        if is_hidden(stem, word):
            found.update(_letters(stem))
        return tuple(found)


BETWEEN = bytes(SIGN)  # stands between a heading and its text: no phrase goes over it


def sign(word: str) -> bytes:
    """The four bytes that stand for a folded word in a sequence."""
    return crc32(word.encode()).to_bytes(SIGN, "little")


def is_hidden(stem: str, word: str) -> bool:
    """Whether who types the stem would not come upon the word."""
    return not word.startswith(stem[:PREFIX])


def _letters(word: str) -> list[bytes]:
    keys = [GRAM + word[:length].encode() for length in range(2, min(PREFIX, len(word)) + 1)]
    if len(word) > PREFIX:
        keys.append(WORD + word.encode())
    return keys


def _stemmer(name: str | None) -> Callable[[str], str]:
    """The stemmer of a language. Loaded when a word comes that the index has not met: most searches need none."""
    if name is None:
        return str
    if name == "sastrawi":
        from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

        stem: Callable[[str], str] = StemmerFactory().create_stemmer().stem
        return stem
    import snowballstemmer

    stem_word: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return stem_word


# BM25 with what would change with every article frozen: an average length of 120 words. The weight of a term in a
# section is then known when the section is indexed, and one byte holds it.
_K1, _B, _AVERAGE = 1.2, 0.75, 120
SCALE = 100  # weight 1.0; the most a term can have is (K1 + 1) * SCALE = 220


@lru_cache(maxsize=8192)
def weight(count: int, length: int) -> int:
    """The BM25 weight, in hundredths, of a term that stands `count` times in a section of `length` words."""
    return max(1, round(SCALE * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / _AVERAGE))))
