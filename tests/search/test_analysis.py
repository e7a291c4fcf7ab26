"""Words, stems and keys."""

from __future__ import annotations

import pytest

from desktop_app.search.analysis import LONGEST_WORD, Vocabulary, vocabulary_of, weight, words


def test_words_are_folded_without_accents_and_cut() -> None:
    assert words("Résumé, STRASSE & straße; x_1") == ["resume", "strasse", "strasse", "x_1"]
    assert words("a" * 100) == ["a" * LONGEST_WORD]


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        (("melahirkan", "kelahiran", "dilahirkan", "lahir"), "lahir"),
        (("pembayaran", "membayarkan", "dibayar", "pembayar"), "bayar"),
        (("menyewa", "penyewaan", "disewakan"), "sewa"),
        (("memukul", "pemukul"), "pukul"),
        (("pekerjaan", "bekerja", "pekerja", "mengerjakan"), "kerja"),
    ],
)
def test_indonesian_affixes_lead_to_one_stem(forms: tuple[str, ...], stem: str) -> None:
    vocabulary = Vocabulary("id")

    assert {vocabulary.stem(form) for form in forms} == {stem}


def test_english_endings_lead_to_one_stem() -> None:
    vocabulary = Vocabulary("en")

    assert len({vocabulary.stem(form) for form in ("reimburse", "reimbursed", "reimbursement", "reimburses")}) == 1


def test_a_word_is_found_by_its_stem_its_first_letters_and_itself() -> None:
    assert set(Vocabulary("xx").keys("upahan")) == {b"supahan", b"gup", b"gupa", b"gupah", b"wupahan"}
    assert set(Vocabulary("xx").keys("di")) == {b"sdi", b"gdi"}
    assert Vocabulary("xx").keys("x") == (b"sx",)


def test_a_word_is_found_by_a_stem_that_hides_behind_its_prefix() -> None:
    assert {b"gba", b"gbay", b"gbaya", b"wbayar"} <= set(Vocabulary("id").keys("pembayaran"))


def test_what_was_learned_needs_no_stemmer_again() -> None:
    vocabulary = Vocabulary("id", {"melahirkan": "xyz"})

    assert vocabulary.stem("melahirkan") == "xyz"


def test_only_words_of_articles_count_as_indexed() -> None:
    vocabulary = Vocabulary("id")
    vocabulary.keys("pembayaran")
    vocabulary.stem("melahirkan")

    assert vocabulary.indexed == {"pembayaran": "bayar"}


def test_languages_without_an_analyzer_share_one_vocabulary() -> None:
    assert [vocabulary_of(language) for language in ("id", "en", "fr", "")] == ["id", "en", "xx", "xx"]


def test_a_weight_fits_a_byte_rises_with_the_count_and_falls_with_the_length() -> None:
    assert all(1 <= weight(count, length) <= 255 for count in (1, 2, 50, 10**6) for length in (1, 100, 10**6))
    assert weight(1, 120) == 100
    assert weight(1, 100) < weight(2, 100) < weight(9, 100)
    assert weight(3, 50) > weight(3, 500)
