"""Reads and writes the company's own rows of the glossary as a CSV file, and says what a file would change."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from desktop_app.domain.knowledge.glossary import (
    LONGEST_TERM,
    MOST_TERMS,
    BadGlossary,
    Concept,
    Kind,
    concept_of,
    row_of,
)
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.domain.languages import CODES
from desktop_app.glossary import shipped
from desktop_app.protocol.streams import BY_ROW
from sigap_server.csv_source import read_lines
from sigap_server.file_errors import FileError, FileErrors

COLUMNS = (*CODES, "kind")
MOST_ROWS = 2_000
"""Laptops make their tables of words anew whenever any changes: of so many, in a fifth of a second."""
_EXPECTED = {
    "kind": f"one of {', '.join(Kind)}",
    "terms": f'at most {MOST_TERMS} terms of at most {LONGEST_TERM} letters, each once, with "|" between them and no '
    "spaces beside it",
    "lonely": "two terms or more; who says one means the others",
}


@dataclass(frozen=True)
class Difference:
    """Rows that are new, that differ from those in the database, and that are there and not in the file."""

    new: tuple[GlossaryRow, ...]
    changed: tuple[GlossaryRow, ...]
    absent: tuple[GlossaryRow, ...]

    def lines(self, absent: str) -> Iterator[str]:
        """A line for each, by its first terms; `absent`: what is said of those that are not in the file."""
        ours = {concept.name for concept in shipped()}

        def instead(row: GlossaryRow) -> str:
            if row.name not in ours:
                return ""
            return ", takes the shipped row away" if row.kind == Kind.OFF else ", in the place of the shipped row"

        for what, rows in (("new", self.new), ("changed", self.changed)):
            yield from (f"{called(row)}: {what}{instead(row)}" for row in rows)
        yield from (f"{called(row)}: {absent}" for row in self.absent)


def called(row: GlossaryRow) -> str:
    """A row by its first terms."""
    return " / ".join(row.terms[code][0] for code in CODES if row.terms.get(code))


def read_csv(path: Path) -> list[GlossaryRow]:
    """The rows of a file with the columns of the shipped glossary, in any order. Raises `FileErrors` with all mistakes.

    Each row begins otherwise than the others, and one that takes a shipped row away begins as one does.
    """
    errors: list[FileError] = []
    ours = {concept.name for concept in shipped()}
    read: dict[str, tuple[int, Concept]] = {}
    for number, cells in read_lines(path, COLUMNS):
        try:
            concept = concept_of(cells, number)
        except BadGlossary as wrong:
            errors.append(FileError(path, number, wrong.column, _EXPECTED[wrong.reason]))
            continue
        first, _ = read.setdefault(concept.name, (number, concept))
        if first != number:
            errors.append(FileError(path, number, "", f"other first terms than in line {first}"))
        if concept.kind is Kind.OFF and concept.name not in ours:
            errors.append(FileError(path, number, "", f"a shipped row's first terms, for the kind is {Kind.OFF}"))
    if len(read) > MOST_ROWS:
        errors.append(FileError(path, None, "", f"at most {MOST_ROWS} rows"))
    if errors:
        raise FileErrors(errors)
    return [row_of(concept) for _, concept in read.values()]


def held(connection: psycopg.Connection) -> list[GlossaryRow]:
    """The rows in the database, by name."""
    columns = ", ".join(BY_ROW[GlossaryRow].names)
    found = connection.execute(f"select {columns} from portal.glossary order by name").fetchall()
    return [GlossaryRow(*row) for row in found]


def difference(connection: psycopg.Connection, rows: Iterable[GlossaryRow]) -> Difference:
    """What these rows differ in from those in the database."""
    before, wanted = {row.name: row for row in held(connection)}, {row.name: row for row in rows}
    return Difference(
        tuple(row for name, row in wanted.items() if name not in before),
        tuple(row for name, row in wanted.items() if name in before and before[name] != row),
        tuple(row for name, row in before.items() if name not in wanted),
    )


def write_csv(path: Path, rows: Iterable[GlossaryRow]) -> None:
    """The rows as a file that `read_csv` reads. Raises OSError where there is one already."""
    with path.open("x", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([*("|".join(row.terms.get(code, ())) for code in CODES), row.kind])
