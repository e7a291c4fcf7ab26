"""Sizes that make one think: a file, a class or a room that outgrows them has found a second purpose."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("desktop_app", "sigap_server")
LARGEST_FILE = 500
LARGEST_CLASS = 350
MEDIAN_FILE = 120
NAMES_OF_NO_ROOM = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}


def files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def classes(path: Path) -> Iterator[tuple[str, int]]:
    """Each class of a file, with its number of lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_file_has_more_than_500_lines() -> None:
    grown = {str(path.relative_to(ROOT)): lines(path) for path in files(*CODE, "tests") if lines(path) > LARGEST_FILE}

    assert not grown


def test_no_class_has_more_than_350_lines() -> None:
    grown = {
        f"{path.relative_to(ROOT)}: {name}": size
        for path in files(*CODE)
        for name, size in classes(path)
        if size > LARGEST_CLASS
    }

    assert not grown


def test_the_median_file_is_below_120_lines() -> None:
    sizes = [lines(path) for path in files(*CODE) if lines(path)]

    assert statistics.median(sizes) < MEDIAN_FILE


def test_no_room_is_named_for_nothing() -> None:
    assert not [path for path in files(*CODE) if path.stem in NAMES_OF_NO_ROOM or path.parent.name in NAMES_OF_NO_ROOM]


def test_every_module_says_why_it_exists() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in files(*CODE)
        if lines(path) and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert not silent
