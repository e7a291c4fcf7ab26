"""The words a text is compared with: the glossary, and the word list that search ships with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from desktop_app import resources
from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.glossary import glossary
from desktop_app.search.terms import Misspelt, misspelt


@cache
def _known() -> frozenset[str]:
    path = resources.folder() / "meaning" / "words.txt"
    return frozenset(path.read_text("utf-8").split()) if path.exists() else frozenset()


def misspelt_terms(text: str, language: str, own: Sequence[GlossaryRow]) -> tuple[Misspelt, ...]:
    """Terms that are misspelt, the company's own too. Without a word list nothing is: everything would be unknown."""
    known = _known()
    return misspelt(text, language, glossary(own), known) if known else ()
