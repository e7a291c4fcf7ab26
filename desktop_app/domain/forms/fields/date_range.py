"""From one day to another, both included."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names, in_language

_BOTH = {"id": "{first} sampai {last}", "en": "{first} to {last}"}


class DateRange(FieldType):
    """From one day to another, both included; the answer is `{"from", "to"}`."""

    name = "date_range"

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "range"}

    def kind(self, field: Field) -> Kind:
        return Kind("range")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        first, last = wording.day(answer["from"], language), wording.day(answer["to"], language)
        return first if first == last else in_language(_BOTH, language).format(first=first, last=last)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        if not isinstance(typed, dict):
            return typed
        return {end: wording.read_day(day) if isinstance(day, str) else day for end, day in typed.items()}
