"""Small numbers as words, as a sentence says them: satu terlambat, dua untuk hari ini."""

from __future__ import annotations

from desktop_app.catalogue import Catalogue, _
from desktop_app.wording import number

_WORDS = (
    _("none"), _("one"), _("two"), _("three"), _("four"), _("five"), _("six"), _("seven"), _("eight"), _("nine"),
    _("ten"), _("eleven"), _("twelve"),
)  # fmt: skip


def counted(n: int, text: Catalogue) -> str:
    """In words up to twelve, then in figures."""
    return text(_WORDS[n]) if 0 <= n < len(_WORDS) else number(n)


def sentence_case(words: str) -> str:
    """With a capital at the beginning."""
    return words[:1].upper() + words[1:]
