"""Other words for what a question names and the articles hardly write of, from the glossary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from desktop_app.domain.knowledge.glossary import Concept
from desktop_app.search.analysis import words

SELDOM = 5  # sections: a name that more of them have finds its answer by itself, and other words would only blur it
_Key = tuple[str, ...]
Extra = tuple[str, float]
"""A word that stands for others of a question, and how much it counts beside them."""


class OtherWords:
    """The names of each concept, by their words."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        self._concepts = concepts

    @cached_property
    def _others(self) -> dict[_Key, list[tuple[_Key, float]]]:
        found: dict[_Key, list[tuple[_Key, float]]] = {}
        for concept in self._concepts:
            names = list(dict.fromkeys(tuple(words(name)) for names in concept.terms.values() for name in names))
            for name in names:
                found.setdefault(name, []).extend((other, concept.weight) for other in names if other != name)
        return found

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._others), default=0)

    def of(self, asked: Sequence[str], holding: Mapping[str, int]) -> Iterator[Extra]:
        """`holding`: how many sections have each word. Together a name's other words count as much as it does."""
        at = 0
        while at < len(asked):
            for length in range(min(self._longest, len(asked) - at), 0, -1):
                name = tuple(asked[at : at + length])
                if name in self._others:
                    break
            else:
                name = (asked[at],)
            at += len(name)
            others = self._others.get(name, [])
            if min(holding.get(word, 0) for word in name) <= SELDOM:
                for other, weight in others:
                    share = weight * len(name) / len(others) / len(other)
                    yield from ((word, share) for word in other if word in holding)
