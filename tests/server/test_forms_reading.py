"""Forms as people write them: what is read, and what is said of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from sigap_server.file_errors import FileErrors
from sigap_server.forms import check_folder, read_folder

GOOD = """\
key: sample
version: 2
team: hr
icon: question
category: work
title: {id: Contoh, en: Sample}
about: {id: Sebuah contoh, en: A sample}
promise: {first_response_hours: 4}
subject: {answer: name}
pages:
  - key: only
    title: {id: Isian, en: Fields}
    fields:
      - key: name
        type: short_text
        label: {id: Nama, en: Name}
        required: true
      - key: kind
        type: choice
        label: {id: Jenis, en: Kind}
        options:
          - {key: one, label: {id: Satu, en: One}}
          - {key: two, label: {id: Dua, en: Two}}
      - key: lines
        type: table
        label: {id: Baris, en: Lines}
        show: {eq: [{answer: kind}, {const: two}]}
        columns:
          - {key: amount, type: money, label: {id: Jumlah, en: Amount}, min: 1}
route:
  - [{eq: [{answer: kind}, {const: two}]}, finance]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def mistakes(folder: Path, *changes: tuple[str, str]) -> list[tuple[int | None, str, str]]:
    """What is said of the good form with these words changed: line, field, expected."""
    text = GOOD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after, 1)
    (folder / "sample.yaml").write_text(text, encoding="utf-8")
    return [(error.line, error.field, error.expected) for error in check_folder(folder, teams={"hr", "finance"})]


def test_a_good_form_is_read_with_its_settings_filled_in(folder: Path) -> None:
    assert mistakes(folder) == []
    (form,) = read_folder(folder)
    assert (form.form, form.version, form.team, form.offered) == ("sample", 2, "hr", True)
    fields = form.definition["pages"][0]["fields"]
    assert (fields[0]["max"], fields[1]["style"], fields[2]["columns"][0]["currency"]) == (200, "list", "IDR")
    assert [each["key"] for each in form.definition["fields"]] == ["name", "kind", "lines"]


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "expected"),
    [
        ("version: 2", "version: two", 2, "version", "a whole number"),
        ("team: hr\n", "", 1, "team", "this field"),
        ("team: hr", "team: sales", 3, "team", "one of finance, hr"),
        ("category: work", "category: fun", 5, "category", "'leave', 'benefits'"),
        ("en: Sample}", "en: ''}", 6, "title.en", "some text"),
        ("key: sample", "key: other", 1, "key", "the name of the file, sample"),
        ("first_response_hours: 4", "first_response_hours: 0", 8, "promise.first_response_hours", "a number from 1"),
        ("subject: {answer: name}", "subject: {answer: gone}", 9, "subject.answer", 'there is no "gone"'),
        ("type: short_text", "type: telepathy", 15, "pages[0].fields[0].type", "one of short_text"),
        ("required: true", "requierd: true", 17, "pages[0].fields[0].requierd", "no field of this name"),
        ("required: true", "max: many", 17, "pages[0].fields[0].max", "a whole number"),
        ("required: true", 'max: "5"', 17, "pages[0].fields[0].max", "a whole number"),
        (
            "{key: one, label: {id: Satu, en: One}}",
            "{key: two, label: {id: Satu, en: One}}",
            23,
            "pages[0].fields[1].options[1].key",
            '"two" is there already',
        ),
        (
            "{key: two, label: {id: Dua, en: Two}}",
            "{key: two}",
            23,
            "pages[0].fields[1].options[1].label",
            "this field",
        ),
        (
            "{const: two}]}\n        columns",
            "{const: three}]}\n        columns",
            27,
            "pages[0].fields[2].show.eq[1]",
            "one of one, two",
        ),
        ("min: 1}", "min: 1.5}", 29, "pages[0].fields[2].columns[0].min", "a whole number"),
        ("min: 1}", "show: {}}", 29, "pages[0].fields[2].columns[0].show", "nothing: a column has"),
        ("type: money", "type: file", 29, "pages[0].fields[2].columns[0].type", "one of short_text"),
        ("finance]", "sales]", 31, "route[0][1]", "one of finance, hr"),
        (
            "{answer: kind}, {const: two}]}, finance",
            "{answer: kind}, {const: 2}]}, finance",
            31,
            "route[0][0].eq[1]",
            "one of one, two",
        ),
    ],
)
def test_a_mistake_is_told_with_line_field_and_what_was_expected(
    folder: Path, before: str, after: str, line: int, field: str, expected: str
) -> None:
    ((found_line, found_field, found),) = mistakes(folder, (before, after))
    assert (found_line, found_field) == (line, field)
    assert expected in found


def test_several_mistakes_are_told_at_once(folder: Path) -> None:
    found = mistakes(
        folder, ("required: true", "requierd: true"), ("type: money", "type: file"), ("team: hr", "team: sales")
    )
    assert [line for line, _, _ in found] == [3, 17, 29]


def test_a_file_that_is_no_yaml_is_told_with_its_line(folder: Path) -> None:
    ((line, field, expected),) = mistakes(folder, ("{id: Contoh, en: Sample}", "{id: Contoh, en: Sample"))
    assert (line, field) == (7, "")
    assert expected.startswith("YAML")


def test_of_a_folder_with_one_mistake_nothing_is_read(folder: Path) -> None:
    mistakes(folder)
    (folder / "other.yaml").write_text(
        GOOD.replace("key: sample", "key: other").replace("work", "fun"), encoding="utf-8"
    )
    with pytest.raises(FileErrors) as refused:
        read_folder(folder)
    assert [error.path.name for error in refused.value.errors] == ["other.yaml"]


def test_an_article_that_is_not_there_is_told(folder: Path) -> None:
    (folder / "sample.yaml").write_text(GOOD + "articles: [annual-leave, gone]\n", encoding="utf-8")
    (error,) = check_folder(folder, articles={"annual-leave"})
    assert (error.field, error.expected) == ("articles[1]", "the id of an article")


def test_what_looks_like_a_time_or_a_no_stays_text(folder: Path) -> None:
    """YAML 1.1 would make 09:30 a number and `no` false."""
    changes = (("{key: one,", "{key: no,"), ("{id: Satu, en: One}", "{id: 09:30, en: 09:30}"))
    assert mistakes(folder, *changes) == []
    (form,) = read_folder(folder)
    assert form.definition["pages"][0]["fields"][1]["options"][0] == {
        "key": "no",
        "label": {"id": "09:30", "en": "09:30"},
    }
