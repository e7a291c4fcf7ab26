"""What people call the same thing, in both languages: official words, what is said in the corridor, abbreviations.

A glossary is a table with a column a language (`id`, `en`: terms with `|` between them, the one to write first) and a
`kind`. A company adds rows of its own.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.languages import CODES

LONGEST_TERM, MOST_TERMS = 80, 30


class Kind(StrEnum):
    """How far the terms of a row mean each other."""

    SAME = "same"  # who says one means the others
    NEAR = "near"  # who says one may be helped by the others


@dataclass(frozen=True)
class Concept:
    """One row: the terms of each language, the one to write first."""

    terms: Mapping[str, tuple[str, ...]]
    kind: Kind = Kind.SAME

    @property
    def weight(self) -> float:
        """How much of a term is meant by another one of the row."""
        return 1.0 if self.kind is Kind.SAME else 0.5


class BadGlossary(ValueError):
    """A row cannot be read. `line`: counted from 1 with the heading; `reason`: `columns`, `kind`, `terms`, `lonely`."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason = line, reason


def read_glossary(lines: Iterable[str]) -> list[Concept]:
    """The rows of a table with a heading. Raises `BadGlossary`."""
    reader = csv.DictReader(lines)
    if set(reader.fieldnames or ()) != {*CODES, "kind"}:
        raise BadGlossary(1, "columns")
    return [concept_of(row, reader.line_num) for row in reader]


def concept_of(row: Mapping[str, str | None], line: int = 1) -> Concept:
    """One row, as it stands in a table. Raises `BadGlossary`."""
    if None in row or None in row.values():
        raise BadGlossary(line, "columns")
    kind = row.get("kind")
    if kind not in set(Kind):
        raise BadGlossary(line, "kind")
    terms = {code: _terms(row.get(code) or "", line) for code in CODES}
    if sum(map(len, terms.values())) < 2:
        raise BadGlossary(line, "lonely")
    return Concept(terms, Kind(str(kind)))


def _terms(written: str, line: int) -> tuple[str, ...]:
    terms = tuple(written.split("|")) if written else ()
    wrong = len(terms) > MOST_TERMS or len(set(terms)) != len(terms)
    if wrong or any(term != " ".join(term.split()) or not 0 < len(term) <= LONGEST_TERM for term in terms):
        raise BadGlossary(line, "terms")
    return terms
