"""The fields at the head of a Markdown page, also where they are not quite YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

_FIELD = re.compile(r"([A-Za-z_][\w-]*):[ \t]*(.*)")


@dataclass(frozen=True)
class FrontMatter:
    """Fields, the body behind them and the line it begins on; what was wrong (empty: nothing) and on which line."""

    fields: dict[str, Any]
    body: str
    first_line: int = 1
    wrong: str = ""
    line: int = 1


def read(text: str) -> FrontMatter:
    """Reads the head of a page. Broken YAML is read line by line; without an end or without a field all is body."""
    handler = YAMLHandler()
    if not text.startswith("---") or not handler.detect(text):
        return FrontMatter({}, text)
    try:
        source, body = handler.split(text)
    except ValueError:
        return FrontMatter({}, text, wrong="no end")
    wrong, line = "", 1
    try:
        fields = handler.load(source)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        wrong, line = getattr(error, "problem", "") or "not YAML", 1 + (mark.line if mark else 0)
        found = (_FIELD.match(one) for one in source.splitlines())
        fields = {one[1]: one[2].strip().strip("\"'") for one in found if one}
    if fields is None:
        fields = {}
    if not isinstance(fields, dict) or (wrong and not fields):
        return FrontMatter({}, text, wrong="no fields")
    first_line = text.count("\n", 0, len(text) - len(body)) + 1
    return FrontMatter({str(key): value for key, value in fields.items()}, body, first_line, wrong, line)
