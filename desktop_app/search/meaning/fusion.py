"""Puts what was compared together: one score a section, from its meaning and from its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desktop_app.search.meaning.sections import Closeness
from desktop_app.search.meaning.vectors import Floats, Numbers

# Found on the questions of one handbook and kept round; what leaving one out costs: docs/decisions/meaning.md.
SECTION, HEADING, ARTICLE, WORDS, LEXICAL = 0.6, 0.5, 0.4, 0.6, 0.15
_LEAST = {"section": 0.04, "heading": 0.06, "article": 0.04, "words": 0.04}
"""The least spread that a part is measured by: among a handful of sections chance alone makes less."""


def fused(closeness: Closeness, lexical: Floats) -> Floats:
    """One score a section: how many spreads above the mean of the list each part is, weighted."""
    parts = (
        (SECTION, closeness.section, _LEAST["section"]),
        (HEADING, closeness.heading, _LEAST["heading"]),
        (ARTICLE, closeness.article, _LEAST["article"]),
        (WORDS, closeness.words, _LEAST["words"]),
        (LEXICAL, lexical, 0.0),
    )
    scores = np.zeros(len(lexical), np.float32)
    for weight, part, least in parts:
        scores += weight * _spreads(part, least)
    return scores


def _spreads(part: Floats, least: float) -> Floats:
    return np.asarray((part - part.mean()) / max(float(part.std()), least, 1e-9), np.float32)


def aligned(documents: Numbers, scores: Mapping[int, float]) -> Floats:
    """The scores of these documents, 0 where one has none."""
    return np.fromiter((scores.get(document, 0.0) for document in documents.tolist()), np.float32, len(documents))


def together(parts: Sequence[Closeness]) -> Closeness:
    """Of several lists of sections, one after the other."""
    if len(parts) == 1:
        return parts[0]
    return Closeness(*(np.concatenate(values) for values in zip(*parts, strict=True)))
