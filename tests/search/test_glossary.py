"""The words that mean the same, as they come with the product, and what a search does with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.glossary import Kind, read_glossary, row_of
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.glossary import glossary, shipped
from desktop_app.resources import folder
from desktop_app.search import KnowledgeIndex
from desktop_app.search.analysis import VOCABULARIES, Vocabulary
from desktop_app.search.expansion import Glossary
from sigap_server.glossary import read_csv
from sigap_server.knowledge import read_base
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
    assert Kind.OFF not in {concept.kind for concept in shipped()}


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


def own(*rows: str) -> list[GlossaryRow]:
    return [row_of(concept) for concept in read_glossary(["id,en,kind", *rows])]


def found(index: KnowledgeIndex, typed: str, language: str = "id") -> list[str]:
    return [hit.article_id for hit in index.search(typed, language=language).hits]


def test_a_company_adds_words_of_its_own(company: KnowledgeIndex) -> None:
    assert found(company, "absensi ") == []
    company.use_glossary(own("absensi|tock,,same"))

    assert found(company, "absensi ") == ["tock"]
    assert found(company, "absnesi ") == ["tock"]  # a slip in the company's word is set right, too
    assert found(company, "kasbon ")  # the shipped rows stay


def test_what_the_company_no_longer_says_is_forgotten(company: KnowledgeIndex) -> None:
    company.use_glossary(own("absensi|tock,,same"))
    company.use_glossary(own("ceklok kantor|tock,,same"))

    assert found(company, "absensi ") == []
    assert found(company, "ceklok kantor ") == ["tock"]


def test_a_company_takes_a_shipped_row_away(company: KnowledgeIndex) -> None:
    (overtime,) = [row for row in shipped() if "kerja lembur" in row.terms["id"]]
    assert found(company, "overtime ") == ["lembur"]
    company.use_glossary(own(f"{overtime.terms['id'][0]},{overtime.terms['en'][0]},off"))

    assert found(company, "overtime ") == []


def test_what_is_asked_by_meaning_knows_the_companys_words() -> None:
    known = Glossary(glossary(own("hadira|mesin absen,,same")), {code: Vocabulary(code) for code in VOCABULARIES})

    assert dict(known.other_words.of(["hadira"], {"mesin": 1, "absen": 1})) == {"mesin": 0.5, "absen": 0.5}


def test_the_sample_company_finds_its_places_and_systems_by_their_nicknames(tmp_path: Path) -> None:
    rows = read_csv(folder() / "company" / "glossary.csv")
    said = {
        "warung bu tini ": "canteen-and-meals", "hadira ": "working-hours-and-remote-work", "kopkar ": "salary-advance",
        "sinar rempah ": "laptop-and-accounts", "kartu oranye ": "access-card",
    }  # fmt: skip
    spoken = {"nutmeg ": "building-and-rooms", "spice kitchen ": "canteen-and-meals", "hadira ": "access-card"}
    with KnowledgeIndex.open(tmp_path / "index") as index:
        index.rebuild(read_base(folder() / "knowledge").articles)
        assert found(index, "hadira ", "en") == []
        index.use_glossary(rows)

        assert [one for one, answer in said.items() if answer not in found(index, one)[:2]] == []
        assert [one for one, answer in spoken.items() if answer not in found(index, one, "en")[:2]] == []
