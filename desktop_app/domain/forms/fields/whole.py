"""A whole number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.forms.schema import LARGEST


@dataclass(frozen=True)
class Settings:
    """The least and the most."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    min: int = 0
    max: int = LARGEST


class Whole(FieldType):
    """A whole number."""

    name = "whole"
    settings = Settings
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "number", "min": field["min"], "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("number")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return wording.number(answer, 0, language)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        read = wording.read_number(typed, 0, language) if isinstance(typed, str) else typed
        return typed if read is None else read

    def faults(self, field: Field) -> Iterator[Fault]:
        return limits(field)


def limits(field: Field) -> Iterator[Fault]:
    """What is wrong with `min` and `max` of a number."""
    if not -LARGEST <= field["min"] <= field["max"]:
        yield Fault(("min",), f"a number from -{LARGEST} to max, {field['max']}")
    if field["max"] > LARGEST:
        yield Fault(("max",), f"a number up to {LARGEST}")
