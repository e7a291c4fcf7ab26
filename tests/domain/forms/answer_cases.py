"""Answers that the types of field refuse, each with its reason: read by the tests of both sides."""

from __future__ import annotations

from typing import Any

from tests.domain.forms.form_builder import texts

FILE = {"sha256": "a" * 64, "name": "surat.pdf", "size": 1000}
AGREE: dict[str, Any] = {"text": texts("I agree"), "version": "1"}
AGREED = {"version": "1", "text": texts("I agree")}

REFUSED: tuple[tuple[str, dict[str, Any], Any, str], ...] = (
    ("short_text", {}, 7, "not_text"),
    ("short_text", {"max": 3}, "four", "too_long"),
    ("short_text", {"min": 2}, " a ", "too_short"),
    ("short_text", {}, "a\nb", "one_line"),
    ("short_text", {"format": "digits"}, "12a", "not_digits"),
    ("short_text", {"format": "digits"}, "١٢", "not_digits"),
    ("short_text", {}, "a\x00", "unreadable"),
    ("long_text", {}, "\ud800", "unreadable"),
    ("email", {}, "sari", "not_an_email"),
    ("email", {}, "a@b.id\n", "one_line"),
    ("phone", {}, "call me", "not_a_phone"),
    ("choice", {}, "four", "not_a_choice"),
    ("choice", {}, ["one"], "not_a_choice"),
    ("choice", {}, "One", "not_a_choice"),
    ("choices", {}, ["one", "one"], "repeated"),
    ("choices", {"min": 2}, ["one"], "too_few"),
    ("choices", {"max": 1}, ["one", "two"], "too_many"),
    ("choices", {}, [["one"]], "not_a_choice"),
    ("yes_no", {}, "yes", "not_yes_no"),
    ("yes_no", {}, 1, "not_yes_no"),
    ("date", {}, "2026-02-30", "not_a_date"),
    ("date", {}, "2026-1-1", "not_a_date"),
    ("date", {}, "20260101", "not_a_date"),
    ("date", {}, "٢٠٢٦-01-01", "not_a_date"),
    ("date_range", {}, {"from": "2026-01-01"}, "incomplete"),
    ("date_range", {}, {"from": "2026-01-02", "to": "2026-01-01"}, "backwards"),
    ("date_range", {}, {"since": "2026-01-02"}, "not_a_range"),
    ("date_range", {}, "2026-01-01", "not_a_range"),
    ("time", {}, "24:00", "not_a_time"),
    ("time", {}, "9:30", "not_a_time"),
    ("whole", {}, 1.0, "not_a_number"),
    ("whole", {}, True, "not_a_number"),
    ("whole", {}, "5", "not_a_number"),
    ("whole", {}, -1, "too_small"),
    ("whole", {"max": 5}, 6, "too_large"),
    ("money", {}, 10**16, "too_large"),
    ("money", {}, 12.5, "not_a_number"),
    ("rating", {}, 0, "too_small"),
    ("rating", {}, 6, "too_large"),
    ("person", {}, ["sari"], "not_a_reference"),
    ("place", {}, "x" * 101, "not_a_reference"),
    ("file", {}, "surat.pdf", "not_a_file"),
    ("file", {}, [{**FILE, "path": "/etc"}], "not_a_file"),
    ("file", {}, [{**FILE, "name": "../surat.pdf"}], "file_name"),
    ("file", {}, [{**FILE, "name": "a\\b.pdf"}], "file_name"),
    ("file", {}, [{**FILE, "name": "x" * 200 + ".pdf"}], "file_name"),
    ("file", {}, [{**FILE, "name": "surat.exe"}], "file_type"),
    ("file", {}, [{**FILE, "name": "surat"}], "file_type"),
    ("file", {}, [{**FILE, "size": 0}], "file_size"),
    ("file", {}, [{**FILE, "size": 5 * 2**30}], "file_size"),
    ("file", {"max_count": 1}, [FILE, FILE], "too_many"),
    ("consent", AGREE, "yes", "not_agreed"),
    ("consent", AGREE, {**AGREED, "version": "0"}, "not_agreed"),
    ("table", {}, [{"gone": 1}], "not_a_table"),
    ("table", {}, ["x"], "not_a_table"),
    ("table", {}, [{"what": "x"}], "required"),
    ("table", {"min": 2}, [{"amount": 1}], "too_few"),
    ("table", {"max": 1}, [{"amount": 1}, {"amount": 2}], "too_many"),
)
