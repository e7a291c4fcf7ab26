"""Sections written to a Whoosh segment two to five times as fast as Whoosh's own writer does it.

Whoosh sorts every posting of every field and checks each on its way to the file. A term's postings arrive here in order
already, so they are kept per term and written as one block each. With `postings` this is one of the two modules that
know the codec from the inside; `StockWriter` does the same by public methods, serves where the inside is another, and
the tests hold both equal.
"""
# ruff: noqa: SLF001 - see above

from __future__ import annotations

from array import array
from typing import Any, Protocol

from whoosh.codec.whoosh3 import W3FieldWriter, W3PerDocWriter, W3PostingsWriter
from whoosh.index import FileIndex
from whoosh.writing import SegmentWriter

from desktop_app.search.catalogue import article_key
from desktop_app.search.documents import Document
from desktop_app.search.schema import COLUMNS, field_of

_WHOLE_LIST = 1 << 31  # postings of one block


class Writer(Protocol):
    """Adds and deletes sections of one index, all at once when it is committed."""

    def add(self, document: Document) -> None: ...
    def delete(self, number: int) -> None: ...
    def commit(self) -> None: ...
    def cancel(self) -> None: ...


def open_writer(index: FileIndex) -> Writer:
    """The fast writer where Whoosh's codec is the one it knows, else the other."""
    known = (
        hasattr(W3FieldWriter, "finish_term")
        and hasattr(W3PerDocWriter, "add_column_value")
        and all(hasattr(W3PostingsWriter, name) for name in ("_write_block", "_mini_ids", "_mini_weights"))
    )
    return GroupedWriter(index) if known else StockWriter(index)


def column_values(document: Document) -> tuple[bytes, ...]:
    """What the columns of a section hold, in the order of `COLUMNS`."""
    return (
        article_key(document.language, document.article),
        "\n".join(document.facts).encode(),
        document.title.encode(),
        document.heading.encode(),
        document.anchor.encode(),
        document.text.encode(),
        document.sequence,
    )


class StockWriter:
    """Whoosh's own writer, given the same terms and weights."""

    def __init__(self, index: FileIndex) -> None:
        self._writer = index.writer()

    def add(self, document: Document) -> None:
        values = dict(zip(COLUMNS, column_values(document), strict=True))
        self._writer.add_document(**{field_of(document.vocabulary): document.weights}, **values)

    def delete(self, number: int) -> None:
        self._writer.delete_document(number)

    def commit(self) -> None:
        self._writer.commit(merge=False)

    def cancel(self) -> None:
        self._writer.cancel()


class GroupedWriter(SegmentWriter):  # type: ignore[misc]
    """A segment writer that keeps (documents, weights) per term until the segment is flushed.

    All of them stay in memory: some 60 bytes a posting at worst, so who writes many sections commits in between.
    """

    docnum: int  # of the next document

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index)
        self._terms: dict[str, dict[bytes, tuple[array[int], bytearray]]] = {}
        self._columns = [(name, self.schema[name].column_type) for name in COLUMNS]

    def add(self, document: Document) -> None:
        """Adds a section behind those already there."""
        number = self.docnum
        values = self.perdocwriter
        values.start_doc(number)
        for (name, column), value in zip(self._columns, column_values(document), strict=True):
            values.add_column_value(name, column, value)
        values.finish_doc()
        terms = self._terms.setdefault(field_of(document.vocabulary), {})
        for term, weight in document.weights.items():
            found = terms.get(term)
            if found is None:
                terms[term] = array("I", (number,)), bytearray((weight,))
            else:
                found[0].append(number)
                found[1].append(weight)
        self.docnum = number + 1
        self._added = True

    def delete(self, number: int) -> None:
        """Marks a section as deleted, by its number in the whole index."""
        self.delete_document(number)

    def commit(self, **_: Any) -> None:
        """Writes a segment of its own and merges none: what an update costs does not grow with the index."""
        super().commit(merge=False)

    def _flush_segment(self) -> None:
        self.perdocwriter.close()
        for name, terms in sorted(self._terms.items()):
            self.fieldwriter.start_field(name, self.schema[name])
            writer = _ListWriter(self.fieldwriter._postfile, _WHOLE_LIST, compression=0)  # 7 % larger, read at once
            self.fieldwriter._postwriter = writer
            for term in sorted(terms):
                self.fieldwriter.start_term(term)
                writer.take(*terms[term])
                self.fieldwriter.finish_term()
            self.fieldwriter.finish_field()
        self.fieldwriter.close()
        self._terms = {}


class _ListWriter(W3PostingsWriter):  # type: ignore[misc]
    """Writes a whole list as one block; the weights as bytes, which readers index like any sequence of numbers."""

    def take(self, ids: array[int], weights: bytearray) -> None:
        self._ids = ids
        self._weights = weights
        self._maxweight = max(weights)

    def _mini_ids(self) -> tuple[int, ...]:
        ids = self._ids
        return (ids[0], *map(int.__sub__, ids[1:], ids))

    def _mini_weights(self) -> bytes:
        return bytes(self._weights)
