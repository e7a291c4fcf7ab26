"""What was opened lately ranks a little higher, and only a little."""

from __future__ import annotations

from desktop_app.domain.knowledge.familiar import familiar_first


def order(scores: dict[str, float], opened: list[str]) -> list[str]:
    return familiar_first(list(scores), opened, name=str, score=scores.__getitem__)


def test_of_two_that_answer_about_as_well_the_one_that_was_opened_comes_first() -> None:
    assert order({"a": 5.0, "b": 4.8}, ["b"]) == ["b", "a"]


def test_a_clearly_better_answer_stays_first() -> None:
    assert order({"a": 5.0, "b": 4.4}, ["b"]) == ["a", "b"]


def test_what_was_opened_last_counts_more_than_what_was_opened_before() -> None:
    assert order({"a": 5.0, "b": 4.9, "c": 4.9}, ["c", "b"]) == ["c", "b", "a"]


def test_nothing_opened_changes_nothing() -> None:
    assert order({"a": -1.0, "b": -1.0, "c": -2.0}, []) == ["a", "b", "c"]
