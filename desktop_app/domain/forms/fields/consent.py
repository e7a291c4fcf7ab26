"""Agreement to a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields.type import (
    FORBID,
    Fault,
    Field,
    FieldType,
    Kind,
    Names,
    Texts,
    in_language,
    missing_texts,
)  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What is agreed to, and the version of that text (text itself: `"2"`)."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    text: Texts
    version: str


class Consent(FieldType):
    """Agreement; `true` is given, text and version are what is kept. Not agreeing is no answer."""

    name = "consent"
    settings = Settings
    personal = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "consent", "stored": {"version": field["version"], "text": field["text"]}}

    def kind(self, field: Field) -> Kind:
        return Kind("consent")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return in_language(field["text"] if answer is True else answer["text"], language)

    def faults(self, field: Field) -> Iterator[Fault]:
        yield from missing_texts(field["text"], "text")
        if not field["version"].strip():
            yield Fault(("version",), 'a version, like "1"')
