"""Terms that are misspelt in a text."""

from __future__ import annotations

from desktop_app.domain.knowledge.glossary import Concept
from desktop_app.search.terms import misspelt

GLOSSARY = [Concept({"id": ("penggantian biaya", "reimburse"), "en": ("reimbursement", "expense claim")})]
KNOWN = {"kirim", "untuk", "kuitansi", "bensin"}


def test_a_misspelt_term_is_found_with_the_term_that_is_meant() -> None:
    found = misspelt("Kirim kuitansi untuk pengganitan bensin.", "id", GLOSSARY, KNOWN)

    assert [(each.word, each.term) for each in found] == [("pengganitan", "penggantian")]
    assert (found[0].start, found[0].end) == (21, 32)


def test_names_code_addresses_and_words_that_are_known_are_left_alone() -> None:
    text = "Kirim ke Penggantan, `pengganitan`, https://pengganitan.example dan [x](sigap://article/pengganitan)."

    assert misspelt(text, "id", GLOSSARY, KNOWN) == ()
