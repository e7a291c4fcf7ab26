"""The questions that search is measured with are what their page says."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

from desktop_app import resources

DATA = Path(__file__).parents[2] / "benchmarks" / "data" / "questions.jsonl"
QUESTIONS = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
WANTED = {"Indonesian": 50, "English": 50, "across": 30, "misspelt": 20, "one word": 10}
FRESH = {"Indonesian": 30, "English": 30, "across": 20, "misspelt": 12, "one word": 8}


def of(*halves: str) -> list[dict[str, Any]]:
    return [one for one in QUESTIONS if one["half"] in halves]


def test_there_are_as_many_of_each_group_as_promised_and_half_of_them_is_set_aside() -> None:
    assert Counter(one["group"] for one in of("tune", "held")) == WANTED
    held = Counter(one["group"] for one in of("held"))
    assert {group: count / WANTED[group] for group, count in held.items()} == {
        group: share for group in WANTED if 0.45 <= (share := held[group] / WANTED[group]) <= 0.55
    }


def test_a_hundred_more_were_written_by_who_never_saw_the_search() -> None:
    assert Counter(one["group"] for one in of("fresh")) == FRESH
    assert len({one["id"] for one in QUESTIONS}) == len({one["text"] for one in QUESTIONS}) == 260
    assert len(of("tune", "held", "fresh")) == 260


def test_a_question_across_is_answered_in_the_other_language_and_no_other_is() -> None:
    assert {one["group"] == "across" for one in QUESTIONS if one["language"] != one["answers_in"]} == {True}
    assert {one["group"] == "across" for one in QUESTIONS if one["language"] == one["answers_in"]} == {False}


def test_the_articles_that_answer_are_in_the_sample_company() -> None:
    folder = resources.folder() / "knowledge"
    named = {(one["answers_in"], name) for one in QUESTIONS if one["corpus"] == "sample" for name in one["answers"]}

    assert sorted(name for name in named if not (folder / name[0] / f"{name[1]}.md").exists()) == []
