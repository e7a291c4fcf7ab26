"""The language of a text."""

from __future__ import annotations

import pytest

from desktop_app.domain.knowledge.language import STOP_WORDS, detect
from desktop_app.domain.languages import CODES


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Cuti diberikan kepada karyawan yang sudah bekerja, dan harus diajukan dari awal.", "id"),
        ("Leave is given to those who have worked, and must be asked for in advance.", "en"),
        ("Upload file ke SharePoint, lalu klik share untuk tim yang perlu.", "id"),
    ],
)
def test_the_small_words_decide(text: str, language: str) -> None:
    assert detect(text, "xx") == language


@pytest.mark.parametrize("text", ["", "1234", "Lorem ipsum", "yang the"])
def test_without_a_majority_it_is_the_default(text: str) -> None:
    assert detect(text, "en") == "en"
    assert detect(text, "id") == "id"


def test_every_language_of_the_content_has_its_small_words_and_shares_none() -> None:
    assert set(STOP_WORDS) == set(CODES)
    assert not frozenset.intersection(*STOP_WORDS.values())
