"""Simpler forms of a word that the table may have where it lacks the word itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator

# What is taken from the end of a word and what is put there instead: English first, Indonesian after it.
_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("er", ""), ("ly", ""),
    ("nya", ""), ("ku", ""), ("mu", ""), ("lah", ""), ("kah", ""), ("kan", ""), ("in", ""), ("an", ""),
)  # fmt: skip
_SHORTEST = 3  # letters that are left


def simpler(word: str, stems: tuple[Callable[[str], str], ...]) -> Iterator[str]:
    """The likeliest first. The stemmers come last: loading one may take longer than all the rest."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            yield word[: -len(ending)] + instead
    if word.isalpha():
        for stem in stems:
            if (found := stem(word)) != word:
                yield found
