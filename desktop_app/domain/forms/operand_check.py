"""Refuses operands and calculations that are not well formed, and says what the others come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_app.domain.forms.fields.type import Fault, Kind
from desktop_app.domain.people.rows import ROLES

DEEPEST = 5
CONTEXT = {
    "today": Kind("date"),
    "me.site": Kind("reference", "site"),
    "me.kind": Kind("key", keys=ROLES),
    "me.team": Kind("reference", "team"),
}
"""What a condition may know beside the answers: both sides know it."""
PROFILE = {**CONTEXT, **{f"me.{name}": Kind("text") for name in ("name", "email", "phone")}}
"""What a suggestion may know: it is made on the laptop alone."""
OPERANDS = (
    "answer", "const", "context", "part", "cell", "count", "sum", "add", "subtract", "multiply", "divide", "min", "max",
    "days", "if", "coalesce",
)  # fmt: skip
ROUNDINGS = ("down", "up", "half_up")
_COUNTED = ("table", "keys", "files")
_LISTS = {"if": (3, 3), "divide": (3, 3), "subtract": (2, 2), "days": (2, 2)}

Path = tuple[str | int, ...]
Columns = Mapping[str, Kind] | None
CheckCondition = Callable[[Any, Path, Columns], None]


def the_word(tree: Any, words: Sequence[str]) -> tuple[str, Any] | None:
    """The one word of a condition or operand and what it is about; None when it is not one of these words."""
    if isinstance(tree, Mapping) and len(tree) == 1:
        ((word, what),) = tree.items()
        if word in words:
            return word, what
    return None


def is_list_of(what: Any, size: int) -> bool:
    """Whether it is a list of that length."""
    return isinstance(what, list) and len(what) == size


class _Unsound(Exception):
    """An operand comes to nothing."""

    def __init__(self, path: Path, expected: str):
        super().__init__(expected)
        self.fault = Fault(path, expected)


class OperandCheck:
    """Says what operands come to, given the kinds of the fields; adds to `faults` what is wrong with them."""

    def __init__(self, kinds: Mapping[str, Kind], faults: list[Fault], condition: CheckCondition):
        self._kinds = kinds
        self._faults = faults
        self._condition = condition

    def field(self, key: Any, path: Path) -> Kind | None:
        """The kind of the field with that key; None when there is none."""
        try:
            return self._field(key, path)
        except _Unsound as unsound:
            self._faults.append(unsound.fault)
            return None

    def operand(
        self, operand: Any, path: Path, line: Columns = None, known: Mapping[str, Kind] = CONTEXT, depth: int = 1
    ) -> Kind | None:
        """What an operand comes to; None when something is wrong with it."""
        try:
            return self._operand(operand, path, line, known, depth)
        except _Unsound as unsound:
            self._faults.append(unsound.fault)
            return None

    def _operand(self, operand: Any, path: Path, line: Columns, known: Mapping[str, Kind], depth: int) -> Kind | None:
        found = the_word(operand, OPERANDS)
        if found is None:
            raise _Unsound(path, f"one operand: {', '.join(OPERANDS)}")
        word, what = found
        path = (*path, word)
        if depth > DEEPEST:
            raise _Unsound(path, f"calculations at most {DEEPEST} deep")
        match word:
            case "const":
                return _const(what, path)
            case "answer":
                return self._field(what, path)
            case "context":
                return _one_of(known, what, path)
            case "cell":
                return _one_of(line or {}, what, path)
            case "part":
                return self._part(what, path)
            case "count":
                return self._count(what, path)
            case "sum":
                return self._sum(what, path)
        parts = _parts(word, what, path)
        if word == "if":
            self._condition(what[0], (*path, 0), line)
        kinds = [self.operand(each, (*path, at), line, known, depth + 1) for at, each in parts]
        sound = [kind for kind in kinds if kind is not None]
        return _result(word, sound, path) if len(sound) == len(kinds) else None

    def _field(self, key: Any, path: Path) -> Kind:
        kind = self._kinds.get(key) if isinstance(key, str) else None
        if kind is None or kind.name == "nothing":
            raise _Unsound(path, f'the key of a field with an answer: there is no "{key}"')
        return kind

    def _part(self, what: Any, path: Path) -> Kind:
        if not is_list_of(what, 2) or what[1] not in ("from", "to"):
            raise _Unsound(path, "[a date range, from or to]")
        if self._field(what[0], (*path, 0)).name != "range":
            raise _Unsound((*path, 0), f'a date range: "{what[0]}" is none')
        return Kind("date")

    def _count(self, what: Any, path: Path) -> Kind:
        if self._field(what, path).name not in _COUNTED:
            raise _Unsound(path, "a table, several choices or files to count")
        return Kind("number")

    def _sum(self, what: Any, path: Path) -> Kind:
        if not is_list_of(what, 2):
            raise _Unsound(path, "[a table, a column of numbers]")
        columns = self._field(what[0], (*path, 0)).columns or {}
        column = columns.get(what[1]) if isinstance(what[1], str) else None
        if column is None or column.name != "number":
            raise _Unsound(path, "[a table, a column of numbers]")
        return column


def _const(value: Any, path: Path) -> Kind:
    if type(value) is int or isinstance(value, bool | str):
        return Kind("const", "number" if type(value) is int else "")
    raise _Unsound(path, "a whole number, a text, true or false")


def _one_of(among: Mapping[str, Kind], name: Any, path: Path) -> Kind:
    if not among:
        raise _Unsound(path, "a cell only inside any_line or every_line")
    if not isinstance(name, str) or name not in among:
        raise _Unsound(path, f"one of {', '.join(among)}")
    return among[name]


def _parts(word: str, what: Any, path: Path) -> list[tuple[int, Any]]:
    """The operands of a calculation, each with its place in the list."""
    least, most = _LISTS.get(word, (2, 20))
    if not isinstance(what, list) or not least <= len(what) <= most:
        raise _Unsound(path, f"a list of {least}" if least == most else f"a list of {least} to {most}")
    if word == "divide" and what[2] not in ROUNDINGS:
        raise _Unsound((*path, 2), f"how to round: one of {', '.join(ROUNDINGS)}")
    chosen = {"if": (1, 2), "divide": (0, 1)}.get(word, tuple(range(len(what))))
    return [(at, what[at]) for at in chosen]


def _result(word: str, kinds: list[Kind], path: Path) -> Kind:
    names = {kind.name for kind in kinds}
    if word == "days":
        if names != {"date"}:
            raise _Unsound(path, "two dates")
        return Kind("number")
    if word in ("min", "max", "coalesce", "if") and names == {"date"}:
        return Kind("date")
    if word == "coalesce" and "text" in names and names <= {"text", "const"}:
        return Kind("text")
    numbers = [Kind("number", "any") if kind == Kind("const", "number") else kind for kind in kinds]
    if any(kind.name != "number" for kind in numbers):
        raise _Unsound(path, "numbers")
    return Kind("number", _unit(word, [kind.unit for kind in numbers], path))


def _unit(word: str, units: list[str], path: Path) -> str:
    """The unit of a result: amounts are added to amounts, multiplied and divided by plain numbers."""
    named = [unit for unit in units if unit != "any"]
    amounts = [unit for unit in named if unit]
    if word == "multiply":
        if len(amounts) > 1:
            raise _Unsound(path, "one amount times plain numbers")
        return amounts[0] if amounts else ""
    if word == "divide" and units[1] in ("any", "") and units[0] != "any":
        return units[0]
    if len(set(named)) > 1:
        raise _Unsound(path, "numbers of the same unit")
    return "" if word == "divide" or not named else named[0]
