"""What the benchmark of the first index measures with, and how it reads its samples."""

from __future__ import annotations

import time
from itertools import islice

from pytestqt.qtbot import QtBot

from benchmarks.corpus import endless, enlarged
from benchmarks.first_index import ARTICLES, BUDGET, articles_for, common_word, rows_of
from benchmarks.first_index_arm import Heartbeat
from benchmarks.run import HERE, SUBJECTS
from desktop_app import resources
from tests.ui.laptop_builder import company

KNOWLEDGE = resources.folder() / "knowledge"


def test_a_laptop_has_as_many_articles_as_promised_no_two_the_same() -> None:
    every = [*company().articles, *articles_for(KNOWLEDGE)]

    assert len({(article.id, article.language) for article in every}) == len(every) == ARTICLES
    word = common_word(every)
    assert sum(word in article.body.casefold() for article in every) > ARTICLES / 4


def test_a_corpus_grows_by_the_same_articles_however_much_is_asked_of_it() -> None:
    longer = enlarged(KNOWLEDGE, 1_000, 7)

    assert len(longer) > len(company().articles)
    assert longer == list(islice(endless(KNOWLEDGE, 7), len(longer)))


def test_the_longest_stall_is_that_of_all_rounds() -> None:
    def sample(longest: float, **said: float) -> dict[str, float]:
        return {"longest_ms": longest, "longest_at_work_ms": longest / 2, "p99_ms": 4.0, "beats": 100, **said}

    building = [sample(each, first_hit_s=1.0, whole_s=5.0, rendered_s=8.0) for each in (20.0, 60.0, 30.0)]
    rows = rows_of({"first index": building, "idle": [sample(12.0)] * 3})

    heart = rows[0]
    assert heart == {
        "measure": "heartbeat", "arm": "first index", "longest_ms": 60.0, "longest_at_work_ms": 30.0,
        "longest_median_ms": 30.0, "p99_ms": 4.0, "beats": 300,
    }  # fmt: skip
    assert {"measure": "first hit shown", "s": 1.0} in rows
    assert rows[-1] == {"measure": "longest stall, ms", "longest_ms": 60.0, "budget": BUDGET}


def test_a_heart_notices_what_holds_the_loop_up(qtbot: QtBot) -> None:
    heart = Heartbeat()
    qtbot.waitUntil(lambda: len(heart.gaps) > 3)
    before = len(heart.gaps)

    began = time.perf_counter()
    sum(range(1_000_000))  # holds the loop up
    held = (time.perf_counter() - began) * 1000
    qtbot.waitUntil(lambda: len(heart.gaps) > before)
    heart.stop()

    gap, at_work = heart.gaps[before]
    assert gap >= held
    assert at_work > 0


def test_every_subject_has_its_module() -> None:
    assert [subject for subject in SUBJECTS if not (HERE / f"{subject}.py").exists()] == []
