"""What changed between two texts is said section by section, and word by word."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.difference import Fate, section_difference, word_difference
from desktop_app.domain.knowledge.rows import Article, Edition
from desktop_app.domain.knowledge.sections import Section
from desktop_app.domain.knowledge.translation import is_behind, translation_lag

BEFORE = """Opening words.

## Who may

Everybody with a contract may ask for it.

## How much

Twelve days each year, and more after five years with the company.

## Old rule

Nobody remembers.
"""
AFTER = """Opening words.

## How much do I get

Fourteen days each year, and more after five years with the company.

## Who may

Everybody with a **contract** may ask for it.

## When

In the first quarter.
"""


def drawn(before: str, after: str) -> list[str]:
    def heading(section: Section | None) -> str:
        return section.heading if section else "-"

    return [
        f"{change.fate} {heading(change.before)} | {heading(change.after)}"
        for change in section_difference("Leave", before, "Leave", after)
    ]


def test_sections_are_one_by_anchor_and_by_their_words() -> None:
    assert drawn(BEFORE, AFTER) == [
        "same Leave | Leave",
        "changed How much | How much do I get",
        "same Who may | Who may",
        "added - | When",
        "gone Old rule | -",
    ]


def test_what_is_gone_stands_where_it_was() -> None:
    assert drawn("A\n\n## One\n\nx\n\n## Two\n\ny", "A\n\n## Two\n\ny") == [
        "same Leave | Leave",
        "gone One | -",
        "same Two | Two",
    ]


def test_a_new_title_is_a_change_of_the_first_section() -> None:
    (change,) = section_difference("Leave", "A", "Days off", "A")
    assert change.fate is Fate.CHANGED


@pytest.mark.parametrize(
    ("before", "after", "drawn"),
    [
        ("twelve days a year", "fourteen days a year", "-twelve +fourteen =days a year"),
        ("a b", "a  b", "=a b"),
        ("", "new words", "+new words"),
        ("gone words", "", "-gone words"),
        ("same", "same", "=same"),
        ("a b c", "a c", "=a -b =c"),
    ],
)
def test_words_are_told_apart(before: str, after: str, drawn: str) -> None:
    sign = {Fate.SAME: "=", Fate.ADDED: "+", Fate.GONE: "-"}
    found = " ".join(f"{sign[run.fate]}{' '.join(run.text.split())}" for run in word_difference(before, after))
    assert found.replace("=a =b", "=a b") == drawn


@pytest.mark.parametrize("more", [0, 5000])
def test_no_word_is_lost(more: int) -> None:
    old, new = BEFORE + "w " * more, AFTER + "v " * more
    runs = word_difference(old, new)
    assert "".join(run.text for run in runs if run.fate is not Fate.ADDED).split() == old.split()
    assert "".join(run.text for run in runs if run.fate is not Fate.GONE).split() == new.split()


def edition(body: str) -> Edition:
    return Edition("leave", "en", 1, 0, "Leave", body, "major", "", "", "all", "hr")


def test_a_translation_lags_where_its_source_has_changed() -> None:
    lag = translation_lag(edition(BEFORE), Article("leave", "en", "Leave", AFTER, "leave"))
    assert [(change.fate.value, (change.after or change.before).heading) for change in lag] == [  # type: ignore[union-attr]
        ("changed", "How much do I get"),
        ("added", "When"),
        ("gone", "Old rule"),
    ]


def test_all_of_a_text_is_new_where_nobody_knows_what_was_translated() -> None:
    lag = translation_lag(None, Article("leave", "en", "Leave", AFTER, "leave"))
    assert {change.fate for change in lag} == {Fate.ADDED}
    assert len(lag) == 4


@pytest.mark.parametrize(
    ("made_from", "behind"),
    [
        (("en", 2, 0), True),
        (("en", 2, 1), False),
        (("en", 3, 0), False),
        ((None, None, None), False),
        (("id", 1, 0), False),
    ],
)
def test_a_translation_is_behind_a_later_edition_of_its_source(
    made_from: tuple[str | None, int | None, int | None], behind: bool
) -> None:
    source = Article("leave", "en", "Leave", AFTER, "leave", version=2, minor=1)
    language, version, minor = made_from
    translation = Article(
        "leave", "id", "Cuti", "", "leave", source_language=language, source_version=version, source_minor=minor
    )
    assert is_behind(translation, source) is behind
    assert not is_behind(translation, None)
