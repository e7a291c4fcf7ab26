"""Articles that are about the same as one."""

from __future__ import annotations

from heapq import nlargest
from typing import TYPE_CHECKING

import numpy as np

from desktop_app.search.catalogue import DELETED
from desktop_app.search.meaning.lists import MeaningList

if TYPE_CHECKING:
    from desktop_app.search.view import View

_LEAST = 0.35  # the cosine from which on two articles have more in common than the company


def related(view: View, found: MeaningList, article: int, limit: int) -> list[tuple[float, int]]:
    """(cosine, the first document of the article) of the nearest articles, nearest first. `article`: its number."""
    first: dict[int, tuple[int, int, int]] = {}  # article number to its document, and where its vector is
    for part, sections in enumerate(found.parts):
        for place, document in zip(sections.article.tolist(), sections.documents.tolist(), strict=True):
            number = view.article_of[document]
            if number != DELETED:
                first.setdefault(number, (document, part, place))
    own = first.pop(article, None)
    if own is None:
        return []
    asked = np.ascontiguousarray(found.parts[own[1]].articles.unit([own[2]]).T)
    cosines = [sections.articles.cosines(asked)[:, 0] for sections in found.parts]
    near = ((float(cosines[part][place]), document) for document, part, place in first.values())
    return nlargest(limit, (one for one in near if one[0] >= _LEAST))
