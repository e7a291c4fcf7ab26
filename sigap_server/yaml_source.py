"""Reads YAML that people write: remembers the line of each field, and says what is wrong there.

Whole numbers, decimals, true, false and null are more than text; 12:00 does not become a number, nor NO a false.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sigap_server.file_errors import FileError, FileErrors
from sigap_server.text_source import read_text

Location = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

EXPECTED = {
    "missing": "this field",
    "missing_argument": "this field",
    "extra_forbidden": "no field of this name",
    "unexpected_keyword_argument": "no field of this name",
    "dataclass_type": "a mapping",
    "string_type": "text",
    "string_too_short": "some text",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "list_type": "a list",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
    "date_type": 'a date like "2026-12-25"',
    "date_parsing": 'a date like "2026-12-25"',
    "date_from_datetime_parsing": 'a date like "2026-12-25"',
}
"""What pydantic's kinds of mistake mean to the writer of the file."""

WITH_LIMITS = {
    "literal_error": "one of {expected}",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "greater_than_equal": "a number from {ge}",
    "less_than_equal": "a number up to {le}",
    "string_pattern_mismatch": "text of the pattern {pattern}",
    "value_error": "{error}",
}


class Strict(BaseModel):
    """A part of a file. A field that nobody knows is a mistake, a `ValueError` in a validator what was expected."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True, str_strip_whitespace=True)


class Words(Strict):
    """The same said in each language."""

    id: str = Field(min_length=1)
    en: str = Field(min_length=1)


def expected(error: Mapping[str, Any]) -> str:
    """What pydantic wanted, as the end of "expected …"."""
    kind, context = str(error["type"]), error.get("ctx", {})
    if kind in WITH_LIMITS:
        return WITH_LIMITS[kind].format(**context)
    return EXPECTED.get(kind, str(error["msg"]))


def dotted(location: Sequence[str | int]) -> str:
    """A location as the writer would say it: `week.mon[0]`."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location).lstrip(".")


@dataclass(frozen=True)
class YamlSource:
    """A document and the line each of its fields stands on."""

    path: Path
    data: Any
    lines: Mapping[Location, int]

    def error(self, location: Sequence[str | int], expected: str) -> FileError:
        """A mistake there. What is missing is told with the line of what it is missing in."""
        known = tuple(location)
        while known and known not in self.lines:
            known = known[:-1]
        return FileError(self.path, self.lines.get(known), dotted(location), expected)

    def validate(self, model: type[M], at: Location = ()) -> M:
        """The part `at` as such a model. Raises `FileErrors` with all mistakes."""
        data = self.data
        for part in at:
            data = data[part]
        try:
            return model.model_validate(data)
        except ValidationError as failed:
            errors = failed.errors(include_url=False)
            mistakes = [self.error((*at, *_place(error["loc"])), expected(error)) for error in errors]
            raise FileErrors(mistakes) from None


def read_yaml(path: Path) -> YamlSource:
    """The one document of a file. Raises `FileErrors`: unreadable, not YAML, a key twice, nothing in it."""
    text = read_text(path)
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = mark.line + 1 if mark is not None else None
        raise FileErrors([FileError(path, line, "", f"YAML ({problem})")]) from None
    finally:
        loader.dispose()
    if node is None or data is None:
        raise FileErrors([FileError(path, 1, "", "something in this file")])
    lines: dict[Location, int] = {}
    twice = list(_walk(node, (), lines, frozenset()))
    if twice:
        raise FileErrors([FileError(path, line, dotted(place), "each name once") for place, line in twice])
    return YamlSource(path, data, lines)


def _place(location: Location) -> Location:
    """Where pydantic found the mistake: it marks a wrong key by a part of its own."""
    return tuple(part for part in location if part != "[key]")


class _Loader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012 (as in the base class)


_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)\Z"), ["~", "n", ""])
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)\Z"), ["t", "f"])
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"-?(0|[1-9][0-9]*)\Z"), list("-0123456789"))
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float", re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z"), list("-0123456789")
)


def _walk(
    node: yaml.Node, at: Location, lines: dict[Location, int], above: frozenset[int]
) -> Iterator[tuple[Location, int]]:
    """Notes the line of each field; yields what stands twice."""
    lines.setdefault(at, node.start_mark.line + 1)
    if id(node) in above:  # an alias to what contains it
        return
    above = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            place = (*at, str(key.value))
            lines[place] = key.start_mark.line + 1
            if key.value in seen:
                yield place, lines[place]
            seen.add(str(key.value))
            yield from _walk(value, place, lines, above)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(value, (*at, index), lines, above)
