"""The words that mean the same, as they come with the product, and what a search does with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.glossary import read_glossary
from desktop_app.glossary import shipped
from desktop_app.search import KnowledgeIndex
from tests.search.articles import article


def test_the_product_knows_what_people_say_in_both_languages() -> None:
    concepts = shipped()

    assert len(concepts) >= 400
    assert all(concept.terms["id"] and concept.terms["en"] for concept in concepts)
    said = {term for concept in concepts for terms in concept.terms.values() for term in terms}
    everyday = (
        "gajian", "off", "absen", "ot", "bpjs", "thr", "wfh", "pto", "npwp", "phk", "resign", "sp", "apd", "ppe", "ac",
        "ob", "kasbon", "reimburse",
    )  # fmt: skip
    assert set(everyday) <= said


def test_no_row_is_there_twice() -> None:
    rows = [concept.terms["id"][0] + "=" + concept.terms["en"][0] for concept in shipped()]

    assert len(set(rows)) == len(rows)


COMPANY = (
    article("gaji", "Gaji dibayar tanggal 25.\n\n## Uang muka gaji\n\nPaling banyak separuh gaji.\n", title="Gaji"),
    article("gigi", "Cabut gigi ditanggung.", title="Dokter gigi"),
    article("dental", "Dental care is covered twice a year.", language="en", title="Dental care"),
    article("badge", "Report a lost access card at once.", language="en", title="Access card"),
    article("lembur", "Upah lembur dihitung per jam.", title="Kerja lembur"),
    article("tock", "Tock mencatat jam masuk.", title="Tock"),
)


@pytest.fixture
def company(tmp_path: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path / "index") as index:
        index.rebuild(COMPANY)
        yield index


@pytest.mark.parametrize("deep", [False, True])
@pytest.mark.parametrize(
    "typed, expected",
    [("kasbon ", "gaji"), ("gajian ", "gaji"), ("cabut gigi", "gigi"), ("overtime ", "lembur"), ("lembor ", "lembur")],
)
def test_what_people_say_finds_what_is_written(company: KnowledgeIndex, typed: str, expected: str, deep: bool) -> None:
    assert company.search(typed, language="id", deep=deep).hits[0].article_id == expected


@pytest.mark.parametrize("deep", [False, True])
def test_a_question_finds_the_page_in_the_other_language_apart_from_its_own(
    company: KnowledgeIndex, deep: bool
) -> None:
    page = company.search("dokter gigi ", language="id", deep=deep)

    assert [hit.article_id for hit in page.hits] == ["gigi"]
    assert [hit.article_id for hit in page.other] == ["dental"]


def test_the_words_looked_for_instead_are_marked(company: KnowledgeIndex) -> None:
    hit = company.search("lost badge ", language="en").hits[0]

    assert hit.article_id == "badge"
    assert "<b>lost access card</b>" in hit.snippet_html


def test_a_word_that_is_written_counts_more_than_another_for_the_same(company: KnowledgeIndex) -> None:
    company.update([article("upah", "Gaji dan upah.", title="Lain"), article("kasbon", "Kasbon.", title="Kasbon")])

    found = company.search("kasbon ", language="id", deep=True).hits

    assert found[0].article_id == "kasbon"


def test_a_name_of_several_words_means_all_of_them_together(company: KnowledgeIndex) -> None:
    """ "Uang muka gaji" is a salary advance; the page with only "gaji" is not one."""
    assert company.search("salary advance ", language="id").hits[0].anchor == "uang-muka-gaji"


def test_what_only_the_glossary_knows_brings_no_suggestion(company: KnowledgeIndex) -> None:
    assert company.search("kasbon ", language="id").suggestion is None
    assert company.search("lembor ", language="id").suggestion == "lembur"


def test_a_word_of_the_other_language_is_not_taken_for_a_slip(company: KnowledgeIndex) -> None:
    """ "Dental" is nowhere in Indonesian; it is not "dendam"."""
    company.update([article("dentam", "Dentam dentam.")])

    assert "dentam" not in [hit.article_id for hit in company.search("dental ", language="id", deep=True).hits]


def test_a_company_adds_words_of_its_own(tmp_path: Path) -> None:
    rows = read_glossary(["id,en,kind", "absensi|tock,,same"])
    with KnowledgeIndex.open(tmp_path / "index") as index:
        index.rebuild(COMPANY)
        assert not index.search("absensi ", language="id").hits
        index.use_glossary(rows)

        assert [hit.article_id for hit in index.search("absensi ", language="id").hits] == ["tock"]
        assert index.search("kasbon ", language="id").hits  # the shipped rows stay
