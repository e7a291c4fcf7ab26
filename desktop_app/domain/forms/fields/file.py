"""Files and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names

_LARGEST = 25 * 1024 * 1024


@dataclass(frozen=True)
class Settings:
    """Which endings of names are taken, how many files, and how many bytes each."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    types: list[str]
    max_count: int = 5
    max_size: int = 10 * 1024 * 1024


class File(FieldType):
    """Files; the answer is a list of `{"sha256", "name", "size"}`, the bytes travel as attachments."""

    name = "file"
    settings = Settings
    personal = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "files", "types": field["types"], "size": field["max_size"], "max": field["max_count"]}

    def kind(self, field: Field) -> Kind:
        return Kind("files")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return ", ".join(file["name"] for file in answer)

    def faults(self, field: Field) -> Iterator[Fault]:
        if not field["types"] or not all(re.fullmatch(r"[a-z0-9]{1,8}", ending) for ending in field["types"]):
            yield Fault(("types",), "endings of names in small letters without the dot, like [pdf, jpg]")
        if not 1 <= field["max_count"] <= 20:
            yield Fault(("max_count",), "a number from 1 to 20")
        if not 1 <= field["max_size"] <= _LARGEST:
            yield Fault(("max_size",), f"a number of bytes from 1 to {_LARGEST}")
