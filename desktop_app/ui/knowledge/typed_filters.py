"""Filters that are typed among the words, `category:leave` or `kategori:cuti`: taken out of them, to show as chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

NAMES = {
    "category": ("category", "kategori"), "language": ("language", "bahasa"), "audience": ("readers", "pembaca"),
    "fresh": ("reviewed", "ditinjau"),
}  # fmt: skip
"""What a filter is called as one types, in every language: who reads the interface in one may think in another."""
_TYPED = re.compile(r"(?:(?<=\s)|^)([^\W\d_]+):(\S+)(?=\s)")

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""Of each filter what can be chosen: (key, words)."""


def taken_out(typed: str, choices: Choices) -> tuple[str, dict[str, str]]:
    """The words without the filters among them, and these by name. A filter ends with a space, and means the choice
    with this key, or the first whose words begin so; what means none stays a word, and so does all where nothing else
    is looked for."""
    found: dict[str, str] = {}

    def meant(match: re.Match[str]) -> str:
        name = next((name for name, words in NAMES.items() if match[1].casefold() in words), "")
        value = match[2].casefold()
        every = choices.get(name, ())
        key = next((key for key, _ in every if key.casefold() == value), "")
        key = key or next((key for key, words in every if words.casefold().startswith(value)), "")
        if key:
            found[name] = key
        return "" if key else match[0]

    left = " ".join(_TYPED.sub(meant, typed).split())
    if not found or not left:
        return typed, {}
    return (f"{left} " if typed.endswith(" ") else left), found
