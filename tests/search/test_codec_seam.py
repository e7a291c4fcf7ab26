"""The two modules that know Whoosh from the inside do what its public methods do."""

from __future__ import annotations

import random
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from whoosh.index import FileIndex

from desktop_app.search import KnowledgeIndex
from desktop_app.search import postings as reading
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.changes import create
from desktop_app.search.documents import Document, documents
from desktop_app.search.postings import Postings, blockwise, one_by_one, postings
from desktop_app.search.schema import COLUMNS, field_of
from desktop_app.search.segment_writer import GroupedWriter, StockWriter, Writer, open_writer
from desktop_app.search.view import open_index
from tests.search.articles import ALL, article

Contents = dict[tuple[str, bytes], list[tuple[int, int]]]


def sections(chance: random.Random, count: int = 300) -> list[Document]:
    """The sample articles and so many others that some words are in more sections than a block of Whoosh's holds."""
    words = "cuti upah dokter surat kerja izin lembur atasan kantor gaji".split()
    others = [article(f"a{number}", " ".join(chance.choices(words, k=8))) for number in range(count)]
    vocabularies = {code: Vocabulary(code) for code in VOCABULARIES}
    return [document for one in (*ALL, *others) for document in documents(one, vocabularies)]


def written(folder: Path, writer: Callable[[FileIndex], Writer], parts: list[list[Document]]) -> FileIndex:
    """An index with a segment for each part; of all but the first, the first section of the whole is deleted."""
    folder.mkdir()
    index = create(folder)
    for number, part in enumerate(parts):
        adding = writer(index)
        for document in part:
            adding.add(document)
        if number:
            adding.delete(number - 1)
        adding.commit()
    return index


def contents(index: FileIndex, read: Callable[[Any, int], Any]) -> Contents:
    """Every list of every field, over all segments."""
    found: Contents = {}
    reader = index.reader()
    for field in map(field_of, VOCABULARIES):
        for leaf, base in reader.leaf_readers():
            for key in leaf.lexicon(field) if field in leaf.indexed_field_names() else ():
                matcher = leaf.postings(field, key)
                matcher = getattr(matcher, "child", matcher)
                matcher.reset()
                for ids, weights in read(matcher, base):
                    found.setdefault((field, key), []).extend(zip(ids, weights, strict=True))
    reader.close()
    return found


def columns(index: FileIndex) -> list[list[bytes]]:
    reader = index.reader()
    found = [list(leaf.column_reader(name, translate=False)) for leaf, _ in reader.leaf_readers() for name in COLUMNS]
    reader.close()
    return found


@pytest.fixture
def parts(chance: random.Random) -> list[list[Document]]:
    every = sections(chance)
    return [every[:200], every[200:300], every[300:]]


def test_the_fast_writer_writes_what_whooshs_own_would(tmp_path: Path, parts: list[list[Document]]) -> None:
    fast, stock = written(tmp_path / "fast", GroupedWriter, parts), written(tmp_path / "stock", StockWriter, parts)

    assert contents(fast, one_by_one) == contents(stock, one_by_one)
    assert columns(fast) == columns(stock)


@pytest.mark.parametrize("writer", [GroupedWriter, StockWriter])
def test_lists_read_by_the_block_are_those_read_one_by_one(
    tmp_path: Path, parts: list[list[Document]], writer: Callable[[FileIndex], Writer]
) -> None:
    index = written(tmp_path / "index", writer, parts)

    found = contents(index, blockwise)
    assert found == contents(index, one_by_one)
    assert max(map(len, found.values())) > 256  # several blocks of 128


def test_whoosh_itself_can_read_statistics_and_merge(tmp_path: Path, parts: list[list[Document]]) -> None:
    index = written(tmp_path / "index", GroupedWriter, parts)
    total = sum(map(len, parts))
    lists = contents(index, one_by_one)

    index.optimize()

    with index.reader() as reader:
        assert (len(reader.leaf_readers()), reader.doc_count()) == (1, total - 2)
        assert reader.doc_frequency(field_of("id"), b"gcu") == sum(1 for id, _ in lists["keys_id", b"gcu"] if id > 1)


def test_with_the_pinned_whoosh_the_fast_ways_are_used(tmp_path: Path) -> None:
    writer = open_writer(create(tmp_path))
    writer.cancel()

    assert isinstance(writer, GroupedWriter)
    assert reading._BLOCKWISE


def test_an_index_written_by_whooshs_own_writer_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with KnowledgeIndex.open(tmp_path / "fast") as fast, KnowledgeIndex.open(tmp_path / "stock") as stock:
        fast.rebuild(ALL)
        monkeypatch.setattr("desktop_app.search.changes.open_writer", StockWriter)
        monkeypatch.setattr("desktop_app.search.postings._BLOCKWISE", False)
        stock.rebuild(ALL)
        for text in ("cu", "cuti melahirkan", "surat dokter ", "pembayar", "policies ", "p"):
            assert stock.search(text) == fast.search(text)


def test_the_best_come_first_and_equal_ones_in_order(chance: random.Random) -> None:
    ids = sorted(chance.sample(range(10_000), 500))
    weights = bytes(chance.randrange(1, 221) for _ in ids)

    found = list(Postings(array("I", ids), weights).best_first())

    assert found == sorted(zip(weights, ids, strict=True), key=lambda one: (-one[0], one[1]))


def test_a_merged_list_keeps_the_heaviest_weight(tmp_path: Path, parts: list[list[Document]]) -> None:
    leaves = written(tmp_path / "index", GroupedWriter, parts).reader().leaf_readers()
    one, other = (postings(leaves, field_of("id"), key) for key in (b"gcu", b"gsu"))

    merged = Postings.merged([one, other])

    assert list(merged.ids) == sorted({*one.ids, *other.ids})
    assert all(
        merged.by_document[id] == max(one.by_document.get(id, 0), other.by_document.get(id, 0)) for id in merged.ids
    )


def test_a_key_that_is_nowhere_has_an_empty_list(tmp_path: Path, parts: list[list[Document]]) -> None:
    index = written(tmp_path / "index", open_writer, parts)

    assert len(postings(open_index(tmp_path / "index").reader().leaf_readers(), field_of("en"), b"snowhere")) == 0
    assert len(postings(index.reader().leaf_readers(), field_of("xx"), b"gcu")) == 0
