"""What people call the same thing, in both languages: official words, what is said in the corridor, abbreviations.

A glossary is a table with a column a language (`id`, `en`: terms with `|` between them, the one to write first) and a
`kind`. A company adds rows of its own; one that begins as a shipped row does, with the same first term in each
language, stands in its place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.languages import CODES

LONGEST_TERM, MOST_TERMS = 80, 30


class Kind(StrEnum):
    """How far the terms of a row mean each other."""

    SAME = "same"  # who says one means the others
    NEAR = "near"  # who says one may be helped by the others
    OFF = "off"  # a company's word that the shipped row that begins so does not count


@dataclass(frozen=True)
class Concept:
    """One row: the terms of each language, the one to write first."""

    terms: Mapping[str, tuple[str, ...]]
    kind: Kind = Kind.SAME

    @property
    def name(self) -> str:
        """What tells it from other rows: its first terms."""
        return "|".join(next(iter(self.terms.get(code, ())), "") for code in CODES).casefold()

    @property
    def weight(self) -> float:
        """How much of a term is meant by another one of the row."""
        return 1.0 if self.kind is Kind.SAME else 0.5


class BadGlossary(ValueError):
    """A row cannot be read. `line`: counted from 1 with the heading; `reason`: `columns`, `kind`, `terms`, `lonely`;
    `column`: where, if it is one."""

    def __init__(self, line: int, reason: str, column: str = "") -> None:
        super().__init__(f"line {line}: {reason}")
        self.line, self.reason, self.column = line, reason, column


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
        raise BadGlossary(line, "kind", "kind")
    terms = {code: _terms(row.get(code) or "", line, code) for code in CODES}
    if sum(map(len, terms.values())) < (1 if kind == Kind.OFF else 2):
        raise BadGlossary(line, "lonely")
    return Concept(terms, Kind(str(kind)))


def together(shipped: Iterable[Concept], own: Iterable[GlossaryRow]) -> tuple[Concept, ...]:
    """The shipped rows with the company's: in their place, beside them, or one fewer. A kind that a newer version knows
    does nothing here."""
    known = [row for row in own if row.kind in set(Kind)]
    theirs = [Concept({code: tuple(terms) for code, terms in row.terms.items()}, Kind(row.kind)) for row in known]
    taken = {concept.name for concept in theirs}
    kept = [concept for concept in shipped if concept.name not in taken]
    return (*kept, *(concept for concept in theirs if concept.kind is not Kind.OFF))


def row_of(concept: Concept) -> GlossaryRow:
    """The row as the company's database holds it."""
    return GlossaryRow(concept.name, {code: list(terms) for code, terms in concept.terms.items()}, str(concept.kind))


def _terms(written: str, line: int, column: str) -> tuple[str, ...]:
    terms = tuple(written.split("|")) if written else ()
    wrong = len(terms) > MOST_TERMS or len(set(terms)) != len(terms)
    if wrong or any(term != " ".join(term.split()) or not 0 < len(term) <= LONGEST_TERM for term in terms):
        raise BadGlossary(line, "terms", column)
    return terms
