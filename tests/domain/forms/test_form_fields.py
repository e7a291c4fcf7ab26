"""Each type of field: what it takes, what it makes of what is typed, how it reads."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.forms.answers import cleaned, judge, sentences, subject
from desktop_app.domain.forms.fields import BY_NAME, TYPES
from desktop_app.domain.forms.schema import REASONS
from tests.domain.forms.answer_cases import AGREE, AGREED, FILE, REFUSED
from tests.domain.forms.form_builder import CONTEXT, field, form


def name_of(kind: str, key: str) -> str:
    return f"{kind} {key.title()}"


def one(type: str, **more: Any) -> dict[str, Any]:
    return form(field("x", type, **more))


def judged(type: str, answer: Any, **more: Any) -> str | None:
    """The reason an answer is refused for."""
    problem = judge(one(type, **more), {"x": answer}, CONTEXT).problem
    return problem[1] if problem else None


@pytest.mark.parametrize(
    ("type", "more", "answer", "id", "en"),
    [
        ("short_text", {}, "Halo", "Halo", "Halo"),
        ("long_text", {}, "a\nb", "a\nb", "a\nb"),
        ("email", {}, "sari@nusantararempah.example", "sari@nusantararempah.example", "sari@nusantararempah.example"),
        ("phone", {}, "+62 21 5550 1100", "+62 21 5550 1100", "+62 21 5550 1100"),
        ("choice", {}, "two", "two", "two"),
        ("choices", {}, ["one", "three"], "one, three", "one, three"),
        ("yes_no", {}, False, "Tidak", "No"),
        ("date", {}, "2026-11-05", "5 November 2026", "5 November 2026"),
        ("date", {}, "2026-05-31", "31 Mei 2026", "31 May 2026"),
        (
            "date_range",
            {},
            {"from": "2026-08-01", "to": "2026-08-03"},
            "1 Agustus 2026 sampai 3 Agustus 2026",
            "1 August 2026 to 3 August 2026",
        ),
        ("date_range", {}, {"from": "2026-08-01", "to": "2026-08-01"}, "1 Agustus 2026", "1 August 2026"),
        ("time", {}, "09:30", "09.30", "09:30"),
        ("whole", {}, 1250, "1.250", "1,250"),
        ("decimal", {"scale": 2}, 125005, "1.250,05", "1,250.05"),
        ("decimal", {"scale": 2, "min": -100}, -5, "-0,05", "-0.05"),
        ("money", {}, 1250000, "Rp1.250.000", "Rp1,250,000"),
        ("money", {"currency": "USD"}, 1250, "US$12,50", "US$12.50"),
        ("person", {}, "sari", "person Sari", "person Sari"),
        ("team", {}, "hr", "team Hr", "team Hr"),
        ("place", {}, "jakarta-1", "place Jakarta-1", "place Jakarta-1"),
        ("file", {}, [FILE], "surat.pdf", "surat.pdf"),
        ("rating", {}, 4, "4 dari 5", "4 of 5"),
        ("consent", AGREE, True, "I agree", "I agree"),
        (
            "table",
            {},
            [{"what": "taxi", "amount": 5000}, {"amount": 7}],
            "what: taxi; amount: Rp5.000\namount: Rp7",
            "what: taxi; amount: Rp5,000\namount: Rp7",
        ),
    ],
)
def test_an_answer_reads_as_a_person_says_it(type: str, more: dict[str, Any], answer: Any, id: str, en: str) -> None:
    definition = one(type, **more)
    verdict = judge(definition, {"x": answer}, CONTEXT)
    assert verdict.problem is None
    for language, text in (("id", id), ("en", en)):
        (line,) = sentences(definition, verdict.kept, language, name_of)
        assert (line.page, line.label, line.text, line.field) == ("page", "x", text, "x")


def test_a_calculated_amount_is_worked_out_and_read() -> None:
    definition = form(
        field("lines", "table"),
        field("total", "calculated", calculate={"sum": ["lines", "amount"]}, result="money"),
        field(
            "each",
            "calculated",
            calculate={"divide": [{"answer": "total"}, {"count": "lines"}, "half_up"]},
            result="money",
        ),
    )
    kept = judge(definition, {"lines": [{"amount": 10000}, {}, {"amount": 5001}]}, CONTEXT).kept
    assert kept == {"lines": [{"amount": 10000}, {"amount": 5001}], "total": 15001, "each": 7501}
    assert [line.text for line in sentences(definition, kept, "id")][1:] == ["Rp15.001", "Rp7.501"]


@pytest.mark.parametrize(("type", "more", "answer", "reason"), REFUSED)
def test_an_answer_the_type_does_not_take_is_refused_with_the_reason(
    type: str, more: dict[str, Any], answer: Any, reason: str
) -> None:
    assert judged(type, answer, **more) == reason
    assert reason in REASONS
    definition = one(type, **more)
    assert BY_NAME[type].wrong(definition["pages"][0]["fields"][0], answer) == reason


def test_a_wrong_cell_is_named_by_its_line_and_column() -> None:
    lines = [{"amount": 5}, {}, {"amount": "many"}]
    assert judge(one("table"), {"x": lines}, CONTEXT).problem == ("x/2/amount", "not_a_number")


@pytest.mark.parametrize("blank", [None, "", " \u00a0\n", [], {}])
def test_nothing_is_no_answer_of_any_type(blank: Any) -> None:
    for each in TYPES:
        if each.asks:
            definition = one(each.name, **(AGREE if each.name == "consent" else {}))
            assert judge(definition, {"x": blank}, CONTEXT) == judge(definition, {}, CONTEXT)


def test_not_agreeing_is_no_answer() -> None:
    assert judged("consent", False, **AGREE) is None
    assert judged("consent", False, required=True, **AGREE) == "required"


def test_agreement_is_kept_with_its_text_and_version() -> None:
    assert judge(one("consent", **AGREE), {"x": True}, CONTEXT).kept == {"x": AGREED}


@pytest.mark.parametrize(
    ("type", "more", "typed", "language", "answer"),
    [
        ("short_text", {}, "  Slip\ngaji\x00 ", "id", "Slip gaji"),
        ("long_text", {}, " a\nb \n", "id", "a\nb"),
        ("email", {}, " sari@x.example ", "id", "sari@x.example"),
        ("whole", {}, "1.250", "id", 1250),
        ("whole", {}, "1,250", "en", 1250),
        ("whole", {}, "1.250", "en", "1.250"),
        ("whole", {}, "450 ribu", "id", "450 ribu"),
        ("whole", {}, "12.50", "id", "12.50"),
        ("decimal", {}, "12,5", "id", 1250),
        ("decimal", {}, "12.5", "en", 1250),
        ("decimal", {}, "0,125", "id", "0,125"),
        ("money", {}, "Rp450.000", "id", 450000),
        ("money", {}, "450.000,00", "id", 450000),
        ("money", {}, "IDR 450,000", "en", 450000),
        ("money", {"currency": "USD"}, "US$12.5", "en", 1250),
        ("money", {}, 450000, "id", 450000),
        ("date", {}, "5/11/2026", "id", "2026-11-05"),
        ("date", {}, "besok", "id", "besok"),
        ("date_range", {}, {"from": "5-11-2026", "to": "2026-11-06"}, "id", {"from": "2026-11-05", "to": "2026-11-06"}),
        ("time", {}, "9.30", "id", "09:30"),
        (
            "table",
            {},
            [{"what": " taxi ", "amount": "5.000", "zz": 1}],
            "id",
            [{"what": "taxi", "amount": 5000, "zz": 1}],
        ),
        ("choice", {}, "two", "id", "two"),
        ("yes_no", {}, True, "id", True),
    ],
)
def test_what_is_typed_becomes_an_answer_or_stays_as_it_is(
    type: str, more: dict[str, Any], typed: Any, language: str, answer: Any
) -> None:
    assert cleaned(one(type, **more), {"x": typed}, language) == {"x": answer}


def test_a_subject_is_an_answer_or_words_around_one_or_the_title() -> None:
    plain = form(field("x"), subject={"answer": "x"})
    around = form(
        field("x", "choice"), subject={"text": {"id": "Cuti: {answer}", "en": "Leave: {answer}"}, "answer": "x"}
    )
    assert subject(plain, {"x": "Slip\n  gaji"}, "id") == "Slip gaji"
    assert (subject(around, {"x": "two"}, "id"), subject(around, {"x": "two"}, "en")) == ("Cuti: two", "Leave: two")
    assert subject(around, {}, "id") == "Sample"
    assert subject(form(field("x")), {}, "en") == "Sample"


def test_a_subject_is_never_too_long_to_send() -> None:
    definition = form(field("x", max=1000), subject={"answer": "x"})
    assert len(subject(definition, {"x": "x" * 900}, "id")) == 200
