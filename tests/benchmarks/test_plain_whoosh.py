"""The peer of the rebuild indexes the same, word for word."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from benchmarks.plain_whoosh import plain_schema, rebuild_plain
from desktop_app.search import KnowledgeIndex
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.schema import COLUMNS, field_of, schema
from tests.search.articles import ALL, article

MARKS = article("tanda", "Résumé dan “kutipan”.\n\n## Yang lain\n\nUpah, upah, dan upahan.")
ARTICLES = (*ALL, MARKS, article("?!", "a"))


def lists(reader: IndexReader) -> dict[str, dict[bytes, list[int]]]:
    """The sections of every term of every field."""
    found: dict[str, dict[bytes, list[int]]] = {}
    for code in VOCABULARIES:
        name = field_of(code)
        terms: list[bytes] = list(reader.lexicon(name)) if name in reader.indexed_field_names() else []
        found[name] = {term: list(reader.postings(name, term).all_ids()) for term in terms}
    return found


def columns(reader: IndexReader) -> dict[str, list[Any]]:
    read = {name: reader.column_reader(name, translate=False) for name in COLUMNS}
    return {name: [values[number] for number in range(reader.doc_count_all())] for name, values in read.items()}


def test_plain_whoosh_has_the_same_terms_in_the_same_sections_and_the_same_columns(tmp_path: Path) -> None:
    with KnowledgeIndex.open(tmp_path / "ours") as ours:
        ours.rebuild(ARTICLES)
    (tmp_path / "plain").mkdir()
    rebuild_plain(str(tmp_path / "plain"), ARTICLES)

    own = FileIndex(FileStorage(str(next((tmp_path / "ours").glob("g-*")))), schema=schema()).reader()
    vocabularies = {code: Vocabulary(code) for code in VOCABULARIES}
    plain = FileIndex(FileStorage(str(tmp_path / "plain")), schema=plain_schema(vocabularies)).reader()
    try:
        assert own.doc_count_all() > len(ARTICLES)
        assert lists(plain) == lists(own)
        assert all(lists(own)[field_of(code)] for code in ("id", "en"))
        assert columns(plain) == columns(own)
    finally:
        own.close()
        plain.close()
