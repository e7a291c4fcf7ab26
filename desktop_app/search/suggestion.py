"""What may have been meant by a word that no article has."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop_app.search.analysis import Vocabulary, words
from desktop_app.search.spelling import nearest
from desktop_app.search.view import View


def suggest(view: View, vocabulary: Vocabulary, text: str, unknown: Sequence[str]) -> str | None:
    """The text with each unknown word replaced by the nearest word of the articles; None where one has none near."""
    meant: dict[str, str] = {}
    for word in unknown:
        near = nearest(view, vocabulary, word, 1)
        if not near:
            return None
        meant[word] = near[0][0]

    def replaced(found: re.Match[str]) -> str:
        folded = words(found[0])
        return meant.get(folded[0], found[0]) if folded else found[0]

    return re.sub(r"\w+", replaced, text).strip() if meant else None
