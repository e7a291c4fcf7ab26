"""One of several options."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from desktop_app.domain.forms.fields import options
from desktop_app.domain.forms.fields.options import Option
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names


@dataclass(frozen=True)
class Settings:
    """The options, and whether all are in sight (`radio`) or drop down (`list`)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    options: list[Option]
    style: Literal["list", "radio"] = "list"


class Choice(FieldType):
    """One of several options; the answer is its key."""

    name = "choice"
    settings = Settings
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "one_of", "options": options.keys(field)}

    def kind(self, field: Field) -> Kind:
        return Kind("key", keys=tuple(options.keys(field)))

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return options.label(field, answer, language)

    def faults(self, field: Field) -> Iterator[Fault]:
        return options.faults(field)
