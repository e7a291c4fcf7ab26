"""One score of several: meaning first, words beside it, and the other way round for whoever quotes."""

from __future__ import annotations

import numpy as np

from desktop_app.search.meaning.fusion import aligned, fused
from desktop_app.search.meaning.sections import Closeness

BY_WORDS = aligned(np.arange(40, dtype=np.int32), {3: 12.0, 5: 4.0})


def closeness(best: int) -> Closeness:
    """Forty sections of which one is near to the question in every way."""
    near = np.full(40, 0.1, np.float32)
    near[best] = 0.8
    return Closeness(near, near, near, near)


def best(together: float, lexical: object = BY_WORDS) -> int:
    return int(fused(closeness(9), np.asarray(lexical, np.float32), together).argmax())


def test_what_is_meant_stands_before_what_shares_a_rare_word() -> None:
    assert best(1.0) == 9


def test_who_asks_with_the_words_of_a_text_finds_that_text() -> None:
    assert best(6.0) == 3


def test_where_the_meaning_tells_nothing_the_words_decide() -> None:
    same = np.full(40, 0.3, np.float32)

    assert int(fused(Closeness(same, same, same, same), BY_WORDS, 1.0).argmax()) == 3


def test_without_any_word_in_common_the_meaning_decides() -> None:
    assert best(0.0, np.zeros(40)) == 9


def test_among_a_few_sections_a_small_difference_is_chance() -> None:
    few = np.array([0.30, 0.31, 0.30], np.float32)
    scores = fused(Closeness(few, few, few, few), np.zeros(3, np.float32), 0.0)

    assert float(scores.max()) < 1.0


def test_documents_without_a_score_by_words_have_none() -> None:
    assert aligned(np.array([5, 3, 7], np.int32), {3: 2.0, 5: 1.5}).tolist() == [1.5, 2.0, 0.0]
