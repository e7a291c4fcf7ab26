"""Several of several options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields import options
from desktop_app.domain.forms.fields.options import Option
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names


@dataclass(frozen=True)
class Settings:
    """The options, and how many may be ticked once any is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    options: list[Option]
    min: int = 0
    max: int = 50


class Choices(FieldType):
    """Several of several options; the answer is a list of keys."""

    name = "choices"
    settings = Settings

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "some_of", "options": options.keys(field), "min": field["min"], "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("keys", keys=tuple(options.keys(field)))

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return ", ".join(options.label(field, key, language) for key in answer)

    def faults(self, field: Field) -> Iterator[Fault]:
        yield from options.faults(field)
        if not 0 <= field["min"] <= field["max"]:
            yield Fault(("min",), f"a number from 0 to max, {field['max']}")
