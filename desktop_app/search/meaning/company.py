"""The words of a company's articles in one language, and what each of them means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

import numpy as np

from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.meaning.table import Table
from desktop_app.search.meaning.vectors import Bytes, Directions, Floats


@dataclass(frozen=True)
class CompanyWords:
    """`column_of[word]`: its place in `directions` and `lengths`; words with the same stem may share one.

    `holding[word]`: how many of the `total` sections have it. `rows[column]`: the row of the table, or -1, -2 … for the
    first, second … of the `learned` words: those that no table knows mean what the sections are about that have them.
    """

    column_of: Mapping[str, int]
    holding: Mapping[str, int]
    total: int
    rows: Sequence[int]
    learned: Bytes
    directions: Directions
    lengths: Floats

    @staticmethod
    def made(
        table: Table, column_of: Mapping[str, int], holding: Mapping[str, int], total: int, rows: Sequence[int],
        learned: Bytes,
    ) -> CompanyWords:  # fmt: skip
        """From what is stored of them. Raises IndexError where the parts do not fit together."""
        numbers = np.asarray(rows, np.int32)
        known = numbers >= 0
        whole = np.zeros((len(numbers), table.dimensions), np.int8)
        lengths = np.full(len(numbers), table.usual_length, np.float32)
        whole[known] = table.whole(numbers[known])
        lengths[known] = np.linalg.norm(table.vectors(numbers[known]), axis=1)
        if not known.all():
            whole[~known] = learned[-1 - numbers[~known]]
        return CompanyWords(column_of, holding, total, rows, learned, Directions(whole), lengths)

    def with_new(self, table: Table, words: Iterable[str]) -> CompanyWords:
        """Also the words of articles that came since, where the table has them."""
        unknown = (word for word in words if word not in self.holding and word not in SMALL)
        new = {word: row for word in unknown if (row := table.row_of.get(word)) is not None}
        if not new:
            return self
        columns = dict(zip(new, range(len(self.rows), len(self.rows) + len(new)), strict=True))
        return CompanyWords.made(
            table, {**self.column_of, **columns}, {**self.holding, **dict.fromkeys(new, 1)}, self.total,
            [*self.rows, *new.values()], self.learned,
        )  # fmt: skip

    def rarity(self, word: str) -> float:
        """What a word weighs by how few sections have it."""
        return log(1 + self.total / (1 + self.holding.get(word, 0)))

    @cached_property
    def weighed(self) -> dict[str, tuple[int, float]]:
        """Its column and its rarity, of every word that says something."""
        return {word: (column, self.rarity(word)) for word, column in self.column_of.items()}

    def vectors(self, columns: Sequence[int]) -> Floats:
        """What the words of some columns mean, as long as they weigh."""
        numbers = np.asarray(columns, np.intp)
        return np.asarray(self.directions.unit(numbers) * self.lengths[numbers, None], np.float32)

    @cached_property
    def spelled(self) -> list[str]:
        """The words that a misspelt one may stand for."""
        return [word for word in self.holding if len(word) >= 4 and word.isalpha()]
