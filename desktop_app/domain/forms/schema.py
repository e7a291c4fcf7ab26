"""What answers must look like, in a vocabulary small enough to say on both sides; `sql/rules/answers.sql` is the other.

Publishing compiles every type of field to one of these kinds, so a new type needs no new SQL:
`text` (min, max, lines, format), `number` (min, max; whole), `yes_no`, `date`, `time`, `range` (from, to), `one_of`
(options), `some_of` (options, min, max), `reference` (to), `files` (types, size, max), `consent` (stored), `table`
(columns, min, max).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from desktop_app.domain.forms.conditions import BLANK, fold, is_missing
from desktop_app.domain.text import clean

Schema = Mapping[str, Any]
Wrong = tuple[str, str]
"""Where inside the answer (`""`, or `/2/amount` for a cell) and why, one of `REASONS`."""

LARGEST = 10**15
REASONS = (
    "not_text", "unreadable", "too_long", "too_short", "one_line", "not_an_email", "not_a_phone", "not_digits",
    "not_a_number", "too_small", "too_large", "not_yes_no", "not_a_date", "not_a_time", "not_a_range", "incomplete",
    "backwards", "not_a_choice", "repeated", "too_few", "too_many", "not_a_reference", "not_a_file", "file_name",
    "file_type", "file_size", "not_agreed", "not_a_table", "required",
)  # fmt: skip

_FORMATS = {
    "email": ("not_an_email", re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}")),
    "phone": ("not_a_phone", re.compile(r"\+?[0-9][0-9 ().-]{3,28}[0-9]")),
    "digits": ("not_digits", re.compile(r"[0-9]+")),
}
FORMATS = tuple(_FORMATS)
_DATE = re.compile(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NO_FILE_NAME = re.compile(r"[\x01-\x1f\x7f/\\]")


def is_date(text: object) -> bool:
    """Whether it is a day of the calendar, `2026-11-25`, of 1900 to 2199."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:  # 30 February
        return False
    return True


def is_time(text: object) -> bool:
    """Whether it is a time of the day, `09:30`."""
    return isinstance(text, str) and bool(_TIME.fullmatch(text))


def wrong(schema: Schema, answer: Any) -> Wrong | None:
    """What is wrong with an answer that is not missing; None when it may be kept."""
    return _KINDS[schema["kind"]](schema, answer)


def canonical(schema: Schema, answer: Any) -> Any:
    """The answer as it is kept, None when it is missing: a table without blank lines, an agreement with its text."""
    match schema["kind"], answer:
        case "table", list():
            answer = [_filled(line) if isinstance(line, dict) else line for line in answer]
            answer = [line for line in answer if line != {}]
        case "range", dict():
            answer = _filled(answer)
        case "consent", bool():
            answer = schema["stored"] if answer else None
    return None if is_missing(answer) else answer


def _filled(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {key: each for key, each in mapping.items() if not is_missing(each)}


def _reason(reason: str | None) -> Wrong | None:
    return None if reason is None else ("", reason)


def _text(schema: Schema, answer: Any) -> Wrong | None:
    if not isinstance(answer, str):
        return _reason("not_text")
    if clean(answer) != answer:
        return _reason("unreadable")
    if len(answer) > schema["max"]:
        return _reason("too_long")
    if len(answer.strip(BLANK)) < schema["min"]:
        return _reason("too_short")
    if not schema["lines"] and ("\n" in answer or "\r" in answer):
        return _reason("one_line")
    if "format" in schema:
        reason, pattern = _FORMATS[schema["format"]]
        return _reason(None if pattern.fullmatch(answer) else reason)
    return None


def _number(schema: Schema, answer: Any) -> Wrong | None:
    if type(answer) is not int:
        return _reason("not_a_number")
    if answer < schema["min"]:
        return _reason("too_small")
    return _reason("too_large" if answer > schema["max"] else None)


def _yes_no(schema: Schema, answer: Any) -> Wrong | None:
    return _reason(None if type(answer) is bool else "not_yes_no")


def _day(schema: Schema, answer: Any) -> Wrong | None:
    return _reason(None if is_date(answer) else "not_a_date")


def _time(schema: Schema, answer: Any) -> Wrong | None:
    return _reason(None if is_time(answer) else "not_a_time")


def _range(schema: Schema, answer: Any) -> Wrong | None:
    if not isinstance(answer, dict) or not answer.keys() <= {"from", "to"}:
        return _reason("not_a_range")
    ends = _filled(answer)
    if not ends:
        return None
    if not all(is_date(end) for end in ends.values()):
        return _reason("not_a_date")
    if len(ends) < 2:
        return _reason("incomplete")
    return _reason("backwards" if ends["to"] < ends["from"] else None)


def _one_of(schema: Schema, answer: Any) -> Wrong | None:
    return _reason(None if isinstance(answer, str) and answer in schema["options"] else "not_a_choice")


def _some_of(schema: Schema, answer: Any) -> Wrong | None:
    options = schema["options"]
    if not isinstance(answer, list) or not all(isinstance(each, str) and each in options for each in answer):
        return _reason("not_a_choice")
    if len(set(answer)) < len(answer):
        return _reason("repeated")
    if len(answer) < schema["min"]:
        return _reason("too_few")
    return _reason("too_many" if len(answer) > schema["max"] else None)


def _reference(schema: Schema, answer: Any) -> Wrong | None:
    fits = isinstance(answer, str) and len(answer) <= 100 and clean(answer) == answer
    return _reason(None if fits else "not_a_reference")


def _files(schema: Schema, answer: Any) -> Wrong | None:
    if not isinstance(answer, list):
        return _reason("not_a_file")
    if len(answer) > schema["max"]:
        return _reason("too_many")
    return _reason(next((reason for file in answer if (reason := _file(schema, file))), None))


def _file(schema: Schema, file: Any) -> str | None:
    if not isinstance(file, dict) or file.keys() != {"sha256", "name", "size"}:
        return "not_a_file"
    sha256, name, size = file["sha256"], file["name"], file["size"]
    if not isinstance(sha256, str) or not isinstance(name, str) or type(size) is not int:
        return "not_a_file"
    if not _SHA256.fullmatch(sha256):
        return "not_a_file"
    if not 1 <= len(name) <= 200 or clean(name) != name or _NO_FILE_NAME.search(name):
        return "file_name"
    if "." not in name or fold(name.rpartition(".")[2]) not in schema["types"]:
        return "file_type"
    return None if 1 <= size <= schema["size"] else "file_size"


def _consent(schema: Schema, answer: Any) -> Wrong | None:
    return _reason(None if type(answer) is bool or answer == schema["stored"] else "not_agreed")


def _table(schema: Schema, answer: Any) -> Wrong | None:
    columns = schema["columns"]
    known = {column["key"] for column in columns}
    if not isinstance(answer, list) or not all(isinstance(line, dict) and line.keys() <= known for line in answer):
        return _reason("not_a_table")
    lines = [(at, filled) for at, line in enumerate(answer) if (filled := _filled(line))]
    if len(lines) > schema["max"]:
        return _reason("too_many")
    if lines and len(lines) < schema["min"]:
        return _reason("too_few")
    for at, line in lines:
        for column in columns:
            key = column["key"]
            if key not in line:
                if column.get("required"):
                    return f"/{at}/{key}", "required"
            elif found := wrong(column["schema"], line[key]):
                return f"/{at}/{key}", found[1]
    return None


_KINDS: dict[str, Callable[[Schema, Any], Wrong | None]] = {
    "text": _text,
    "number": _number,
    "yes_no": _yes_no,
    "date": _day,
    "time": _time,
    "range": _range,
    "one_of": _one_of,
    "some_of": _some_of,
    "reference": _reference,
    "files": _files,
    "consent": _consent,
    "table": _table,
}
