"""Yes or no."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names, in_language

_WORDS = {True: {"id": "Ya", "en": "Yes"}, False: {"id": "Tidak", "en": "No"}}


class YesNo(FieldType):
    """Yes or no; no is an answer too."""

    name = "yes_no"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "yes_no"}

    def kind(self, field: Field) -> Kind:
        return Kind("yes_no")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return in_language(_WORDS[answer], language)
