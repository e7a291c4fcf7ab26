"""Puts what was compared together: one score a section, from its meaning and from its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from desktop_app.search.meaning.sections import Closeness
from desktop_app.search.meaning.vectors import Floats, Numbers

# Found on half of the questions and kept round; what each is worth: docs/decisions/meaning.md.
SECTION, HEADING, ARTICLE, WORDS, LEXICAL = 0.8, 0.6, 0.4, 0.6, 0.15
_LEAST = 0.04  # the least spread that a part is measured by: among a handful of sections chance alone makes less
_MOST = 4.0  # spreads that one rare word may count, so that it does not bury what is meant
_EVENED = 0.5  # of what size alone makes the nearest words nearer, how much is taken off
_QUOTED_FROM, _QUOTED_TO, _QUOTED = 3.3, 4.3, 10.0


def fused(closeness: Closeness, lexical: Floats, together: float) -> Floats:
    """One score a section: how many spreads above the mean of the list each part is, weighted.

    `lexical`: the scores by words; `together`: how many words of the question stand in one section. Who asks with five
    words that do has the text before them: then the words decide.
    """
    by_words = _spreads(lexical, 0.0)
    quoted = _QUOTED * min(1.0, max(0.0, (together - _QUOTED_FROM) / (_QUOTED_TO - _QUOTED_FROM)))
    return np.asarray(
        SECTION * _spreads(closeness.section, _LEAST)
        + HEADING * _spreads(closeness.heading, _LEAST)
        + ARTICLE * _spreads(closeness.article, _LEAST)
        + WORDS * _spreads(_evened(closeness.words, closeness.size), _LEAST)
        + LEXICAL * np.minimum(by_words, _MOST)
        + quoted * by_words,
        np.float32,
    )


def _evened(part: Floats, size: Floats) -> Floats:
    """Less of its trend with the size of the sections: long ones would stand before short ones for their length."""
    apart = size - size.mean()
    slope = float(apart @ part) / max(float(apart @ apart), 1e-9)
    return np.asarray(part - _EVENED * slope * apart, np.float32)


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
