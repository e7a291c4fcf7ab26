"""A day."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Date(FieldType):
    """A day of the calendar; the answer is `2026-11-25`."""

    name = "date"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "date"}

    def kind(self, field: Field) -> Kind:
        return Kind("date")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return wording.day(answer, language)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        return wording.read_day(typed) if isinstance(typed, str) else typed
