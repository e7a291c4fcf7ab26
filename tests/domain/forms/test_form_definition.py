"""What cannot be published, and what publishing makes of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.domain.forms.definition import DefinitionFaults, publish
from tests.domain.forms.form_builder import field, form, page, texts, written

FIELDS = (
    field("text"), field("n", "whole"), field("money", "money"), field("one", "choice"), field("some", "choices"),
    field("day", "date"), field("span", "date_range"), field("yes", "yes_no"), field("lines", "table"),
    field("who", "person"), field("proof", "file"), field("note", "fixed_text", text=texts("Read this")),
)  # fmt: skip


def faults(definition: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    with pytest.raises(DefinitionFaults) as refused:
        publish(definition)
    return [(fault.path, fault.expected) for fault in refused.value.faults]


def about(condition: Any) -> str:
    """What is said of a condition that cannot be published; it stands on the last field."""
    (found,) = faults(written(*FIELDS, field("last", show=condition)))
    return found[1]


def answer(key: str) -> dict[str, str]:
    return {"answer": key}


def nested(depth: int) -> dict[str, Any]:
    return {"answered": answer("text")} if depth == 1 else {"not": nested(depth - 1)}


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ({"all": []}, "at least one condition"),
        ({"any": []}, "at least one condition"),
        ({"like": [answer("text"), {"const": "x"}]}, "one condition: all, any"),
        ({}, "one condition: all, any"),
        ("day > today", "one condition: all, any"),
        ({"eq": [{"sqrt": 4}, {"const": 2}]}, "one operand: answer"),
        ({"eq": [answer("gone"), {"const": "x"}]}, 'there is no "gone"'),
        ({"answered": answer("note")}, 'there is no "note"'),
        ({"eq": [answer("one"), {"const": "four"}]}, "one of one, two, three"),
        ({"in": [answer("one"), ["one", "four"]]}, "one of one, two, three"),
        ({"has_any": [answer("some"), ["four"]]}, "one of one, two, three"),
        ({"has_any": [answer("one"), ["one"]]}, "several choices for has_any"),
        ({"in": [answer("some"), ["one"]]}, "several choices for has_any"),
        ({"eq": [answer("n"), {"const": "5"}]}, "a number"),
        ({"eq": [answer("n"), {"const": True}]}, "a number"),
        ({"gt": [answer("n"), {"const": 1.5}]}, "a whole number, a text, true or false"),
        ({"eq": [answer("yes"), {"const": 1}]}, "true or false"),
        ({"lt": [answer("yes"), {"const": True}]}, 'something that "lt" can compare'),
        ({"eq": [answer("day"), {"const": "2026-02-30"}]}, "a date"),
        ({"eq": [answer("day"), answer("text")]}, "two of a kind, not a date and a text"),
        ({"gt": [answer("money"), answer("n")]}, "two of a kind, not a number (IDR) and a number"),
        ({"eq": [answer("who"), {"context": "me.team"}]}, "two of a kind, not a person and a team"),
        ({"eq": [answer("span"), {"const": "2026-01-01"}]}, 'something that "eq" can compare'),
        ({"eq": [{"const": 1}, {"const": 1}]}, "an answer on at least one side"),
        ({"eq": [{"context": "me.kind"}, {"const": "boss"}]}, "one of employee, new hire"),
        ({"eq": [{"context": "now"}, {"const": "x"}]}, "one of today, me.site"),
        ({"eq": [{"cell": "amount"}, {"const": 1}]}, "a cell only inside any_line or every_line"),
        ({"any_line": ["text", {"answered": {"cell": "what"}}]}, 'a table: "text" is none'),
        ({"any_line": ["lines", {"answered": {"cell": "gone"}}]}, "one of what, amount"),
        ({"every_line": ["lines", {"answered": {"cell": "what"}}]}, "that there are lines"),
        ({"gt": [{"count": "text"}, {"const": 1}]}, "a table, several choices or files to count"),
        ({"gt": [{"sum": ["lines", "what"]}, {"const": 1}]}, "a column of numbers"),
        ({"gt": [{"days": [answer("day"), answer("n")]}, {"const": 1}]}, "two dates"),
        ({"gt": [{"add": [answer("n"), answer("money")]}, {"const": 1}]}, "numbers of the same unit"),
        ({"gt": [{"multiply": [answer("money"), answer("money")]}, {"const": 1}]}, "one amount times plain numbers"),
        ({"gt": [{"divide": [answer("n"), {"const": 2}, "nearest"]}, {"const": 1}]}, "how to round"),
        ({"gt": [{"add": [answer("n")]}, {"const": 1}]}, "a list of 2 to 20"),
        ({"eq": [{"part": ["span", "middle"]}, {"context": "today"}]}, "a date range, from or to"),
        ({"eq": [answer("text"), {"const": "a"}, {"const": "b"}]}, "a list of two"),
        (nested(6), "conditions at most 5 deep"),
    ],
    ids=str,
)
def test_a_condition_that_is_not_well_formed_cannot_be_published(condition: Any, said: str) -> None:
    assert said in about(condition)


def test_every_line_is_fine_beside_a_guard_that_there_are_lines() -> None:
    for guard in ({"answered": answer("lines")}, {"ge": [{"count": "lines"}, {"const": 1}]}):
        form(*FIELDS, field("last", show={"all": [guard, {"every_line": ["lines", {"answered": {"cell": "what"}}]}]}))


def test_two_hundred_conditions_are_the_most() -> None:
    many = {"all": [{"answered": answer("text")}] * 199}
    form(*FIELDS, field("last", show=many))
    assert "at most 200" in about({"all": [*many["all"], {"answered": answer("text")}]})


def test_a_circle_of_conditions_is_named() -> None:
    circle = [
        field(key, "yes_no", show={"eq": [answer(on), {"const": True}]})
        for key, on in (("a", "b"), ("b", "c"), ("c", "a"))
    ]
    ((_, said),) = faults(written(field("free"), *circle))
    assert "a → b → c → a" in said


def test_a_field_that_looks_at_itself_is_a_circle() -> None:
    ((_, said),) = faults(written(field("a", show={"answered": answer("a")})))
    assert "a → a" in said


def test_a_field_is_evaluated_behind_all_it_looks_at_wherever_it_stands() -> None:
    total = field("total", "calculated", calculate={"sum": ["lines", "amount"]}, result="money")
    definition = form(page(total, key="first"), page(field("lines", "table"), key="second"))
    assert [each["key"] for each in definition["fields"]] == ["lines", "total"]
    assert [each["key"] for each in definition["pages"][0]["fields"]] == ["total"]


def test_the_show_of_a_page_holds_for_its_fields() -> None:
    yes, shown = {"eq": [answer("more"), {"const": True}]}, {"answered": answer("first")}
    definition = form(
        page(field("more", "yes_no"), field("first"), key="one"),
        page(field("plain"), field("own", show=shown), key="two", show=yes),
    )
    compiled = {each["key"]: each.get("show") for each in definition["fields"]}
    assert compiled == {"more": None, "first": None, "plain": yes, "own": {"all": [yes, shown]}}


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"label": {"id": "Nama", "en": ""}}, ("label", "en")),
        ({"help": {"id": "Nama"}}, ("help", "en")),
        ({"warn": [[{"answered": answer("text")}, {"en": "Sure?"}]]}, ("warn", 0, 1, "id")),
    ],
)
def test_a_text_missing_in_one_language_cannot_be_published(part: dict[str, Any], path: tuple[str | int, ...]) -> None:
    ((found, _),) = faults(written({**field("text"), **part}))
    assert found == ("pages", 0, "fields", 0, *path)


def test_an_option_without_a_label_in_one_language_cannot_be_published() -> None:
    options = [{"key": "one", "label": {"id": "Satu"}}]
    ((path, _),) = faults(written(field("one", "choice", options=options)))
    assert path[-3:] == (0, "label", "en")


@pytest.mark.parametrize(
    ("each", "said"),
    [
        (field("Name"), "small letters"),
        (field("confirmed"), "small letters"),
        (field("x", "telepathy"), "one of short_text"),
        (field("x", "choice", options=[]), "at least one option"),
        (field("x", "whole", min=5, max=1), "a number from"),
        (field("x", "money", currency="DOGE"), "one of IDR"),
        (field("x", "file", types=[".pdf"]), "endings of names"),
        (field("x", "whole", default="5"), "an answer the field takes (not_a_number)"),
        (field("x", "table", columns=[field("a", "table")]), "one of short_text"),
        (field("x", "table", columns=[field("a"), field("a")]), "is there already"),
        (field("x", "fixed_text", text=texts("t"), required=True), "nobody answers"),
        (field("x", "calculated", calculate={"answer": "x"}, default=1), "nobody answers"),
        (field("x", suggest={"context": "today"}), "something the field takes"),
        (field("x", "calculated", calculate={"context": "today"}), "comes to a number"),
    ],
)
def test_a_field_that_is_not_well_formed_cannot_be_published(each: dict[str, Any], said: str) -> None:
    assert any(said in expected for _, expected in faults(written(each)))


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"key": "Not A Key"}, ("key",)),
        ({"subject": {"answer": "gone"}}, ("subject", "answer")),
        ({"subject": {"text": texts("About {answer}")}}, ("subject", "text", "id")),
        ({"priority": [[{"answered": answer("text")}, "emergency"]]}, ("priority", 0, 1)),
        ({"approvals": [[True, "boss"]]}, ("approvals", 0, 1)),
        ({"route": [[{"answered": answer("gone")}, "it"]]}, ("route", 0, 0, "answered", "answer")),
    ],
)
def test_a_form_with_a_wrong_part_cannot_be_published(part: dict[str, Any], path: tuple[str | int, ...]) -> None:
    assert path in [found for found, _ in faults(written(field("text"), **part))]


def test_two_fields_with_one_key_cannot_be_published_even_on_two_pages() -> None:
    ((path, _),) = faults(written(page(field("a"), key="one"), page(field("a"), key="two")))
    assert path == ("pages", 1, "fields", 0, "key")


def test_an_emergency_is_the_first_priority() -> None:
    declared = {"when": {"eq": [answer("danger"), {"const": True}]}, "call": "safety", "text": texts("Call first")}
    definition = form(
        field("danger", "yes_no"), emergency=declared, priority=[[{"answered": answer("danger")}, "high"]]
    )
    assert [word for _, word in definition["priority"]] == ["emergency", "high"]


def test_all_that_is_wrong_is_said_at_once() -> None:
    found = faults(written(field("A"), field("b", "choice", options=[]), title={"id": "Judul"}))
    assert len(found) == 3
