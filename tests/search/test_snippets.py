"""The piece of text under a hit."""

from __future__ import annotations

import random

import pytest

from desktop_app.search.snippets import WIDTH, Sought, snippet

SENTENCE = "Surat dokter diperlukan mulai hari kedua."
LONG = "Pendahuluan yang panjang sekali tentang hal lain. " * 20 + SENTENCE + " Lalu penutup yang panjang. " * 20


def test_words_are_marked_whole_and_only_whole() -> None:
    assert snippet("Upah, upahan dan UPAH.", [Sought(("upah",))]) == "<b>Upah</b>, upahan dan <b>UPAH</b>."


def test_a_word_that_is_still_typed_marks_all_that_begin_so() -> None:
    assert snippet("Upah, upahan, diupah.", [Sought((), "upa")]) == "<b>Upah</b>, <b>upahan</b>, diupah."


def test_neighbours_are_one_mark() -> None:
    assert snippet("Cuti melahirkan, cuti.", [Sought(("cuti",)), Sought(("melahirkan",))]) == (
        "<b>Cuti melahirkan</b>, <b>cuti</b>."
    )


def test_it_begins_at_the_sentence_that_answers_and_says_that_there_is_more() -> None:
    found = snippet(LONG, [Sought(("dokter",)), Sought(("kedua",))])

    assert found.startswith("…Surat <b>dokter</b> diperlukan mulai hari <b>kedua</b>. Lalu")
    assert found.endswith("…")


def test_the_place_with_the_most_words_wins_over_the_first() -> None:
    text = "dokter " + "kata lain " * 40 + "surat dokter resmi " + "kata lain " * 40

    assert "<b>surat dokter</b>" in snippet(text, [Sought(("surat",)), Sought(("dokter",))])


def test_without_a_mark_it_is_the_beginning() -> None:
    assert snippet(SENTENCE, [Sought(("tidak",))]) == SENTENCE
    assert snippet("", [Sought(("tidak",))]) == ""


def test_what_the_text_says_is_escaped() -> None:
    assert snippet("<script>a & b</script>", [Sought(("a",))]) == "&lt;script&gt;<b>a</b> &amp; b&lt;/script&gt;"


def test_letters_that_grow_when_they_become_small_move_no_mark() -> None:
    assert snippet("İİİ Upah", [Sought(("upah",))]) == "İİİ <b>Upah</b>"


@pytest.mark.parametrize("text", ["a" * 1000, "a " * 500, "upah" * 300, ("x" * 170 + " upah ") * 5])
def test_it_is_never_much_longer_than_its_width(text: str) -> None:
    found = snippet(text, [Sought(("upah",), "up")]).replace("<b>", "").replace("</b>", "")

    assert len(found) <= WIDTH + 2


def test_without_the_marks_it_is_a_piece_of_the_text(chance: random.Random) -> None:
    words = ["upah", "cuti", "Dokter", "dan", "kedua.", "x"]
    for _ in range(300):
        text = " ".join(chance.choices(words, k=chance.randrange(80)))
        sought = [Sought((word.lower(),), word[:2].lower()) for word in chance.sample(["upah", "cuti", "Dokter"], 2)]
        found = snippet(text, sought).replace("<b>", "").replace("</b>", "").strip("…")
        assert found in text
