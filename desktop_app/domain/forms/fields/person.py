"""A person of the company."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Person(FieldType):
    """A person of the company; the answer is a login."""

    name = "person"
    cell = True
    personal = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "reference", "to": "person"}

    def kind(self, field: Field) -> Kind:
        return Kind("reference", "person")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return names("person", answer)
