"""An e-mail address."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.conditions import BLANK
from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Email(FieldType):
    """An e-mail address."""

    name = "email"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "text", "min": 0, "max": 254, "lines": False, "format": "email"}

    def kind(self, field: Field) -> Kind:
        return Kind("text")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return str(answer)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        return typed.strip(BLANK) if isinstance(typed, str) else typed
