"""Words that begin as was typed but for a letter or two.

Not by rapidfuzz, as the search does it: what is loaded by a reader's thread and by the window's at once can be half
there for one of them, and the window would wait for it at a key. A tree leaves out all that begins otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Places = list[tuple[int, int]]


@dataclass(slots=True)
class Beginnings:
    """The letters that words begin with, and the places (any two numbers) of the words that begin so far like this."""

    places: Places = field(default_factory=list)
    longer: dict[str, Beginnings] = field(default_factory=dict)

    def add(self, word: str, place: tuple[int, int]) -> None:
        """A word, and where it stands."""
        at = self
        for letter in word:
            at = at.longer.setdefault(letter, Beginnings())
            at.places.append(place)

    def near(self, typed: str, most: int) -> Iterator[tuple[int, int, Places]]:
        """Each beginning with at most so many errors: how many, how long it is, and the places of its words.

        An error is a letter that is wrong, missing or too many, or two in the wrong order (Damerau-Levenshtein, optimal
        string alignment).
        """
        return _near(self, typed, most, "", range(len(typed) + 1), ())


def _near(
    at: Beginnings, typed: str, most: int, begun: str, row: Sequence[int], before: Sequence[int]
) -> Iterator[tuple[int, int, Places]]:
    """`row`: errors between what was `begun` and each beginning of `typed`; `before`: the same a letter earlier."""
    if begun and row[-1] <= most:
        yield row[-1], len(begun), at.places
    for letter, longer in at.longer.items():
        below = [len(begun) + 1]
        for i, other in enumerate(typed):
            errors = min(below[i] + 1, row[i + 1] + 1, row[i] + (letter != other))
            if i and before and letter == typed[i - 1] and begun[-1] == other:
                errors = min(errors, before[i - 1] + 1)
            below.append(errors)
        if min(below) <= most:
            yield from _near(longer, typed, most, begun + letter, below, row)
