"""Text as people type it and as the database takes it."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000  # characters of one message: far above any answer, far below the megabyte a push may carry
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """The text without NUL and lone surrogates, which no PostgreSQL text can hold."""
    return _NOT_STORABLE.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing was said. The same characters are trimmed by `portal.is_blank`."""
    return not text.strip(" \t\r\n\u00a0")


def without_accents(text: str) -> str:
    """`José` as `Jose`: compatible letters in their plain form, the marks on them left out."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text)
    for mark in filter(unicodedata.combining, set(text)):  # mostly none: cheaper than asking each letter
        text = text.replace(mark, "")
    return text
