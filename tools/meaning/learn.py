"""Learns one vector a word, so that the sum of a text's words points where the encoder's vector of the text does.

The length a vector ends with is what the word weighs in a text. Texts of one group share one target, the mean of
theirs: that is what brings two languages together. Method and ablations: docs/decisions/meaning.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.sparse as sparse

from tools.meaning.texts import Group
from tools.meaning.vocabulary import frequency, words

Floats = npt.NDArray[np.float32]

LANGUAGE_COMPONENTS = 3  # the largest directions of the word vectors tell the language: they are left out
DIMENSIONS = 380  # of those that are left; two stand in a byte of the table
_WHITENING = 0.25
_RARE = 1e-3  # a word of frequency p begins with the length a / (a + p)
_OWN = 0.25  # of a target, what is the text's own in a group of more than two


@dataclass(frozen=True)
class Training:
    """How long and how fast."""

    epochs: int = 15
    rate: float = 2e-3
    batch: int = 512
    dropped: float = 0.3
    pull: float = 1e-2
    seed: int = 1


@dataclass(frozen=True)
class Space:
    """Where the vectors live: the encoder's space without what tells the language."""

    mean: Floats
    basis: Floats

    @staticmethod
    def of(vectors: Floats) -> Space:
        """From the encoder's vectors of the words, shape (words, dimensions)."""
        mean = vectors.mean(0)
        _, sizes, directions = np.linalg.svd(vectors[::2] - mean, full_matrices=False)
        kept = slice(LANGUAGE_COMPONENTS, LANGUAGE_COMPONENTS + DIMENSIONS)
        scale = (sizes[kept] / sizes[LANGUAGE_COMPONENTS]) ** _WHITENING
        return Space(mean, (directions[kept].T / scale).astype(np.float32))


def of_length_one(vectors: npt.NDArray[np.floating]) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)


def beginning(vocabulary: Sequence[str], vectors: Floats, space: Space) -> Floats:
    """The vectors before learning: the encoder's own of each word, the common ones short."""
    lengths = np.array([_RARE / (_RARE + 10 ** (frequency(word) - 9)) for word in vocabulary], np.float32)
    return of_length_one((vectors - space.mean) @ space.basis) * lengths[:, None]


def targets(groups: Sequence[Group], vectors: Floats, space: Space) -> Floats:
    """Where each text, in the order of the groups, shall point. `vectors`: the encoder's of the same texts."""
    texts = [text for group in groups for text in group]
    centred = np.empty_like(vectors)
    kinds = np.array([2 * (text.language == "id") + text.term for text in texts])
    for kind in np.unique(kinds):
        centred[kinds == kind] = vectors[kinds == kind] - vectors[kinds == kind].mean(0)
    pointing = of_length_one(centred @ space.basis)
    start = 0
    for group in groups:
        end = start + len(group)
        mean = of_length_one(pointing[start:end].mean(0, keepdims=True))
        own = _OWN if len(group) > 2 else 0.0
        pointing[start:end] = own * pointing[start:end] + (1 - own) * mean
        start = end
    return of_length_one(pointing)


def learn(vocabulary: Sequence[str], first: Floats, groups: Sequence[Group], wanted: Floats, how: Training) -> Floats:
    """The learned vectors, shape like `first`. Words that are in no text keep theirs."""
    texts = [text.text for group in groups for text in group]
    counts = _counts(vocabulary, texts)
    active = np.flatnonzero(np.asarray((counts > 0).sum(0)).ravel())
    counts = counts[:, active].tocsr()
    start = first[active]
    vectors, momentum, squares = start.copy(), np.zeros_like(start), np.zeros_like(start)
    chance, step = np.random.default_rng(how.seed), 0
    steps = how.epochs * math.ceil(len(texts) / how.batch)
    for epoch in range(how.epochs):
        order, closeness = chance.permutation(len(texts)), 0.0
        for at in range(0, len(texts), how.batch):
            rows = order[at : at + how.batch]
            some = counts[rows].copy()
            some.data *= (chance.random(len(some.data)) > how.dropped) / (1 - how.dropped)
            sums = some @ vectors
            lengths = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            pointing = sums / lengths
            nearness = (pointing * wanted[rows]).sum(1, keepdims=True)
            closeness += float(nearness.sum())
            gradient = some.T @ ((nearness * pointing - wanted[rows]) / lengths)
            slope = np.asarray(gradient + how.pull * (vectors - start) / len(active), np.float32)
            step += 1
            momentum = 0.9 * momentum + 0.1 * slope
            squares = 0.99 * squares + 0.01 * slope * slope
            rate = how.rate * (1 - step / (steps + 1))
            change = (momentum / (1 - 0.9**step)) / (np.sqrt(squares / (1 - 0.99**step)) + 1e-7)
            vectors = np.asarray(vectors - rate * change, np.float32)
        print(f"epoch {epoch + 1}: mean cosine {closeness / len(texts):.3f}", flush=True)
    learned = first.copy()
    learned[active] = vectors
    return learned


def _counts(vocabulary: Sequence[str], texts: Sequence[str]) -> sparse.csr_matrix:
    """Texts × words; a word that comes n times counts 1 + log n."""
    at = {word: number for number, word in enumerate(vocabulary)}
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for word, count in Counter(words(text)).items():
            if word in at:
                rows.append(row)
                columns.append(at[word])
                values.append(1 + math.log(count))
    return sparse.csr_matrix((values, (rows, columns)), shape=(len(texts), len(vocabulary)), dtype=np.float32)
