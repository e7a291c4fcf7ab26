"""The tree of beginnings finds what comparing each beginning with what was typed finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from desktop_app.ui.shell.beginnings import Beginnings

WORDS = st.text("abcd", min_size=1, max_size=7)


@given(words=st.lists(WORDS, max_size=8), typed=WORDS, most=st.integers(0, 2))
def test_it_finds_each_beginning_with_so_few_errors(words: list[str], typed: str, most: int) -> None:
    tree = Beginnings()
    for i, word in enumerate(words):
        tree.add(word, (i, 0))

    found = {(errors, words[i][:length], i) for errors, length, places in tree.near(typed, most) for i, start in places}

    beginnings = {(word[:length], i) for i, word in enumerate(words) for length in range(1, len(word) + 1)}
    errors_in = {(OSA.distance(typed, beginning), beginning, i) for beginning, i in beginnings}
    assert found == {each for each in errors_in if each[0] <= most}
