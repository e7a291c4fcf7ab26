"""A team of the company."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Team(FieldType):
    """A team of the company; the answer is its id."""

    name = "team"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "reference", "to": "team"}

    def kind(self, field: Field) -> Kind:
        return Kind("reference", "team")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return names("team", answer)
