"""A question finds the section that answers it, also where the two share no word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import Hit, KnowledgeIndex, SearchPage
from desktop_app.search.filters import Filters
from desktop_app.search.meaning.lists import MOST_NEW, MeaningList
from tests.search.articles import article
from tests.search.meaning.articles import ARTICLES, CARD_EN, HEALTH_EN


def found(index: KnowledgeIndex, text: str, language: str = "en") -> list[str]:
    return [f"{hit.article_id}#{hit.anchor}" for hit in index.search(text, language=language, deep=True).hits]


def first(index: KnowledgeIndex, text: str, language: str = "en") -> Hit:
    return index.search(text, language=language, deep=True).hits[0]


def test_a_question_that_shares_no_word_with_its_answer_finds_it(meant: KnowledgeIndex) -> None:
    by_words = meant.search("my badge fell in the sea", language="en")
    assert [(hit.article_id, hit.anchor) for hit in by_words.hits] == [("kartu", "")]  # the glossary knows a badge
    assert found(meant, "my badge fell in the sea")[0] == "kartu#lost-card"


def test_a_question_in_one_language_finds_the_page_in_the_other_apart_from_its_own(meant: KnowledgeIndex) -> None:
    page = meant.search("ongkos dokter gigi ditanggung?", language="id", deep=True)

    assert [hit.article_id for hit in page.other][:1] == ["kesehatan"]
    assert page.other[0].language == "en"
    assert {hit.language for hit in page.hits} <= {"id"}


def test_another_language_stands_first_only_where_it_answers_clearly_better(meant: KnowledgeIndex) -> None:
    def page(text: str) -> SearchPage:
        return meant.search(text, language="id", deep=True)

    assert page("ongkos dokter gigi ditanggung?").other_first
    assert page("kartu hilang").other
    assert not page("kartu hilang").other_first


def test_what_stands_for_a_word_of_the_question_is_marked_in_the_snippet(meant: KnowledgeIndex) -> None:
    assert "a <b>missing card</b> to" in first(meant, "badge fell").snippet_html


def test_a_misspelt_word_stands_for_the_nearest_that_the_articles_have(meant: KnowledgeIndex) -> None:
    assert found(meant, "dentl csots")[0] == "kesehatan#what-we-reimburse"


def test_a_word_of_the_company_means_what_stands_around_it(meant: KnowledgeIndex) -> None:
    clinic = article("klinik", "Dentist, doctor, clinic.\n", language="en", title="Medical help")
    meant.rebuild([*ARTICLES, clinic])

    answers = [one.partition("#")[0] for one in found(meant, "zorgo")]
    assert answers[0] == "kesehatan"  # has the word
    assert "klinik" in answers  # is about the same


@pytest.mark.parametrize("nonsense", ["asdf qwer", "zzzz", "?", "the of and", "football goalkeeper penalty", ""])
def test_nonsense_finds_nothing(meant: KnowledgeIndex, nonsense: str) -> None:
    page = meant.search(nonsense, language="en", deep=True)

    assert (page.hits, page.other, page.total) == ((), (), 0)


def test_a_question_of_small_words_alone_is_answered_by_its_words(meant: KnowledgeIndex) -> None:
    assert found(meant, "what we")[0].startswith("kesehatan")


def test_an_article_that_came_since_is_found_by_meaning_and_one_that_went_is_not(meant: KnowledgeIndex) -> None:
    assert [hit.article_id for hit in meant.search("bicycle dentist", language="en").hits] == ["kesehatan"]
    moved = article("gigi", "The clinic on the second floor.\n", language="en", title="Dentist")
    meant.update([moved])
    assert found(meant, "tooth clinic")[0] == "gigi#"

    meant.remove(["gigi"])
    assert "gigi#" not in found(meant, "tooth clinic")


def test_a_changed_article_means_what_it_says_now(meant: KnowledgeIndex) -> None:
    changed = replace(CARD_EN, title="Bicycle", body="A place for your bicycle in the river.\n", version=2)
    meant.update([changed])

    assert "kartu#lost-card" not in found(meant, "stolen pass")
    assert found(meant, "motor sungai")[0] == "kartu#"


def test_many_small_changes_answer_as_a_rebuild_does(meant: KnowledgeIndex, tmp_path: Path, table: Path) -> None:
    new = [article(f"new-{n}", f"Number {n}: dental costs.\n", language="en", title=f"Page {n}") for n in range(3)]
    for one in new:
        meant.update([one])
    with KnowledgeIndex.open(tmp_path / "other", table) as rebuilt:
        rebuilt.rebuild([*ARTICLES, *new])

        for question in ("gigi", "badge lost", "holiday"):
            assert found(meant, question)[0] == found(rebuilt, question)[0]


def test_more_new_articles_than_can_be_learned_at_a_question_are_found_by_their_words(
    folder: Path, table: Path
) -> None:
    many = [article(f"n{number}", f"Computer {number}.\n", language="en") for number in range(MOST_NEW + 1)]
    with KnowledgeIndex.open(folder, table) as index:
        index.update([*many, CARD_EN])
        assert found(index, "lost card")[0] == "kartu#lost-card"
        assert not found(index, "tenggelam")

        index.rebuild([*many, CARD_EN])
        assert found(index, "tenggelam")[0] == "kartu#lost-card"


def test_what_the_rebuild_learned_is_read_once(meant: KnowledgeIndex) -> None:
    def stored() -> object:
        found(meant, "badge")
        view = meant._view
        assert view is not None
        kept = view.meaning["en"]
        assert isinstance(kept, MeaningList)
        return kept.stored

    before = stored()
    meant.update([replace(CARD_EN, version=2)])
    assert stored() is before


def test_articles_that_come_before_any_rebuild_are_found_by_meaning_too(folder: Path, table: Path) -> None:
    with KnowledgeIndex.open(folder, table) as index:
        index.update(ARTICLES)

        assert found(index, "my badge fell in the sea")[0] == "kartu#lost-card"


def test_excluded_words_phrases_and_filters_hold_for_what_is_found_by_meaning(meant: KnowledgeIndex) -> None:
    def ids(text: str, filters: Filters | None = None) -> set[str]:
        return {hit.article_id for hit in meant.search(text, language="en", deep=True, filters=filters).hits}

    assert "kesehatan" in ids("gigi ongkos")
    assert "kesehatan" not in ids("gigi ongkos -dental -doctor -health -zorgo")
    assert "kesehatan" not in ids("gigi ongkos", Filters(category="it"))
    assert ids('gigi "dental costs are covered"') == {"kesehatan"}
    assert ids('gigi "covered dental"') == set()


def test_related_articles_are_about_the_same_and_in_the_same_language(meant: KnowledgeIndex) -> None:
    like = article("klinik", "The dentist comes to the clinic. Medical costs.\n", language="en", title="Dentist")
    meant.update([like])

    assert [hit.article_id for hit in meant.related("klinik", "en")] == ["kesehatan"]
    assert [hit.article_id for hit in meant.related("kesehatan", "en")] == ["klinik"]
    assert meant.related("kesehatan", "en")[0].snippet_html.startswith("The dentist comes")
    assert meant.related("kesehatan", "en", limit=0) == ()
    assert meant.related("kesehatan", "id") == ()
    assert meant.related("gone", "en") == ()


def test_the_answer_by_meaning_counts_only_what_it_would_show(meant: KnowledgeIndex) -> None:
    page = meant.search("stolen pass", language="en", deep=True, limit=1)

    assert len(page.hits) == 1
    assert page.total == 1
    assert not page.loose


def test_sections_are_kept_as_they_are_between_two_openings(folder: Path, table: Path, meant: KnowledgeIndex) -> None:
    before = found(meant, "ongkos dokter")

    with KnowledgeIndex.open(folder, table) as again:
        assert found(again, "ongkos dokter") == before
        assert first(again, "ongkos dokter").score == first(meant, "ongkos dokter").score


def test_a_language_without_a_stemmer_has_a_list_of_its_own(meant: KnowledgeIndex) -> None:
    dutch = Article("kaart", "nl", "Pas", "Kaart kwijt: badge hilang.\n", "it")
    meant.update([dutch])

    assert [hit.article_id for hit in meant.search("lost card", language="nl", deep=True).hits] == ["kaart"]
    assert HEALTH_EN.id not in [hit.article_id for hit in meant.search("lost card", language="nl", deep=True).hits]
