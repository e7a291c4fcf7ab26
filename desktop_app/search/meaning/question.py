"""A question as vectors: each of its words by what was meant, and all of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.forms import simpler
from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.meaning.spelling import is_close, nearest
from desktop_app.search.meaning.table import Table
from desktop_app.search.meaning.vectors import Floats, of_length_one
from desktop_app.search.other_words import Extra

_HEAVIEST = 12  # words that sections are compared with one by one
_USED = 2.6  # a word of the table that is rarer than this and in no article is rather a slip of the finger


@dataclass(frozen=True)
class Question:
    """`vector` points where the question does; `words` (columns of length 1, heaviest first) are its single ones.

    `near[column, i]`: how near each of the company's words is to the i-th of `words`, from 0 to 1. `known`: of the
    words that say something, the share that has a meaning here.
    """

    vector: Floats
    words: Floats
    weights: Floats
    near: Floats
    known: float


def read_question(
    asked: Sequence[str], extra: Sequence[Extra], words: CompanyWords, table: Table,
    stems: tuple[Callable[[str], str], ...],
) -> Question | None:  # fmt: skip
    """None where no word of it means anything here."""
    telling = [word for word in dict.fromkeys(asked) if word not in SMALL]
    meant = [found for word in telling if (found := _meant(word, words, table, stems)) is not None]
    parts: dict[str, Floats] = {}
    known = [(word, share) for word, share in extra if word in words.column_of]
    for word, share in [*((word, 1.0) for word in meant), *known]:
        if word in words.column_of or word in table.row_of:
            vector = share * words.rarity(word) * _vector(word, words, table)
            parts[word] = parts[word] + vector if word in parts else vector
    if not parts:
        return None
    vectors = np.array(list(parts.values()), np.float32)
    lengths = np.linalg.norm(vectors, axis=1).astype(np.float32)
    heaviest = np.argsort(-lengths)[:_HEAVIEST]
    single = np.ascontiguousarray(of_length_one(vectors[heaviest]).T)
    return Question(
        of_length_one(vectors.sum(axis=0, keepdims=True))[0],
        single,
        lengths[heaviest],
        np.maximum(words.directions.cosines(single), 0.0),
        len(meant) / max(1, len(telling)),
    )


def _meant(word: str, words: CompanyWords, table: Table, stems: tuple[Callable[[str], str], ...]) -> str | None:
    """The word of the articles or of the table that this one is, or stands for."""
    if word in words.column_of:
        return word
    known = word in table.row_of
    if known and table.zipf(word) >= _USED:
        return word
    near = nearest(word, words, table)
    if near is not None and near in words.holding and near not in words.column_of:
        near = None  # a small word
    if near is not None and (not known or is_close(word, near)):
        return near
    if known:
        return word
    return next((form for form in simpler(word, stems) if form in table.row_of), None)


def _vector(word: str, words: CompanyWords, table: Table) -> Floats:
    column = words.column_of.get(word)
    if column is not None:
        return np.asarray(words.vectors([column])[0])
    return np.asarray(table.vectors(np.array([table.row_of[word]], np.int32))[0])
