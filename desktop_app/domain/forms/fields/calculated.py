"""A number the form works out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.forms.schema import LARGEST


@dataclass(frozen=True)
class Settings:
    """How it is worked out (see `forms.conditions`), and whether it is a whole number, a decimal or an amount."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    calculate: dict[str, Any]
    result: Literal["whole", "decimal", "money"] = "whole"
    scale: int = 2
    currency: str = "IDR"


class Calculated(FieldType):
    """A number worked out from other answers, again at the database; nobody types it."""

    name = "calculated"
    settings = Settings
    asks = False

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "number", "min": -LARGEST, "max": LARGEST}

    def kind(self, field: Field) -> Kind:
        units = {"whole": "", "decimal": f"{field['scale']} decimals", "money": field["currency"]}
        return Kind("number", units[field["result"]])

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        if field["result"] == "money":
            return wording.money(answer, field["currency"], language)
        return wording.number(answer, field["scale"] if field["result"] == "decimal" else 0, language)

    def faults(self, field: Field) -> Iterator[Fault]:
        if field["currency"] not in wording.CURRENCIES:
            yield Fault(("currency",), f"one of {', '.join(wording.CURRENCIES)}")
        if not 1 <= field["scale"] <= 6:
            yield Fault(("scale",), "a number from 1 to 6")
