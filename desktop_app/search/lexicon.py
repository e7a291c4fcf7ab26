"""The words of the articles in one vocabulary, as a search looks them up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

from desktop_app.search.analysis import PREFIX, is_hidden

_EXPANSION = 60  # words that the beginning of a word is taken to mean


class Lexicon:
    """Each word with its stem, the words of a stem, and the longer words in order."""

    def __init__(self, stems: Mapping[str, str]) -> None:
        self.stems = stems

    @cached_property
    def of_stem(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for word, stem in self.stems.items():
            found.setdefault(stem, []).append(word)
        return found

    @cached_property
    def ordered(self) -> list[str]:
        """The words of more than four letters, and the stems that hide behind a prefix ("bayar" in "pembayaran")."""
        hidden = (stem for word, stem in self.stems.items() if is_hidden(stem, word))
        return sorted(word for word in {*self.stems, *hidden} if len(word) > PREFIX)

    @cached_property
    def correctable(self) -> list[str]:
        """The words that a slip of the keyboard may be set right to."""
        return sorted({*self.ordered, *(word for word in self.stems if len(word) == PREFIX)})

    def beginning_with(self, beginning: str) -> list[str]:
        """The longer words that begin so, at most 60."""
        at = bisect_left(self.ordered, beginning)
        return [word for word in self.ordered[at : at + _EXPANSION] if word.startswith(beginning)]
