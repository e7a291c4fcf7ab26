"""A number with a fixed count of decimals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.forms.fields.whole import limits
from desktop_app.domain.forms.schema import LARGEST


@dataclass(frozen=True)
class Settings:
    """`scale` decimals; the least and the most are counted in the smallest unit, as the answer is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    scale: int = 2
    min: int = 0
    max: int = LARGEST


class Decimal(FieldType):
    """A decimal; the answer is a whole number of its smallest unit, 125 for 1,25."""

    name = "decimal"
    settings = Settings
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "number", "min": field["min"], "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("number", f"{field['scale']} decimals")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return wording.number(answer, field["scale"], language)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        read = wording.read_number(typed, field["scale"], language) if isinstance(typed, str) else typed
        return typed if read is None else read

    def faults(self, field: Field) -> Iterator[Fault]:
        yield from limits(field)
        if not 1 <= field["scale"] <= 6:
            yield Fault(("scale",), "a number from 1 to 6")
