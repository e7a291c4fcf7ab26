"""What a person finds while typing."""

from __future__ import annotations

import pytest

from desktop_app.search import KnowledgeIndex, Place, SearchPage
from tests.search.articles import article


def found(page: SearchPage) -> list[tuple[str, str]]:
    """Article and anchor of each hit, in order."""
    return [(hit.article_id, hit.anchor) for hit in page.hits]


@pytest.mark.parametrize("typed", ["cu", "cut", "cuti", "cuti ", "cuti me", "cuti melah", "cuti melahirkan"])
def test_the_article_is_first_from_the_second_letter_on(index: KnowledgeIndex, typed: str) -> None:
    assert index.search(typed, language="id").hits[0].title in ("Cuti melahirkan", "Cuti sakit")
    assert "cuti-melahirkan" in [hit.article_id for hit in index.search(typed, language="id").hits]


def test_one_letter_finds_titles(index: KnowledgeIndex) -> None:
    assert [hit.title for hit in index.search("p", language="id").hits] == ["Penggantian biaya"]


def test_one_letter_behind_a_word_prefers_the_titles_that_go_on_so(index: KnowledgeIndex) -> None:
    assert index.search("cuti m", language="id").hits[0].title == "Cuti melahirkan"
    assert index.search("cuti s", language="id").hits[0].title == "Cuti sakit"


def test_a_hit_is_the_section_that_answers(index: KnowledgeIndex) -> None:
    hit = index.search("pembayaran upah", language="id").hits[0]

    assert (hit.article_id, hit.heading, hit.anchor) == ("cuti-melahirkan", "Upah selama cuti", "upah-selama-cuti")


def test_an_article_is_shown_once_with_its_other_sections(index: KnowledgeIndex) -> None:
    page = index.search("surat dokter", language="id")

    assert [hit.article_id for hit in page.hits] == ["cuti-sakit", "cuti-melahirkan"]
    assert page.total == 2
    again = index.search("cuti ", language="id")
    of_maternity = next(hit for hit in again.hits if hit.article_id == "cuti-melahirkan")
    assert Place("Upah selama cuti", "upah-selama-cuti") in (
        Place(of_maternity.heading, of_maternity.anchor),
        *of_maternity.more,
    )


@pytest.mark.parametrize("typed", ["bayar", "bayar ", "dibayar ", "pembayaran", "membayarkan "])
def test_indonesian_words_are_found_by_each_of_their_forms(index: KnowledgeIndex, typed: str) -> None:
    assert found(index.search(typed, language="id")) == [("cuti-melahirkan", "upah-selama-cuti")]


@pytest.mark.parametrize("typed", ["policy", "policy ", "policies", "policies ", "polici"])
def test_english_words_are_found_by_each_of_their_forms(index: KnowledgeIndex, typed: str) -> None:
    assert found(index.search(typed, language="en")) == [("cuti-melahirkan", "what-you-need")]


def test_capitals_and_accents_make_no_difference(index: KnowledgeIndex) -> None:
    index.update([article("resume", "Résumé und Straße", language="fr", title="Résumé")])

    assert found(index.search("RESUME")) == found(index.search("résumé ")) == [("resume", "")]
    assert found(index.search("strasse ", language="fr")) == [("resume", "")]


def test_all_words_must_be_there_when_some_section_has_them(index: KnowledgeIndex) -> None:
    page = index.search("surat keterangan ", language="id")

    assert found(page) == [("cuti-melahirkan", "syarat")]
    assert not page.loose


def test_when_no_section_has_all_words_those_with_some_are_shown(index: KnowledgeIndex) -> None:
    page = index.search("kuitansi dokter ", language="id")

    assert page.loose
    assert {hit.article_id for hit in page.hits} == {"penggantian-biaya", "cuti-sakit", "cuti-melahirkan"}


def test_small_words_do_not_keep_an_answer_away(index: KnowledgeIndex) -> None:
    assert found(index.search("bagaimana saya dapat kuitansi ", language="id")) == [("penggantian-biaya", "")]
    assert found(index.search("kuitansi dan", language="id")) == [("penggantian-biaya", "")]


def test_a_heading_that_asks_the_same_answers_first(index: KnowledgeIndex) -> None:
    body = "## Siapa yang dibayar\n\nGaji dibayar, gaji dibayar.\n\n## Kapan gaji dibayar\n\nTanggal 25.\n"
    index.update([article("gaji", body)])

    assert index.search("kapan gaji dibayar", language="id").hits[0].anchor == "kapan-gaji-dibayar"
    assert index.search("gaji dibayar kapan", language="id").hits[0].anchor == "kapan-gaji-dibayar"


def test_hits_are_of_the_language_asked_for_and_the_others_stand_apart(index: KnowledgeIndex) -> None:
    page = index.search("laptop", language="id")

    assert (page.hits, page.total) == ((), 0)
    assert [(hit.language, hit.article_id) for hit in page.other] == [("en", "laptop")]


def test_without_a_language_all_are_searched_together(index: KnowledgeIndex) -> None:
    index.update([article("komputer", "Laptop rusak diperbaiki IT.")])

    page = index.search("laptop")

    assert {(hit.language, hit.article_id) for hit in page.hits} == {("en", "laptop"), ("id", "komputer")}
    assert (page.total, page.other) == (2, ())


def test_a_language_without_an_analyzer_of_its_own_is_found_word_for_word(index: KnowledgeIndex) -> None:
    index.update([article("conges", "Les congés annuels", language="fr"), article("urlaub", "Annuels", language="de")])

    page = index.search("annuels ", language="fr")

    assert [hit.article_id for hit in page.hits] == ["conges"]
    assert [hit.article_id for hit in page.other] == ["urlaub"]


def test_a_category_limits_hits_and_their_number(index: KnowledgeIndex) -> None:
    assert index.search("dokter", language="id", category="leave").total == 2
    assert index.search("dokter", language="id", category="pay").total == 0
    assert [hit.category for hit in index.search("kuitansi", category="pay").hits] == ["pay"]


def test_the_limit_cuts_the_hits_but_not_the_number(index: KnowledgeIndex) -> None:
    index.update([article(f"aturan-{number}", "Aturan yang sama.") for number in range(30)])

    page = index.search("aturan", language="id", limit=7)

    assert (len(page.hits), page.total) == (7, 30)


def test_a_word_in_no_article_brings_a_suggestion(index: KnowledgeIndex) -> None:
    assert index.search("cuti melahrikan ", language="id").suggestion == "cuti melahirkan"
    assert index.search("cuti melahrikan", language="id").suggestion == "cuti melahirkan"
    assert index.search("qqqqqqqqqq ", language="id").suggestion is None
    assert index.search("cuti ", language="id").suggestion is None


def test_no_suggestion_when_the_other_language_has_the_answer(index: KnowledgeIndex) -> None:
    page = index.search("employees ", language="id")

    assert page.other
    assert page.suggestion is None


@pytest.mark.parametrize("text", ["", "   ", "?!", "\x00", "\u200b", "—"])
def test_without_a_word_nothing_is_found(index: KnowledgeIndex, text: str) -> None:
    assert index.search(text, language="id") == SearchPage()


@pytest.mark.parametrize("text", ["x" * 100_000, "cuti " * 20_000, "\ud800cuti", "a\nb\tc" * 50, "%_*\"'<b>"])
def test_whatever_is_pasted_is_answered(index: KnowledgeIndex, text: str) -> None:
    assert index.search(text, language="id").complete


def test_scores_fall_and_are_the_same_each_time(index: KnowledgeIndex) -> None:
    page = index.search("dokter", language="id")

    scores = [hit.score for hit in page.hits]
    assert scores == sorted(scores, reverse=True)
    assert index.search("dokter", language="id") == page
