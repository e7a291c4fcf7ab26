"""Every reason the rules give has a sentence that says how to put the answer right."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.answer_reasons import reason
from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.schema import REASONS
from tests.domain.forms.form_builder import field, form, texts

NO_HAND_CAN_TYPE = {"not_text", "not_yes_no", "repeated", "not_a_file", "not_a_table"}
"""Reasons for what only a script can send: the general sentence will do."""


def sentence(language: str, why: str, written: dict[str, Any], where: str = "a") -> str:
    return reason(Catalogue.load(language), form(written), (where, why), language)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("why", [*sorted(set(REASONS) - NO_HAND_CAN_TYPE), "not_offered", "not_in_list"])
def test_a_reason_says_more_than_that_it_does_not_fit(language: str, why: str) -> None:
    general = Catalogue.load(language)("This answer does not fit the question.")
    written = field("a", "file") if why.startswith("file") else field("a", "money", min=1, max=1000)
    if why in ("too_few", "too_many"):
        written = field("a", "choices", min=1, max=2)
    if why == "too_short":
        written = field("a", "short_text", min=3)
    assert sentence(language, why, written) != general


@pytest.mark.parametrize(
    ("why", "written", "said"),
    [
        ("not_a_number", field("a", "money"), "Tulis dengan angka saja, misalnya 450.000."),
        ("not_a_number", field("a", "decimal"), "Tulis dengan angka saja, misalnya 1,50."),
        ("too_large", field("a", "money", max=1_000_000), "Paling banyak Rp1.000.000."),
        ("too_small", field("a", "whole", min=5, max=50), "Paling sedikit 5."),
        ("too_short", field("a", "short_text", min=16, max=16, format="digits"), "Harus 16 angka."),
        ("too_long", field("a", "long_text", max=2000), "Persingkat menjadi paling banyak 2.000 karakter."),
        ("required", field("a", "file"), "Tambahkan berkas."),
        ("required", field("a", "consent", text=texts("x"), version="1"), "Centang ini bila Anda setuju."),
        ("file_type", field("a", "file"), "Hanya jenis berkas ini yang dapat dipakai: PDF, JPG."),
        ("too_few", field("a", "table", min=2), "Isi sedikitnya 2 baris."),
    ],
)
def test_a_reason_names_what_was_expected(why: str, written: dict[str, Any], said: str) -> None:
    assert sentence("id", why, written) == said


def test_a_cell_of_a_table_is_told_by_its_own_column() -> None:
    written = field("a", "table")
    assert sentence("id", "not_a_number", written, "a/2/amount") == "Tulis dengan angka saja, misalnya 450.000."


def test_the_words_of_the_form_come_first() -> None:
    late = [[{"eq": [{"answer": "a"}, {"const": 1}]}, {"id": "Terlambat.", "en": "Too late."}]]
    written = field("a", "whole", refuse=late)
    assert sentence("id", "refuse/0", written) == "Terlambat."
    assert sentence("en", "refuse/0", written) == "Too late."


def test_a_question_the_form_does_not_have_is_said_so() -> None:
    assert reason(Catalogue.load("id"), {"pages": []}, ("nonsense", "unknown_field"), "id").startswith("Formulir ini")
