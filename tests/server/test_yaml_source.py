"""YAML that people write means what it looks like, and a mistake in it has a line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sigap_server.file_errors import FileErrors
from sigap_server.yaml_source import read_yaml


def written(folder: Path, text: str) -> Path:
    (folder / "file.yaml").write_text(text, encoding="utf-8")
    return folder / "file.yaml"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:30", "12:30"),
        ("2026-12-25", "2026-12-25"),
        ("no", "no"),
        ("0811", "0811"),
        ("1_000", "1_000"),
        ("7", 7),
        ("-5", -5),
        ("2.5", 2.5),
        ("true", True),
        ("null", None),
        ("", None),
        ('"7"', "7"),
    ],
)
def test_only_plain_numbers_and_truth_are_more_than_text(tmp_path: Path, text: str, value: Any) -> None:
    assert read_yaml(written(tmp_path, f"field: {text}\n")).data == {"field": value}


def test_each_field_has_its_line(tmp_path: Path) -> None:
    source = read_yaml(written(tmp_path, "# about\na:\n  b:\n    - 1\n    - c: 2\n"))
    assert [source.error(at, "x").line for at in (("a",), ("a", "b", 1), ("a", "b", 1, "c"), ("a", "missing"))] == [
        2,
        5,
        5,
        2,
    ]
    assert str(source.error(("a", "b", 1, "c"), "a date")) == f"{tmp_path / 'file.yaml'}:5: a.b[1].c: expected a date"


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a: [1\n", 2, ""),
        ("a: 1\nb: 2\na: 3\n", 3, "a"),
        ("a:\n  - b: 1\n    b: 2\n", 3, "a[0].b"),
        ("a: 1\n---\nb: 2\n", 2, ""),
        ("a: !!python/object:os.system x\n", 1, ""),
        ("? [a]\n: 1\n", 1, ""),
        ("a: *nowhere\n", 1, ""),
        ("# nothing\n", 1, ""),
        ("~\n", 1, ""),
    ],
)
def test_what_is_no_document_is_told_with_its_line(tmp_path: Path, text: str, line: int, field: str) -> None:
    with pytest.raises(FileErrors) as raised:
        read_yaml(written(tmp_path, text))
    assert [(error.line, error.field) for error in raised.value.errors] == [(line, field)]


def test_a_part_that_contains_itself_does_not_hang(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "a: &a\n  b: *a\n")).lines[("a", "b")] == 2
