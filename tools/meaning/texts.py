"""The texts the table learns from, in groups that mean the same: in other words, in the other language, or both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.knowledge.glossary import Concept

Group = tuple["Text", ...]


@dataclass(frozen=True)
class Text:
    """A text, the language it is in, and whether it is a term (a word or a few) or a sentence."""

    text: str
    language: str
    term: bool = False


def written(path: Path) -> Iterator[Group]:
    """The groups of a file of `sentences`: one a line, Indonesian, ` = `, English, ` | ` between wordings."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            indonesian, _, english = line.partition(" = ")
            yield (*_wordings(indonesian, "id"), *_wordings(english, "en"))


def _wordings(wordings: str, language: str) -> Iterator[Text]:
    return (Text(wording.strip(), language) for wording in wordings.split(" | "))


def named(concepts: Iterable[Concept]) -> Iterator[Group]:
    """The terms of each row of a glossary."""
    for concept in concepts:
        yield tuple(Text(term, language, term=True) for language, terms in concept.terms.items() for term in terms)
