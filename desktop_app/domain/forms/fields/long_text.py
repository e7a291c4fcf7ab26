"""Text of several lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.conditions import BLANK
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.text import LONGEST, clean


@dataclass(frozen=True)
class Settings:
    """`min` and `max` characters."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    min: int = 0
    max: int = 4000


class LongText(FieldType):
    """Text of several lines."""

    name = "long_text"
    settings = Settings

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "text", "min": field["min"], "max": field["max"], "lines": True}

    def kind(self, field: Field) -> Kind:
        return Kind("text")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return str(answer)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        return clean(typed).strip(BLANK) if isinstance(typed, str) else typed

    def faults(self, field: Field) -> Iterator[Fault]:
        if not 0 <= field["min"] <= field["max"]:
            yield Fault(("min",), f"a number from 0 to max, {field['max']}")
        if not 1 <= field["max"] <= LONGEST:
            yield Fault(("max",), f"a number from 1 to {LONGEST}")
