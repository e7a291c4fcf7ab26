"""A place at a site, chosen in the tree of places."""

from __future__ import annotations

from typing import Any

from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Place(FieldType):
    """A place at a site, chosen in the tree of places; the answer is a key of `Site.places`."""

    name = "place"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "reference", "to": "place"}

    def kind(self, field: Field) -> Kind:
        return Kind("reference", "place")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return names("place", answer)
