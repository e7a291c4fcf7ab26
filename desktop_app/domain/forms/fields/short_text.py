"""One line of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from desktop_app.domain.forms.conditions import BLANK
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.text import clean


@dataclass(frozen=True)
class Settings:
    """`min` and `max` characters; `format` is a named shape, no pattern that could run for ever."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    min: int = 0
    max: int = 200
    format: Literal["digits"] | None = None


class ShortText(FieldType):
    """One line of text."""

    name = "short_text"
    settings = Settings
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        given = {"format": field["format"]} if "format" in field else {}
        return {"kind": "text", "min": field["min"], "max": field["max"], "lines": False, **given}

    def kind(self, field: Field) -> Kind:
        return Kind("text")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return str(answer)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        return " ".join(clean(typed).strip(BLANK).splitlines()) if isinstance(typed, str) else typed

    def faults(self, field: Field) -> Iterator[Fault]:
        if not 0 <= field["min"] <= field["max"]:
            yield Fault(("min",), f"a number from 0 to max, {field['max']}")
        if not 1 <= field["max"] <= 1000:
            yield Fault(("max",), "a number from 1 to 1000")
