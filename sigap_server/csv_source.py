"""Reads CSV that spreadsheets and other systems write, and says on which line something is wrong."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from sigap_server.file_errors import FileError, FileErrors
from sigap_server.text_source import read_text


def read_lines(
    path: Path, columns: Sequence[str], optional: Sequence[str] = ()
) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines as cells by column, each with its number in the file; empty lines are left out.

    The first line names all of `columns`, in any order, and any that are `optional`; commas or semicolons
    separate. Raises `FileErrors`: not CSV, other columns, another number of cells.
    """
    text = read_text(path)
    separator = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(cells)]
    except csv.Error as error:
        raise FileErrors([FileError(path, reader.line_num, "", f"CSV ({error})")]) from None
    if not lines:
        raise FileErrors([FileError(path, 1, "", f"the columns {', '.join(columns)}")])
    (first, header), *rest = lines
    count = Counter(header)
    errors = [FileError(path, first, name, "this column") for name in columns if name not in count]
    known = (*columns, *optional)
    errors += [FileError(path, first, name, f"one of {', '.join(known)}") for name in count if name not in known]
    errors += [FileError(path, first, name, "each column once") for name in count if count[name] > 1]
    for number, cells in rest:
        if len(cells) != len(header):
            errors.append(FileError(path, number, "", f"{len(header)} cells, as in the first line"))
    if errors:
        raise FileErrors(errors)
    yield from ((number, dict(zip(header, cells, strict=True))) for number, cells in rest)
