"""An index as it was at one commit: what a search reads, loaded once."""

from __future__ import annotations

import json
import pickle
import struct
import zlib
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.index import IndexError as WhooshIndexError
from whoosh.reading import CorruptIndexError

from desktop_app.search.analysis import VOCABULARIES, WORD, Vocabulary
from desktop_app.search.catalogue import DELETED, Catalogue, column_reader
from desktop_app.search.filters import Filters
from desktop_app.search.generations import Manifest
from desktop_app.search.lexicon import Lexicon
from desktop_app.search.postings import Postings, postings
from desktop_app.search.schema import field_of, schema

# What reading a damaged index raises, from its first byte to its last.
DAMAGE = (
    CorruptIndexError, WhooshIndexError, pickle.UnpicklingError, struct.error, zlib.error, OSError, EOFError,
    ValueError, TypeError, LookupError, AttributeError, AssertionError, ImportError, OverflowError, MemoryError,
)  # fmt: skip

_LISTS = 64  # posting lists kept
_FREQUENCIES = 4_000  # of keys

_Value = TypeVar("_Value")


class Recent(OrderedDict[Any, Any]):
    """The values that were asked for last."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def get_or_make(self, key: Any, make: Callable[[], _Value]) -> _Value:
        """The value kept under the key, or the one made now."""
        if key in self:
            self.move_to_end(key)
            found: _Value = self[key]
            return found
        value = self[key] = make()
        if len(self) > self._most:
            self.popitem(last=False)
        return value


def open_index(generation: Path) -> FileIndex:
    """The Whoosh index in this folder, read with our schema: none is unpickled."""
    return FileIndex(FileStorage(str(generation)), schema=schema())


def read_words(generation: Path) -> dict[str, dict[str, str]]:
    """Word to stem of each vocabulary, as the rebuild left them."""
    found = json.loads((generation / "words.json").read_text("utf-8"))
    return {code: dict(found[code]) for code in VOCABULARIES}


class View:
    """The sections of an index at one commit; documents are numbered through all its segments.

    `article_of[document]` is the number of its article, or -1 when the section was deleted; `articles[number]` its
    (language, id), `facts_of[number]` what filters ask of it.
    """

    def __init__(
        self, generation: Path, manifest: Manifest, vocabularies: Mapping[str, Vocabulary], before: View | None = None
    ) -> None:
        self.generation = generation
        self.manifest = manifest
        index = open_index(generation)
        self._commit = index.latest_generation()
        self._reader = index.reader()
        found: list[tuple[Any, int]] = list(self._reader.leaf_readers())
        self.leaves = [(reader, base) for reader, base in found if reader.segment() is not None]
        self._bases = [base for _, base in self.leaves]
        self._column_readers: dict[tuple[int, str], Any] = {}
        self._lists = Recent(_LISTS)
        self._chosen = Recent(8)
        self._frequencies = Recent(_FREQUENCIES)
        self.near = Recent(64)  # words that were looked up for a slip of the keyboard
        self.finished = Recent(8)  # the documents of the finished words, while the next word is typed
        same = before if before is not None and before.generation == generation else None
        self.meaning: dict[str, object] = {}  # what meaning/lists.py keeps with it
        self.meaning_is_lost = False  # what the rebuild learned cannot be read
        self.meaning_before: dict[str, object] = {**same.meaning_before, **same.meaning} if same else {}
        self.catalogue: Catalogue = Catalogue(self.leaves, same.catalogue if same else None)
        self.article_of = self.catalogue.article_of
        self.articles = self.catalogue.articles
        self.facts_of = self.catalogue.facts_of
        self.sections = self.catalogue.count_sections()
        self.stored_words: dict[str, dict[str, str]] = same.stored_words if same else read_words(generation)
        self.lexicons = {code: Lexicon(self._stems(code, vocabularies[code])) for code in VOCABULARIES}

    @property
    def built(self) -> int:
        """How many documents came with the rebuild; those from this number on came since."""
        bases = self._bases[self.manifest.segments :]
        return bases[0] if bases else len(self.article_of)

    @property
    def segments(self) -> int:
        """Pieces the index is in; each makes a search a little slower."""
        return len(self.leaves)

    def is_current(self, generation: Path) -> bool:
        """Whether nothing was committed since this view was loaded."""
        return generation == self.generation and bool(open_index(generation).latest_generation() == self._commit)

    def close(self) -> None:
        """Lets go of the files; the view is not asked again."""
        self._column_readers.clear()
        self._lists.clear()
        self._reader.close()

    def postings(self, vocabulary: str, key: bytes) -> Postings:
        """The list of a key."""
        field = field_of(vocabulary)
        return self._lists.get_or_make((field, key), lambda: postings(self.leaves, field, key))

    def has_living(self, documents: Iterable[int]) -> bool:
        """Whether one of them is not deleted."""
        return any(self.article_of[document] != DELETED for document in documents)

    def living(self, scores: dict[int, float]) -> dict[int, float]:
        """Those of the documents that are not deleted."""
        if not self.catalogue.deletions:
            return scores
        return {document: score for document, score in scores.items() if self.article_of[document] != DELETED}

    def frequency(self, vocabulary: str, key: bytes) -> int:
        """How many sections have a key; the deleted ones are counted too."""
        field = field_of(vocabulary)
        counted: int = self._frequencies.get_or_make((field, key), lambda: self._reader.doc_frequency(field, key))
        return counted

    def merged(self, vocabulary: str, name: str, keys: list[bytes]) -> Postings:
        """The documents that have any of the keys, each with its heaviest weight; kept under the name."""

        def make() -> Postings:
            return Postings.merged([self.postings(vocabulary, key) for key in keys])

        return self._lists.get_or_make((vocabulary, name), make)

    def chosen(self, filters: Filters) -> tuple[frozenset[int] | None, dict[int, float]]:
        """The articles that may be found, None for all, and what the scores of some are multiplied by."""

        def make() -> tuple[frozenset[int] | None, dict[int, float]]:
            return filters.allowed(self.articles, self.facts_of), filters.factors(self.facts_of)

        return self._chosen.get_or_make(filters, make)

    def text(self, document: int, column: str) -> str:
        """What a column holds of a section."""
        return self._value(document, column).decode()

    def _value(self, document: int, column: str) -> bytes:
        leaf = bisect_right(self._bases, document) - 1
        reader = self._column_readers.get((leaf, column))
        if reader is None:
            reader = self._column_readers[leaf, column] = column_reader(self.leaves[leaf][0], column)
        value: bytes = reader[document - self._bases[leaf]]
        return value

    def sequence(self, document: int) -> bytes:
        """The words of a section in their order, as numbers."""
        return self._value(document, "sequence")

    def _stems(self, code: str, vocabulary: Vocabulary) -> dict[str, str]:
        """The words of the rebuild and those that came with updates since."""
        stems = self.stored_words[code]
        vocabulary.learn(stems)
        new: dict[str, str] = {}
        for reader, _ in self.leaves[self.manifest.segments :]:
            if field_of(code) in reader.indexed_field_names():
                words = (key[1:].decode() for key in reader.expand_prefix(field_of(code), WORD))
                new.update((word, vocabulary.stem(word)) for word in words if word not in stems)
        return {**stems, **new} if new else stems
