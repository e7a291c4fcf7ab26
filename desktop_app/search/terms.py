"""Terms of the glossary that are misspelt in a text: said to who writes it, with the term that is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from desktop_app.domain.knowledge.glossary import Concept

_WORD = re.compile(r"(?<![\w/.#@:-])[^\W\d_]{5,30}(?![\w/@:]|\.\w)")
_CODE = re.compile(r"```.*?```|`[^`\n]*`|\]\([^)]*\)|<[^>]*>", re.DOTALL)
_LONG = 8  # letters; a word this long may have two letters wrong
_MOST = 100


@dataclass(frozen=True)
class Misspelt:
    """Where the word stands in the text, the word, and the term it seems to be meant for."""

    start: int
    end: int
    word: str
    term: str


def misspelt(text: str, language: str, glossary: Iterable[Concept], known: Collection[str]) -> tuple[Misspelt, ...]:
    """Words that are in no word list (`known`) and in no term, one or two letters from a word of a term. At most 100.

    Only terms count as meant: a name or a place that nobody knows is no mistake.
    """
    wanted: dict[str, str] = {}
    for concept in glossary:
        for terms in concept.terms.values():
            for word in (word for term in terms for word in re.findall(r"[^\W\d_]+", term.lower())):
                wanted.setdefault(word, word)
    own = sorted(
        {
            word
            for concept in glossary
            for term in concept.terms.get(language, ())
            for word in re.findall(r"[^\W\d_]{5,}", term.lower())
        }
    )
    bare = _CODE.sub(lambda found: " " * len(found[0]), text)
    found: list[Misspelt] = []
    seen: dict[str, str | None] = {}
    for match in _WORD.finditer(bare):
        word = match[0].lower()
        if word not in seen:
            seen[word] = None if word in known or word in wanted or match[0][:1].isupper() else _nearest(word, own)
        term = seen[word]
        if term is not None:
            found.append(Misspelt(match.start(), match.end(), match[0], term))
            if len(found) == _MOST:
                break
    return tuple(found)


def _nearest(word: str, terms: list[str]) -> str | None:
    most = 2 if len(word) >= _LONG else 1
    near = process.extract(word, terms, scorer=OSA.distance, score_cutoff=most, limit=3)
    same_start = [term for term, _, _ in near if term[0] == word[0]]
    return same_start[0] if same_start else None
