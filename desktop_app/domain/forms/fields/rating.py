"""A number of stars."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names, in_language

_OF = {"id": "{stars} dari {most}", "en": "{stars} of {most}"}


@dataclass(frozen=True)
class Settings:
    """How many stars there are."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    max: int = 5


class Rating(FieldType):
    """A number of stars, from 1."""

    name = "rating"
    settings = Settings

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "number", "min": 1, "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("number")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return in_language(_OF, language).format(stars=answer, most=field["max"])

    def faults(self, field: Field) -> Iterator[Fault]:
        if not 2 <= field["max"] <= 10:
            yield Fault(("max",), "a number from 2 to 10")
