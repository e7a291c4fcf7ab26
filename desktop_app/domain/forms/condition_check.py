"""Refuses conditions that are not well formed, before a form is published.

After this the two sides that evaluate them need no second thought: every word is known, every field and choice is
there, and only like is compared with like.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_app.domain.forms.fields.type import Fault, Kind
from desktop_app.domain.forms.operand_check import CONTEXT, DEEPEST, Columns, OperandCheck, Path, is_list_of, the_word
from desktop_app.domain.forms.schema import LARGEST, is_date, is_time

MOST = 200
CONDITIONS = (
    "all", "any", "not", "answered", "eq", "ne", "lt", "le", "gt", "ge", "in", "has_any", "has_all", "has_none",
    "any_line", "every_line",
)  # fmt: skip
_NESTING = ("all", "any", "not", "any_line", "every_line")
_ORDERED = ("number", "text", "date", "time", "const")
_EQUAL = (*_ORDERED, "key", "reference", "yes_no")
_NAMES = {
    "number": "a number",
    "text": "a text",
    "date": "a date",
    "time": "a time",
    "key": "a choice",
    "keys": "several choices",
    "yes_no": "true or false",
    "range": "a date range",
    "table": "a table",
    "files": "files",
    "consent": "an agreement",
    "const": "a constant",
}


def used(tree: Any) -> Iterator[str]:
    """The keys of the fields that a condition or calculation looks at."""
    if isinstance(tree, Mapping):
        for word, what in tree.items():
            if word in ("answer", "count") and isinstance(what, str):
                yield what
            elif word in ("part", "sum", "any_line", "every_line") and isinstance(what, list):
                yield from (each for each in what[:1] if isinstance(each, str))
            if word != "const":
                yield from used(what)
    elif isinstance(tree, list):
        for each in tree:
            yield from used(each)


class ConditionCheck:
    """Collects in `faults` what is wrong with the conditions of one form, whose fields are of these kinds."""

    def __init__(self, kinds: Mapping[str, Kind]):
        self.faults: list[Fault] = []
        self._operands = OperandCheck(kinds, self.faults, self.condition)
        self._count = 0

    def condition(
        self, condition: Any, path: Path, line: Columns = None, depth: int = 1, sure: frozenset[str] = frozenset()
    ) -> None:
        """Checks a condition; `line` has the columns inside a table, `sure` the tables known to have lines."""
        if condition is True:
            return
        self._count += 1
        if self._count == MOST + 1:
            self._fault(path, f"at most {MOST} conditions in a form")
        found = the_word(condition, CONDITIONS)
        if found is None:
            self._fault(path, f"one condition: {', '.join(CONDITIONS)}")
            return
        word, what = found
        path = (*path, word)
        if word in _NESTING and depth >= DEEPEST:
            self._fault(path, f"conditions at most {DEEPEST} deep")
        elif word in ("all", "any"):
            self._group(word, what, path, line, depth, sure)
        elif word == "not":
            self.condition(what, path, line, depth + 1, sure)
        elif word == "answered":
            self.operand(what, path, line)
        elif not is_list_of(what, 2):
            self._fault(path, "a list of two")
        elif word in ("any_line", "every_line"):
            self._lines(word, what, path, depth, sure)
        elif word in ("in", "has_any", "has_all", "has_none"):
            self._listed(word, what, path, line)
        else:
            self._compared(word, what, path, line)

    def operand(
        self, operand: Any, path: Path, line: Columns = None, known: Mapping[str, Kind] = CONTEXT
    ) -> Kind | None:
        """Checks an operand or calculation and says what it comes to; None when something is wrong with it."""
        return self._operands.operand(operand, path, line, known)

    def _group(self, word: str, what: Any, path: Path, line: Columns, depth: int, sure: frozenset[str]) -> None:
        if not isinstance(what, list) or not what:
            self._fault(path, "a list with at least one condition")
            return
        if word == "all":
            sure |= {table for part in what for table in _has_lines(part)}
        for at, part in enumerate(what):
            self.condition(part, (*path, at), line, depth + 1, sure)

    def _lines(self, word: str, what: Sequence[Any], path: Path, depth: int, sure: frozenset[str]) -> None:
        table = self._operands.field(what[0], (*path, 0))
        if table is None:
            return
        if table.columns is None:
            self._fault((*path, 0), f'a table: "{what[0]}" is none')
            return
        if word == "every_line" and what[0] not in sure:
            self._fault(path, f'beside it, in an "all", that there are lines: {{answered: {{answer: {what[0]}}}}}')
        self.condition(what[1], (*path, 1), table.columns, depth + 1)

    def _listed(self, word: str, what: Sequence[Any], path: Path, line: Columns) -> None:
        kind = self.operand(what[0], (*path, 0), line)
        if not isinstance(what[1], list) or not what[1]:
            self._fault((*path, 1), "a list with at least one value")
            return
        if kind is None:
            return
        if kind.name not in (_EQUAL if word == "in" else ("keys",)) or kind.name == "const":
            self._fault(path, "one value for in, several choices for has_any, has_all and has_none")
            return
        for at, each in enumerate(what[1]):
            self._alike(kind, each, (*path, 1, at))

    def _compared(self, word: str, what: Sequence[Any], path: Path, line: Columns) -> None:
        left, right = (self.operand(each, (*path, at), line) for at, each in enumerate(what))
        if left is None or right is None:
            return
        if left.name == right.name == "const":
            self._fault(path, "an answer on at least one side")
            return
        for at, kind in enumerate((left, right)):
            if kind.name not in (_EQUAL if word in ("eq", "ne") else _ORDERED):
                self._fault((*path, at), f'something that "{word}" can compare, this is {_said(kind)}')
                return
        if left.name == "const":
            self._alike(right, what[0]["const"], (*path, 0))
        elif right.name == "const":
            self._alike(left, what[1]["const"], (*path, 1))
        elif not _same(left, right):
            self._fault(path, f"two of a kind, not {_said(left)} and {_said(right)}")

    def _alike(self, kind: Kind, value: Any, path: Path) -> None:
        """Whether the constant can be compared with that kind."""
        fits = {
            "number": type(value) is int and abs(value) <= LARGEST,
            "yes_no": isinstance(value, bool),
            "date": is_date(value),
            "time": is_time(value),
            "key": value in kind.keys,
            "keys": value in kind.keys,
        }.get(kind.name, isinstance(value, str) and bool(value.strip()))
        if not fits:
            self._fault(path, f"one of {', '.join(kind.keys)}" if kind.keys else _said(kind))

    def _fault(self, path: Path, expected: str) -> None:
        self.faults.append(Fault(path, expected))


def _has_lines(part: Any) -> Iterator[str]:
    """The tables that have a line if this is true."""
    match part:
        case {"answered": {"answer": str(table)}}:
            yield table
        case {"ge": [{"count": str(table)}, {"const": int(least)}]} if least >= 1:
            yield table
        case {"gt": [{"count": str(table)}, {"const": int(least)}]} if least >= 0:
            yield table


def _same(left: Kind, right: Kind) -> bool:
    if left.name == right.name == "key":
        return bool(set(left.keys) & set(right.keys))
    anything = left.name == "number" and "any" in (left.unit, right.unit)
    return left.name == right.name and (left.unit == right.unit or anything)


def _said(kind: Kind) -> str:
    if kind.name == "reference":
        return f"a {kind.unit}"
    return f"{_NAMES[kind.name]} ({kind.unit})" if kind.name == "number" and kind.unit else _NAMES[kind.name]
