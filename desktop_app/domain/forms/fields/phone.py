"""A telephone number, as it is dialled."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.conditions import BLANK
from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Phone(FieldType):
    """A telephone number, as it is dialled."""

    name = "phone"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "text", "min": 0, "max": 40, "lines": False, "format": "phone"}

    def kind(self, field: Field) -> Kind:
        return Kind("text")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return str(answer)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        return typed.strip(BLANK) if isinstance(typed, str) else typed
