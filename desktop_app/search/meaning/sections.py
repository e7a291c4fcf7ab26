"""What sections are about: a vector of each, of its heading and of its article, and the words that are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.question import Question
from desktop_app.search.meaning.small_words import SMALL
from desktop_app.search.meaning.vectors import Bytes, Directions, Floats, Numbers, in_bytes, of_length_one


class Read(NamedTuple):
    """A section with its words: of the title and the heading, and of the text."""

    document: int
    article: int
    heading: list[str]
    text: list[str]


class Closeness(NamedTuple):
    """How near each section is to a question, by what of it was compared: cosines, or means of them."""

    section: Floats
    heading: Floats
    article: Floats
    words: Floats


@dataclass(frozen=True)
class Sections:
    """Some sections of one language. `article[i]` is the place of the i-th section's article in `articles`.

    The words of the i-th section are `columns[ends[i - 1]:ends[i]]`, columns of the company's words.
    """

    documents: Numbers
    article: Numbers
    sections: Directions
    headings: Directions
    articles: Directions
    ends: Numbers
    columns: Numbers

    def __len__(self) -> int:
        return len(self.documents)

    def closeness(self, question: Question) -> Closeness:
        """To the question as a whole, and to its single words: each as well as the nearest word of a section is."""
        asked = question.vector[:, None]
        best = np.zeros(len(self), np.float32)
        starts = np.concatenate([[0], self.ends[:-1]]).astype(np.intp)
        filled = self.ends > starts
        for number, weight in enumerate(question.weights):
            each = np.ascontiguousarray(question.near[:, number]).take(self.columns, mode="clip")
            if len(each):
                best[filled] += weight * np.maximum.reduceat(each, starts[filled])
        return Closeness(
            self.sections.cosines(asked)[:, 0],
            self.headings.cosines(asked)[:, 0],
            self.articles.cosines(asked)[:, 0][self.article],
            best / max(float(question.weights.sum()), 1e-9),
        )


def summed(read: Sequence[Read], words: CompanyWords) -> Sections:
    """The vectors of sections that were read, from the words they have."""
    places: dict[int, int] = {}
    article = np.array([places.setdefault(one.article, len(places)) for one in read], np.int32)
    texts = _sums((one.heading + one.text for one in read), len(read), words)
    headings = _sums((one.heading for one in read), len(read), words)
    articles = np.zeros((len(places), texts.vectors.shape[1]), np.float32)
    np.add.at(articles, article, texts.vectors)
    return Sections(
        np.array([one.document for one in read], np.int32),
        article,
        Directions(_directions(texts.vectors)),
        Directions(_directions(headings.vectors)),
        Directions(_directions(articles)),
        texts.ends,
        texts.columns,
    )


class _Sums(NamedTuple):
    vectors: Floats
    ends: Numbers
    columns: Numbers


def _sums(texts: Iterable[list[str]], count: int, words: CompanyWords) -> _Sums:
    """Each word's vector as often as it comes, times how rare it is."""
    vectors = np.zeros((count, words.directions.rows.shape[1]), np.float32)
    ends, columns = np.zeros(count, np.int32), []
    for number, text in enumerate(texts):
        weights = _weights(text, words)
        if weights:
            own = list(weights)
            vectors[number] = np.fromiter(weights.values(), np.float32, len(own)) @ words.vectors(own)
            columns += own
        ends[number] = len(columns)
    return _Sums(vectors, ends, np.array(columns, np.int32))


def _weights(text: list[str], words: CompanyWords) -> dict[int, float]:
    """Column to weight; where two words share a column, the rarer of them gives the weight."""
    counts: dict[int, int] = {}
    rarest: dict[int, float] = {}
    for word, count in Counter(text).items():
        column = words.column_of.get(word)
        if column is not None and word not in SMALL:
            counts[column] = counts.get(column, 0) + count
            rarest[column] = max(rarest.get(column, 0.0), words.rarity(word))
    return {column: count * rarest[column] for column, count in sorted(counts.items())}


def _directions(vectors: Floats) -> Bytes:
    return in_bytes(of_length_one(vectors))
