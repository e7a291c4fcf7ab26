"""Other words of the glossary, for what the articles hardly write of."""

from __future__ import annotations

from desktop_app.domain.knowledge.glossary import Concept, Kind
from desktop_app.search.other_words import SELDOM, OtherWords

KNOWN = OtherWords(
    [
        Concept({"id": ("gaji", "upah"), "en": ("salary", "pay slip")}),
        Concept({"id": ("surat peringatan",), "en": ("warning",)}, Kind.NEAR),
    ]
)
HOLDING = {"upah": 9, "salary": 3, "pay": 4, "warning": 2}


def told(*asked: str, **holding: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for word, share in KNOWN.of(asked, {**HOLDING, **holding}):
        found[word] = round(found.get(word, 0.0) + share, 2)
    return found


def test_a_name_that_no_article_has_is_asked_for_by_its_other_words() -> None:
    assert told("kapan", "gaji") == {"upah": 0.33, "salary": 0.33, "pay": 0.17}


def test_a_name_of_several_words_is_one_and_what_is_merely_near_counts_half() -> None:
    assert told("surat", "peringatan") == {"warning": 1.0}


def test_a_name_that_many_sections_have_needs_no_other_words() -> None:
    assert told("gaji", gaji=SELDOM + 1) == {}
    assert told("gaji", gaji=SELDOM)


def test_words_that_name_nothing_have_no_other_words() -> None:
    assert told("kapan", "surat") == {}
