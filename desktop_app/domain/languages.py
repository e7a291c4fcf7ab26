"""The languages the content is written in, and the analyzer that finds the stem of a word in each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Language:
    """A language: ISO 639-1 code, name in itself and in each language, stemmer (`sastrawi` or one of Snowball's)."""

    code: str
    native: str
    names: dict[str, str]
    stemmer: Literal["sastrawi", "english"]


LANGUAGES = (
    Language("id", "Indonesia", {"id": "Indonesia", "en": "Indonesian"}, "sastrawi"),
    Language("en", "English", {"id": "Inggris", "en": "English"}, "english"),
)
CODES = tuple(language.code for language in LANGUAGES)
