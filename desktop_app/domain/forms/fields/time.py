"""A time of the day."""

from __future__ import annotations

import re
from typing import Any

from desktop_app.domain.forms.conditions import BLANK
from desktop_app.domain.forms.fields.type import Field, FieldType, Kind, Names


class Time(FieldType):
    """A time of the day at the place it is about; the answer is `09:30`."""

    name = "time"
    cell = True

    def schema(self, field: Field) -> dict[str, Any]:
        return {"kind": "time"}

    def kind(self, field: Field) -> Kind:
        return Kind("time")

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return str(answer).replace(":", "." if language == "id" else ":")

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        if not isinstance(typed, str):
            return typed
        found = re.fullmatch(r"([0-9]{1,2})[.:]([0-9]{2})", typed.strip(BLANK))
        return f"{found[1]:0>2}:{found[2]}" if found else typed.strip(BLANK)
