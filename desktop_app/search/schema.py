"""The Whoosh schema: one field of weighted keys a language, and columns with what a result shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from whoosh import columns, fields, formats

from desktop_app.search.analysis import VOCABULARIES

FORMAT = 4  # raise it when keys, weights or columns change: an index of another format is built anew


class Impacts(fields.FieldType):  # type: ignore[misc]
    """A field that is given its terms and their weights; it stores neither positions nor lengths."""

    scorable = False
    stored = False
    unique = False
    spelling = False
    vector = None
    column_type = None

    def __init__(self) -> None:
        self.format = formats.Existence()
        self.analyzer = None

    def index(self, value: Mapping[bytes, int], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh's own writer asks for: term, frequency, weight and value of each posting."""
        return ((term, 1, float(weight), b"") for term, weight in value.items())

    def to_bytes(self, value: bytes) -> bytes:
        return value

    def from_bytes(self, value: bytes) -> bytes:
        return value

    def clean(self) -> None:
        """Nothing to drop before the schema is stored."""


def field_of(vocabulary: str) -> str:
    """The field that holds the keys of a vocabulary."""
    return f"keys_{vocabulary}"


COLUMNS = ("article", "facts", "title", "heading", "anchor", "text", "sequence")
_FEW_VALUES = ("article", "facts", "title")


def schema() -> fields.Schema:
    """The schema of every index. It is passed in, so that none is read from the index's own pickle."""
    parts: dict[str, fields.FieldType] = {field_of(code): Impacts() for code in VOCABULARIES}
    for name in COLUMNS:
        column = columns.RefBytesColumn() if name in _FEW_VALUES else columns.VarBytesColumn()
        parts[name] = fields.COLUMN(column)
    return fields.Schema(**parts)
