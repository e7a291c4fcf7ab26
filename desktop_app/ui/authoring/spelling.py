"""The words a text is compared with: the glossary, and the word list that search ships with."""

from __future__ import annotations

from functools import cache

from desktop_app import resources
from desktop_app.search.terms import Misspelt, misspelt


@cache
def _known() -> frozenset[str]:
    path = resources.folder() / "meaning" / "words.txt"
    return frozenset(path.read_text("utf-8").split()) if path.exists() else frozenset()


def misspelt_terms(text: str, language: str) -> tuple[Misspelt, ...]:
    """Terms that are misspelt. Without a word list nothing is: everything would be unknown."""
    from desktop_app.search.glossary import shipped

    known = _known()
    return misspelt(text, language, shipped(), known) if known else ()
