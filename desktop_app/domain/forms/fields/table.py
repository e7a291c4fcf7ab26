"""Lines of the same columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, FieldType, Kind, Names, in_language


@dataclass(frozen=True)
class Settings:
    """The columns, each a field of a type that can be a cell, and how many lines there may be once there is any."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    columns: list[dict[str, Any]]
    min: int = 0
    max: int = 50


class Table(FieldType):
    """A table; the answer is a list of lines, each the cells by column. Blank lines do not count."""

    name = "table"
    settings = Settings
    fields_in = "columns"

    def __init__(self, cells: Mapping[str, FieldType]) -> None:
        self._cells = cells

    def schema(self, field: Field) -> dict[str, Any]:
        columns = [
            {
                "key": column["key"],
                **({"required": True} if column.get("required") else {}),
                "schema": self._cells[column["type"]].schema(column),
            }
            for column in field["columns"]
        ]
        return {"kind": "table", "columns": columns, "min": field["min"], "max": field["max"]}

    def kind(self, field: Field) -> Kind:
        return Kind("table", columns={c["key"]: self._cells[c["type"]].kind(c) for c in field["columns"]})

    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        return "\n".join("; ".join(self._line_texts(field, line, language, names)) for line in answer)

    def _line_texts(self, field: Field, line: Mapping[str, Any], language: str, names: Names) -> Iterator[str]:
        for column in field["columns"]:
            if column["key"] in line:
                text = self._cells[column["type"]].as_text(column, line[column["key"]], language, names)
                yield f"{in_language(column['label'], language)}: {text}"

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        columns = {column["key"]: column for column in field["columns"]}
        if not isinstance(typed, list):
            return typed
        return [self._line(columns, line, language) if isinstance(line, dict) else line for line in typed]

    def _line(self, columns: Mapping[str, Field], line: Mapping[str, Any], language: str) -> dict[str, Any]:
        return {
            key: self._cells[columns[key]["type"]].clean(columns[key], cell, language) if key in columns else cell
            for key, cell in line.items()
        }

    def faults(self, field: Field) -> Iterator[Fault]:
        if not field["columns"]:
            yield Fault(("columns",), "at least one column")
        if not 0 <= field["min"] <= field["max"]:
            yield Fault(("min",), f"a number from 0 to max, {field['max']}")
        if not 1 <= field["max"] <= 200:
            yield Fault(("max",), "a number from 1 to 200")
