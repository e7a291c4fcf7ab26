"""Conditions and calculations as data, and what they come to. `sql/rules/conditions.sql` says the same again.

Two-valued, missing first: a comparison with a missing operand is false, and only `not` turns that round. Numbers are
whole (a decimal or an amount is counted in its smallest unit), dates are ISO text, text is compared folded.
`condition_check` refuses, before publishing, everything that is not well formed: here it raises `UnknownWord`.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

BLANK = " \t\r\n\u00a0"
_ASCII_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}

Condition = Mapping[str, Any] | bool
"""`True`, or one word with what it is about: `{"eq": [{"answer": "kind"}, {"const": "annual"}]}`."""
Answers = Mapping[str, Any]

_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}


class UnknownWord(ValueError):
    """A word that this version does not know: the form needs a newer application."""


def fold(text: str) -> str:
    """Text as it is compared: NFC, trimmed of `BLANK`, ASCII letters small. Chosen so that SQL can say exactly that."""
    return unicodedata.normalize("NFC", text).strip(BLANK).translate(_ASCII_LOWER)


def is_missing(value: Any) -> bool:
    """Whether nothing was answered: null, blank text, an empty list or mapping."""
    return value is None or (isinstance(value, str) and not value.strip(BLANK)) or value in ([], {})


def holds(condition: Condition, answers: Answers, context: Answers, line: Answers | None = None) -> bool:
    """Whether the condition is true of these answers, hidden ones already taken out; `line` inside a table."""
    if isinstance(condition, bool):
        return condition
    ((word, what),) = condition.items()
    match word:
        case "all":
            return all(holds(part, answers, context, line) for part in what)
        case "any":
            return any(holds(part, answers, context, line) for part in what)
        case "not":
            return not holds(what, answers, context, line)
        case "answered":
            return value(what, answers, context, line) is not None
        case "any_line":
            return any(holds(what[1], answers, context, each) for each in answers.get(what[0]) or [])
        case "every_line":
            return all(holds(what[1], answers, context, each) for each in answers.get(what[0]) or [])
        case "in" | "has_any" | "has_all" | "has_none":
            found = value(what[0], answers, context, line)
            return found is not None and _among(word, found, what[1])
        case "eq" | "ne" | "lt" | "le" | "gt" | "ge":
            left, right = (value(part, answers, context, line) for part in what)
            return left is not None and right is not None and _COMPARE[word](left, right)
    raise UnknownWord(word)


def value(operand: Mapping[str, Any], answers: Answers, context: Answers, line: Answers | None = None) -> Any:
    """What an operand or calculation comes to; None is missing. Texts come folded."""
    ((word, what),) = operand.items()
    match word:
        case "const":
            found = what
        case "answer":
            found = answers.get(what)
        case "part":
            found = (answers.get(what[0]) or {}).get(what[1])
        case "cell":
            found = (line or {}).get(what)
        case "context":
            found = context.get(what)
        case "count":
            return len(answers.get(what) or [])
        case "sum":
            return sum(each[what[1]] for each in answers.get(what[0]) or [] if what[1] in each)
        case _:
            return _calculate(word, what, answers, context, line)
    if is_missing(found):
        return None
    if isinstance(found, list):
        return [fold(each) if isinstance(each, str) else each for each in found]
    return fold(found) if isinstance(found, str) else found


def _calculate(word: str, what: Any, answers: Answers, context: Answers, line: Answers | None) -> Any:
    match word:
        case "if":
            return value(what[1 if holds(what[0], answers, context, line) else 2], answers, context, line)
        case "coalesce":
            found = (value(part, answers, context, line) for part in what)
            return next((each for each in found if each is not None), None)
    parts: Sequence[Any] = what[:2] if word == "divide" else what
    if word not in _ARITHMETIC:
        raise UnknownWord(word)
    numbers = [value(part, answers, context, line) for part in parts]
    if any(number is None for number in numbers):
        return None
    return _divide(numbers[0], numbers[1], what[2]) if word == "divide" else _ARITHMETIC[word](numbers)


def _multiply(numbers: Sequence[int]) -> int:
    product = 1
    for number in numbers:
        product *= number
    return product


def _days(dates: Sequence[str]) -> int:
    """Days from the first date to the second: 0 on the same day."""
    return (date.fromisoformat(dates[1]) - date.fromisoformat(dates[0])).days


def _divide(number: int, by: int, rounding: str) -> int | None:
    """Rounded to a whole number: `down` towards zero, `up` away from it, `half_up` a half away from it.

    Divided by zero: missing.
    """
    if by == 0:
        return None
    top, bottom = abs(number), abs(by)
    match rounding:
        case "down":
            size = top // bottom
        case "up":
            size = (top + bottom - 1) // bottom
        case "half_up":
            size = (2 * top + bottom) // (2 * bottom)
        case _:
            raise UnknownWord(rounding)
    return size if (number < 0) == (by < 0) else -size


_ARITHMETIC: dict[str, Callable[[Sequence[Any]], Any]] = {
    "add": sum,
    "subtract": lambda numbers: numbers[0] - numbers[1],
    "multiply": _multiply,
    "divide": lambda numbers: numbers[0],
    "min": min,
    "max": max,
    "days": _days,
}


def _among(word: str, found: Any, listed: Sequence[Any]) -> bool:
    wanted = [fold(each) if isinstance(each, str) else each for each in listed]
    match word:
        case "in":
            return found in wanted
        case "has_any":
            return any(each in wanted for each in found)
        case "has_all":
            return all(each in found for each in wanted)
    return not any(each in wanted for each in found)
