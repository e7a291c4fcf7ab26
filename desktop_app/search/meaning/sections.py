"""What sections are about: a vector of each, of its heading and of its article, and the words that are in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from desktop_app.search.meaning.company import CompanyWords
from desktop_app.search.meaning.question import Question
from desktop_app.search.meaning.vectors import Directions, Floats, Numbers, in_bytes


class Read(NamedTuple):
    """A section with its words: of the title and the heading, and of the text."""

    document: int
    article: int
    heading: list[str]
    text: list[str]


class Closeness(NamedTuple):
    """How near each section is to a question, by what of it was compared: cosines, or means of them.

    `size`: the logarithm of how many words a section has. The more it has, the nearer is one of them by chance.
    """

    section: Floats
    heading: Floats
    article: Floats
    words: Floats
    size: Floats


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
            np.log1p(self.ends - starts).astype(np.float32),
        )


def summed(read: Sequence[Read], words: CompanyWords) -> Sections:
    """The vectors of sections that were read, from the words they have."""
    places: dict[int, int] = {}
    article = np.array([places.setdefault(one.article, len(places)) for one in read], np.int32)
    weights = [weights_of(one.heading + one.text, words) for one in read]
    texts = sums(weights, words)
    articles = np.zeros((len(places), texts.shape[1]), np.float32)
    np.add.at(articles, article, texts)
    return Sections(
        np.array([one.document for one in read], np.int32),
        article,
        Directions(in_bytes(texts)),
        Directions(in_bytes(sums([weights_of(one.heading, words) for one in read], words))),
        Directions(in_bytes(articles)),
        np.cumsum([len(own) for own in weights], dtype=np.int32),
        np.fromiter(chain.from_iterable(weights), np.int32),
    )


def sums(weights: Sequence[dict[int, float]], words: CompanyWords) -> Floats:
    """A row each: the vectors of the words of a text, each as often as it comes and times how rare it is."""
    used = sorted(set().union(*weights))
    place = np.zeros(len(words.rows), np.intp)
    place[used] = np.arange(len(used))
    vectors = words.vectors(used)
    rows = np.zeros((len(weights), vectors.shape[1]), np.float32)
    for number, own in enumerate(weights):
        if own:
            columns = np.fromiter(own.keys(), np.intp, len(own))
            rows[number] = np.fromiter(own.values(), np.float32, len(own)) @ vectors[place[columns]]
    return rows


def weights_of(text: list[str], words: CompanyWords) -> dict[int, float]:
    """Column to weight; where two words share a column, the rarer of them gives the weight."""
    known = words.weighed.get
    found: dict[int, tuple[int, float]] = {}
    for word, count in Counter(text).items():
        told = known(word)
        if told is not None:
            column, rarity = told
            if column in found:
                counted, rarest = found[column]
                count, rarity = counted + count, max(rarest, rarity)
            found[column] = count, rarity
    return {column: count * rarity for column, (count, rarity) in found.items()}
