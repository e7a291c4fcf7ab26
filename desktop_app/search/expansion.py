"""What the words of a search may mean beside what they say: other words for the same thing, and slips of the keyboard.

Only words that the index has count, and they count less than what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from desktop_app.domain.knowledge.glossary import Concept
from desktop_app.search.analysis import STEM, VOCABULARIES, Vocabulary, words
from desktop_app.search.other_words import OtherWords
from desktop_app.search.postings import Postings, intersected
from desktop_app.search.spelling import SHORTEST, SURE, nearest
from desktop_app.search.view import View

OTHER_WORDS = 0.5  # what another word for the same counts, where the word that was typed is written of too
ONLY_WORDS = 0.9  # and where it is not
MISSPELT = (0.9, 0.6, 0.4)  # what the words count that may have been meant, the likeliest first
_ENGLISH = "en"

_Key = tuple[str, ...]


@dataclass
class Wanted:
    """Some words of the search, next to each other, with what each section is worth for them.

    `named`: they are the name of something in the glossary; `instead`: the words that were looked for beside those that
    were typed, to be marked in what is shown.
    """

    words: _Key
    scores: dict[int, float]
    named: bool = False
    instead: set[str] = field(default_factory=set)


class Glossary:
    """The concepts by the words they are called: as they are written, and in English by their stems."""

    def __init__(self, concepts: Iterable[Concept], vocabularies: Mapping[str, Vocabulary]) -> None:
        self._concepts = tuple(concepts)
        self._vocabularies = vocabularies
        self.small = frozenset().union(*(vocabulary.stop_words for vocabulary in vocabularies.values()))
        self.other_words = OtherWords(self._concepts)

    @cached_property
    def _called(self) -> dict[_Key, list[Concept]]:
        """Made at the first search that needs it: the English stems take some time."""
        called: dict[_Key, list[Concept]] = {}
        for concept in self._concepts:
            keys: dict[_Key, None] = {}
            for code, terms in concept.terms.items():
                for term in terms:
                    key = self._telling(term)
                    keys[key] = None
                    if code == _ENGLISH:
                        keys[self._stems(key)] = None
            keys.pop((), None)
            for key in keys:
                called.setdefault(key, []).append(concept)
        return called

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._called), default=0)

    @cached_property
    def words(self) -> list[str]:
        """Every word of a term that a slip may be set right to."""
        return sorted({word for key in self._called for word in key if len(word) >= SHORTEST})

    def concepts(self, span: _Key) -> list[Concept]:
        """What is called so."""
        return self._called.get(span) or self._called.get(self._stems(span)) or []

    def spans(self, said: Sequence[str]) -> Iterator[tuple[_Key, list[Concept]]]:
        """The words in order, those that name something together, the longest name first."""
        at = 0
        while at < len(said):
            for length in range(min(self._longest, len(said) - at), 0, -1):
                span = tuple(said[at : at + length])
                found = self.concepts(span)
                if found or length == 1:
                    yield span, found
                    at += length
                    break
            else:
                yield (said[at],), []
                at += 1

    def terms(self, concept: Concept, code: str, span: _Key) -> Iterator[_Key]:
        """The other names of it in a language, without their small words."""
        for term in concept.terms.get(code, ()):
            key = self._telling(term)
            if key and key != span:
                yield key

    def _telling(self, term: str) -> _Key:
        """A name without its small words; nothing where one word would be left of several: "sign in" is no sign."""
        found = words(term)
        telling = tuple(word for word in found if word not in self.small)
        return telling if len(telling) > 1 or len(found) == 1 else ()

    def _stems(self, key: _Key) -> _Key:
        english = self._vocabularies.get(_ENGLISH)
        return tuple(map(english.stem, key)) if english is not None else key


def wanted(
    view: View, vocabulary: Vocabulary, said: Sequence[str], lists: Sequence[Postings], glossary: Glossary
) -> list[Wanted]:
    """For each name among the words: the sections that have them, or another name for the same, or what was meant."""
    total = view.sections[vocabulary.code]
    found: list[Wanted] = []
    at = 0
    for span, concepts in glossary.spans(said):
        own = view.living(intersected(None, lists[at : at + len(span)], total))
        at += len(span)
        one = Wanted(span, own, bool(concepts))
        other = OTHER_WORDS if own else ONLY_WORDS
        for concept in concepts:
            for key in glossary.terms(concept, vocabulary.code, span):
                _add(one, key, _named(view, vocabulary, key, total), other * concept.weight)
        if not own and not concepts and span[0] not in glossary.small and _is_nowhere(view, vocabulary, span[0]):
            for word, share in zip(_meant(view, vocabulary, span[0], glossary), MISSPELT, strict=False):
                _add(one, (word,), _named(view, vocabulary, (word,), total), share)
                for concept in glossary.concepts((word,)):
                    for key in glossary.terms(concept, vocabulary.code, (word,)):
                        _add(one, key, _named(view, vocabulary, key, total), share * OTHER_WORDS)
        found.append(one)
    return found


def _meant(view: View, vocabulary: Vocabulary, word: str, glossary: Glossary) -> list[str]:
    """The words that an unknown one is taken for. Of short words another letter often makes another word."""
    most = 2 if len(word) >= SURE else 1
    near = nearest(view, vocabulary, word, len(MISSPELT), glossary.words)
    return [candidate for candidate, errors in near if errors <= most]


def _add(one: Wanted, key: _Key, scores: Mapping[int, float], share: float) -> None:
    """Takes in what another name finds: a section is worth the best of them."""
    if scores:
        one.instead.update(key)
    mine = one.scores
    for document, score in scores.items():
        if mine.get(document, 0.0) < score * share:
            mine[document] = score * share


def _named(view: View, vocabulary: Vocabulary, key: _Key, total: int) -> dict[int, float]:
    """The sections that have all the words of a name, each with the mean of what they are worth."""
    stems = [STEM + vocabulary.stem(word).encode() for word in key]
    if not all(view.frequency(vocabulary.code, stem) for stem in stems):
        return {}
    found = view.living(intersected(None, [view.postings(vocabulary.code, stem) for stem in stems], total))
    return {document: score / len(stems) for document, score in found.items()}


def all_meant(meant: Sequence[Wanted]) -> dict[int, float]:
    """The sections that have all of it."""
    scores: dict[int, float] | None = None
    for one in sorted(meant, key=lambda one: len(one.scores)):
        if scores is None:
            scores = dict(one.scores)
        else:
            mine = one.scores
            scores = {document: score + mine[document] for document, score in scores.items() if document in mine}
    return scores or {}


def any_meant(meant: Sequence[Wanted]) -> dict[int, float]:
    """The sections that have any of it."""
    scores: dict[int, float] = {}
    for one in meant:
        for document, score in one.scores.items():
            scores[document] = scores.get(document, 0.0) + score
    return scores


def looked_for(meant: Sequence[Wanted]) -> tuple[str, ...]:
    """The words that were looked for beside those that were typed."""
    return tuple(sorted(set().union(*(one.instead for one in meant))))


def not_meant(unknown: Sequence[str], meant: Sequence[Wanted]) -> tuple[str, ...]:
    """The unknown words that the glossary does not know either."""
    named = {word for one in meant if one.named for word in one.words}
    return tuple(word for word in unknown if word not in named)


def _is_nowhere(view: View, vocabulary: Vocabulary, word: str) -> bool:
    """Whether no article has the word, in any language: what is right in one is no slip in another."""
    for code in VOCABULARIES:
        stem = vocabulary.stem(word) if code == vocabulary.code else view.lexicons[code].stems.get(word)
        if stem is not None and view.has_living(view.postings(code, STEM + stem.encode()).ids):
            return False
    return True
