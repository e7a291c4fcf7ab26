"""Text to read between the questions."""

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
    """What is said; the label is its heading."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    text: Texts


class FixedText(FieldType):
    """Text to read; it has no answer."""

    name = "fixed_text"
    settings = Settings
    asks = False

    def schema(self, field: Field) -> None:
        return None

    def kind(self, field: Field) -> Kind:
        return Kind("nothing")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return in_language(field["text"], language)

    def faults(self, field: Field) -> Iterator[Fault]:
        return missing_texts(field["text"], "text")
