"""What is typed, read as words, phrases and what must not be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.search import KnowledgeIndex, SearchPage
from desktop_app.search.query import LONGEST_QUERY, LONGEST_QUESTION, Query
from tests.search.articles import article


def ids(page: SearchPage) -> list[str]:
    return [hit.article_id for hit in page.hits]


@pytest.mark.parametrize(
    "typed, query",
    [
        ("cuti", Query(unfinished="cuti")),
        ("cuti ", Query(("cuti",))),
        ('"cuti besar" haji', Query(("cuti", "besar"), "haji", (), (("cuti", "besar"),))),
        ("“cuti besar”", Query(("cuti", "besar"), "", (), (("cuti", "besar"),))),
        ('"cuti bes', Query(("cuti",), "bes")),
        ("cuti -sakit ", Query(("cuti",), "", (), (), (("sakit",),))),
        ('cuti -"surat dokter"', Query(("cuti",), "", (), (), (("surat", "dokter"),))),
        ("e-mail antar-kota", Query(("e", "mail", "antar"), "kota")),
        ("cuti - sakit", Query(("cuti",), "sakit")),
        ('""', Query()),
        ('-"', Query()),
    ],
)
def test_words_phrases_and_what_is_left_out(typed: str, query: Query) -> None:
    assert Query.read(typed) == query


def test_small_words_do_not_use_up_the_words_of_a_long_question() -> None:
    stop = frozenset(f"kecil{n}" for n in range(20))
    typed = " ".join([*stop, *(f"kata{n}" for n in range(30)), *(f"lagi{n}" for n in range(90))])

    read = Query.read(typed)

    assert len(read.finished) == LONGEST_QUESTION
    assert len(read.without(stop).finished) == LONGEST_QUERY
    assert all(word.startswith("kata") for word in read.without(stop).finished)


@pytest.fixture
def phrases(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path / "index") as index:
        index.rebuild(
            [
                article("a", "Kartu akses hilang dilaporkan. Kartu diganti."),
                article("b", "Akses ke ruang server: kartu khusus. Hilang berarti lapor."),
                article("c", "Lapor saja.\n\n## Kartu akses\n\nHilang? Tunggu.\n"),
            ]
        )
        yield index


@pytest.mark.parametrize("deep", [False, True])
def test_a_phrase_is_found_only_where_its_words_stand_so(phrases: KnowledgeIndex, deep: bool) -> None:
    assert sorted(ids(phrases.search("kartu akses ", language="id", deep=deep))) == ["a", "b", "c"]
    assert sorted(ids(phrases.search('"kartu akses"', language="id", deep=deep))) == ["a", "c"]
    assert ids(phrases.search('"kartu akses hilang"', language="id", deep=deep)) == ["a"]
    assert ids(phrases.search('"akses kartu"', language="id", deep=deep)) == []


def test_a_phrase_is_taken_to_the_letter_and_a_single_word_too(phrases: KnowledgeIndex) -> None:
    phrases.update([article("d", "Pelaporan dimulai.")])

    assert "d" in ids(phrases.search("lapor ", language="id"))
    assert ids(phrases.search('"pelaporan"', language="id")) == ["d"]


@pytest.mark.parametrize("deep", [False, True])
def test_excluded_words_keep_a_section_away_in_each_of_their_forms(phrases: KnowledgeIndex, deep: bool) -> None:
    assert ids(phrases.search("kartu -lapor ", language="id", deep=deep)) == ["c"]  # the section, not its article
    assert sorted(ids(phrases.search('kartu -"ruang server" ', language="id", deep=deep))) == ["a", "c"]
    assert ids(phrases.search("-lapor ", language="id", deep=deep)) == []


def test_a_phrase_in_small_words_is_found(phrases: KnowledgeIndex) -> None:
    phrases.update([article("e", "Apa yang harus saya bawa ke kantor?")])

    assert ids(phrases.search('"yang harus saya"', language="id")) == ["e"]
