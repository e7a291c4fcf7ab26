"""Whatever is wrong with the table or with what was learned, the search for words answers as if nothing was."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from desktop_app.search import IndexState, KnowledgeIndex, SearchPage
from desktop_app.search.meaning.shipped import ShippedTable
from desktop_app.search.meaning.table import Table, Unusable, identity
from tests.search.meaning.articles import ARTICLES
from tests.search.meaning.tables import MEANINGS, write_table

QUESTIONS = ("badge fell", "lost card", "dental costs", "cuti", "asdf", "kartu")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    path.write_bytes(whole)


def of_another_kind(path: Path) -> None:
    """As an archive, it asks for a version of the format that there is not yet."""
    path.write_bytes(re.sub(b"PK\x01\x02....", b"PK\x01\x02\xad\xad\xad\xad", path.read_bytes(), flags=re.DOTALL))


def noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def gone(path: Path) -> None:
    path.unlink()


DAMAGES = (empty, half, flipped, of_another_kind, noise, gone)


def pages(index: KnowledgeIndex) -> list[SearchPage]:
    return [index.search(text, language="en", deep=True) for text in QUESTIONS]


@pytest.fixture
def by_words(tmp_path: Path) -> list[SearchPage]:
    with KnowledgeIndex.open(tmp_path / "words", tmp_path / "none") as index:
        index.rebuild(ARTICLES)
        return pages(index)


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["table.npz", "words.txt"])
def test_a_damaged_table_leaves_the_search_for_words(
    folder: Path, tmp_path: Path, by_words: list[SearchPage], damage: Callable[[Path], None], name: str
) -> None:
    table = write_table(tmp_path / "table")
    damage(table / name)
    if name == "words.txt" and damage in (flipped, of_another_kind):
        return  # another letter in a word is a word that nobody asks for; and it is no archive
    with KnowledgeIndex.open(folder, table) as index:
        index.rebuild(ARTICLES)

        assert pages(index) == by_words
        assert index.related("kartu", "en") == ()


def test_without_a_table_the_search_for_words_answers(by_words: list[SearchPage]) -> None:
    assert [len(page.hits) > 0 for page in by_words] == [True, True, True, True, False, False]


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_learned_and_is_damaged_is_learned_again_or_done_without(
    folder: Path, table: Path, damage: Callable[[Path], None]
) -> None:
    with KnowledgeIndex.open(folder, table) as index:
        index.rebuild(ARTICLES)
    for path in folder.glob("g-*/meaning-*.npz"):
        damage(path)
    with KnowledgeIndex.open(folder, table) as index:
        assert index.search("badge fell", language="en", deep=True).hits[0].article_id == "kartu"
        assert index.search("card", language="en").hits
        if damage is not flipped:  # a flipped bit may be in the padding between two arrays
            assert index.needs_rebuild


def test_a_new_table_asks_for_a_rebuild_and_answers_meanwhile(folder: Path, table: Path, tmp_path: Path) -> None:
    with KnowledgeIndex.open(folder, table) as index:
        index.rebuild(ARTICLES)
        assert index.state is IndexState.READY
    turned = dict(reversed(list(MEANINGS.items())))
    turned["sports"] += " abandon absence"  # every other word has another row now
    newer = write_table(tmp_path / "newer", turned, seed=4)

    with KnowledgeIndex.open(folder, newer) as index:
        assert index.state == "other_meanings"
        assert index.search("lost card", language="en").hits
        assert index.search("lencana tenggelam", language="en", deep=True).hits[0].article_id == "kartu"
        index.rebuild(ARTICLES)
        assert not index.needs_rebuild
        assert index.search("badge fell", language="en", deep=True).hits[0].article_id == "kartu"


def test_an_index_made_without_a_table_asks_for_a_rebuild_once_there_is_one(
    folder: Path, table: Path, tmp_path: Path
) -> None:
    with KnowledgeIndex.open(folder, tmp_path / "none") as index:
        index.rebuild(ARTICLES)
        assert index.state is IndexState.READY
    with KnowledgeIndex.open(folder, table) as index:
        assert index.needs_rebuild


def test_without_numpy_the_search_for_words_answers(folder: Path, table: Path, by_words: list[SearchPage]) -> None:
    program = f"""
import json, sys
from dataclasses import asdict
from pathlib import Path
sys.modules["numpy"] = None
from desktop_app.search import KnowledgeIndex
from tests.search.meaning.articles import ARTICLES
with KnowledgeIndex.open(Path({str(folder)!r}), Path({str(table)!r})) as index:
    index.rebuild(ARTICLES)
    found = [asdict(index.search(text, language="en", deep=True)) for text in {QUESTIONS!r}]
    print(json.dumps([found, index.state]))
"""
    made = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert made.returncode == 0, made.stderr
    assert json.loads(made.stdout) == json.loads(json.dumps([[asdict(page) for page in by_words], "ready"]))


def test_numpy_is_loaded_when_a_question_is_asked_and_not_before(folder: Path, table: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from desktop_app.search import KnowledgeIndex
with KnowledgeIndex.open(Path({str(folder)!r}), Path({str(table)!r})) as index:
    index.search("card", language="en")
    before = "numpy" in sys.modules
    index.search("card", language="en", deep=True)
    print(before, "numpy" in sys.modules)
"""
    with KnowledgeIndex.open(folder, table) as index:
        index.rebuild(ARTICLES)

    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout.split() == [
        "False", "True",
    ]  # fmt: skip


def test_a_table_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    with pytest.raises(Unusable):
        Table.load(tmp_path / "none")
    with pytest.raises(Unusable):
        identity(tmp_path / "none")
    folder = write_table(tmp_path / "table")
    (folder / "words.txt").write_text("only\nthree\nwords\n", "utf-8")
    with pytest.raises(Unusable, match="do not fit"):
        Table.load(folder)
    np.savez(folder / "table.npz", rows=np.zeros((3, 4)), scale=np.ones(3), zipf=np.ones(3))
    with pytest.raises(Unusable, match="another kind"):
        Table.load(folder)


def test_a_table_is_unpacked_as_it_was_written(table: Path) -> None:
    shipped = ShippedTable(table)
    found = shipped.load()

    assert found is not None
    assert shipped.load() is found
    rows = np.array([found.row_of["gigi"], found.row_of["tooth"], found.row_of["sea"]], np.int32)
    near = found.vectors(rows) @ found.vectors(rows).T
    assert near[0, 1] > 0.9
    assert abs(near[0, 2]) < 0.2
    assert found.vectors(rows).argmax(axis=1).tolist() == [3, 3, 2]
    assert (found.zipf("gigi"), found.zipf("nobody")) == (4.5, 0.0)
