"""Learns what a company's articles in one language are about, when an index is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.forms import simpler
from desktop_app.search.meaning.sections import Read, Sections, summed, sums, weights_of
from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.meaning.table import Table
from desktop_app.search.meaning.vectors import Bytes, Floats, in_bytes, of_length_one

_COMMON = 0.7  # of what all sections are about, how much a learned word is freed of


def learn(read: Sequence[Read], table: Table, stem: Callable[[str], str]) -> tuple[CompanyWords, Sections]:
    """The words of these sections and the sections by them."""
    holding: Counter[str] = Counter()
    for one in read:
        holding.update({*one.heading, *one.text})
    rows: list[int] = []
    column_of: dict[str, int] = {}
    shared: dict[int, int] = {}
    unknown = []
    for word in holding:
        row = _row(word, table, stem) if word not in SMALL else None
        if row is not None:
            if row not in shared:
                shared[row] = len(rows)
                rows.append(row)
            column_of[word] = shared[row]
        elif word not in SMALL and len(word) > 1 and any(letter.isalpha() for letter in word):
            unknown.append(word)
    none = np.zeros((0, table.dimensions), np.int8)
    known = CompanyWords.made(table, column_of, holding, len(read), rows, none)
    if not unknown:
        return known, summed(read, known)
    about = of_length_one(sums([weights_of(one.heading + one.text, known) for one in read], known))
    learned = _from_contexts(unknown, read, about)
    columns = {word: len(rows) + number for number, word in enumerate(unknown)}
    learned_rows = [*rows, *(-1 - number for number in range(len(unknown)))]
    words = CompanyWords.made(table, {**column_of, **columns}, holding, len(read), learned_rows, learned)
    return words, summed(read, words)


def _row(word: str, table: Table, stem: Callable[[str], str]) -> int | None:
    row = table.row_of.get(word)
    if row is not None:
        return row
    return next((table.row_of[form] for form in simpler(word, (stem,)) if form in table.row_of), None)


def _from_contexts(unknown: Sequence[str], read: Sequence[Read], about: Floats) -> Bytes:
    """What each unknown word means: the sections that have it, without what all sections have in common."""
    number_of: Mapping[str, int] = {word: number for number, word in enumerate(unknown)}
    about = about - _COMMON * about.mean(axis=0)
    contexts = np.zeros((len(unknown), about.shape[1]), np.float32)
    for place, one in enumerate(read):
        found = [number for word in {*one.heading, *one.text} if (number := number_of.get(word)) is not None]
        if found:
            contexts[found] += about[place]
    return in_bytes(contexts)
