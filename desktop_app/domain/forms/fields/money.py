"""An amount of money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names
from desktop_app.domain.forms.fields.whole import limits
from desktop_app.domain.forms.schema import LARGEST


@dataclass(frozen=True)
class Settings:
    """The currency (ISO 4217); the least and the most are counted in its smallest unit, as the answer is."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    currency: str = "IDR"
    min: int = 0
    max: int = LARGEST


class Money(FieldType):
    """An amount; the answer is a whole number of the currency's smallest unit, never a float."""

    name = "money"
    settings = Settings
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "number", "min": field["min"], "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("number", field["currency"])

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return wording.money(answer, field["currency"], language)

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        read = wording.read_money(typed, field["currency"], language) if isinstance(typed, str) else typed
        return typed if read is None else read

    def faults(self, field: Field) -> Iterator[Fault]:
        yield from limits(field)
        if field["currency"] not in wording.CURRENCIES:
            yield Fault(("currency",), f"one of {', '.join(wording.CURRENCIES)}")
