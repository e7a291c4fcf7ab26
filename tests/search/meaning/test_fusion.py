"""One score of several: meaning first, words beside it, and the other way round for whoever quotes."""

from __future__ import annotations

import numpy as np

from desktop_app.search.meaning.fusion import aligned, fused
from desktop_app.search.meaning.sections import Closeness
from desktop_app.search.meaning.vectors import Floats

BY_WORDS = aligned(np.arange(40, dtype=np.int32), {3: 12.0, 5: 4.0})


def in_every_way(near: Floats) -> Closeness:
    """Of sections that are equally long."""
    return Closeness(near, near, near, near, np.full(len(near), 4.0, np.float32))


def closeness(best: int) -> Closeness:
    """Forty sections of which one is near to the question in every way."""
    near = np.full(40, 0.1, np.float32)
    near[best] = 0.8
    return in_every_way(near)


def best(together: float, lexical: object = BY_WORDS) -> int:
    return int(fused(closeness(9), np.asarray(lexical, np.float32), together).argmax())


def test_what_is_meant_stands_before_what_shares_a_rare_word() -> None:
    assert best(1.0) == 9


def test_who_asks_with_the_words_of_a_text_finds_that_text() -> None:
    assert best(6.0) == 3


def test_where_the_meaning_tells_nothing_the_words_decide() -> None:
    same = np.full(40, 0.3, np.float32)

    assert int(fused(in_every_way(same), BY_WORDS, 1.0).argmax()) == 3


def test_without_any_word_in_common_the_meaning_decides() -> None:
    assert best(0.0, np.zeros(40)) == 9


def test_a_section_is_not_the_better_answer_for_its_length() -> None:
    nothing = np.zeros(40, np.float32)
    size = np.linspace(2.0, 6.0, 40).astype(np.float32)
    words = 0.1 * size
    words[4] += 0.2

    scores = fused(Closeness(nothing, nothing, nothing, words, size), nothing, 0.0)
    assert scores[4] > scores[-1] > scores[5]


def test_among_a_few_sections_a_small_difference_is_chance() -> None:
    few = np.array([0.30, 0.31, 0.30], np.float32)
    scores = fused(in_every_way(few), np.zeros(3, np.float32), 0.0)

    assert float(scores.max()) < 1.0


def test_documents_without_a_score_by_words_have_none() -> None:
    assert aligned(np.array([5, 3, 7], np.int32), {3: 2.0, 5: 1.5}).tolist() == [1.5, 2.0, 0.0]
