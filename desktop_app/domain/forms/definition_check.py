"""Finds what is wrong with a form as it is written, beyond its shape: texts, keys, settings, rules, conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.forms.answers import CONFIRMED
from desktop_app.domain.forms.condition_check import ConditionCheck
from desktop_app.domain.forms.fields import BY_NAME, CELLS
from desktop_app.domain.forms.fields.type import Fault, FieldType, Kind, missing_texts
from desktop_app.domain.forms.operand_check import PROFILE, Path

PRIORITIES = ("low", "normal", "high")
EMERGENCY = "emergency"
CATEGORIES = ("leave", "benefits", "pay", "onboarding", "work", "it", "facilities", "safety")
OF_EVERY_FIELD = (
    "key", "type", "label", "help", "required", "show", "default", "suggest", "refuse", "warn", "link", "personal",
)  # fmt: skip
_FORM_KEY = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FIELD_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_STEP = re.compile(r"manager|lead:[a-z0-9_-]+|person:[a-z0-9_.-]+")


@dataclass(frozen=True)
class Place:
    """A field, where it stands, and its page."""

    field: dict[str, Any]
    path: Path
    page: Mapping[str, Any]

    @property
    def type(self) -> FieldType:
        return BY_NAME[self.field["type"]]


def form_faults(written: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the form around its fields."""
    if not _FORM_KEY.fullmatch(written["key"]):
        yield Fault(("key",), "small letters and digits with hyphens between")
    if written["version"] < 1:
        yield Fault(("version",), "a number from 1")
    for name in ("title", "about"):
        yield from missing_texts(written[name], name)
    yield from _unique(("pages",), [page["key"] for page in written["pages"]])
    fields = [
        (("pages", at, "fields", of, "key"), field["key"])
        for at, page in enumerate(written["pages"])
        for of, field in enumerate(page["fields"])
    ]
    seen: set[str] = set()
    for path, key in fields:
        if key in seen:
            yield Fault(path, f'a key of its own: "{key}" is there already')
        seen.add(key)
    for at, page in enumerate(written["pages"]):
        yield from missing_texts(page["title"], "pages", at, "title")
    if not fields:
        yield Fault(("pages",), "at least one field")
    yield from _rule_faults(written)
    yield from _subject_faults(written["subject"], {key for _, key in fields})


def _rule_faults(written: Mapping[str, Any]) -> Iterator[Fault]:
    for at, (_, word) in enumerate(written.get("priority", [])):
        if word not in PRIORITIES:
            yield Fault(("priority", at, 1), f"one of {', '.join(PRIORITIES)} (an emergency is declared by emergency)")
    for at, (_, step) in enumerate(written.get("approvals", [])):
        if not isinstance(step, str) or not _STEP.fullmatch(step):
            yield Fault(("approvals", at, 1), "manager, lead:<team> or person:<login>")
    if EMERGENCY in written:
        yield from missing_texts(written[EMERGENCY]["text"], EMERGENCY, "text")


def _subject_faults(subject: Mapping[str, Any], keys: set[str]) -> Iterator[Fault]:
    if "text" in subject:
        yield from missing_texts(subject["text"], "subject", "text")
        for language, text in subject["text"].items():
            if ("{answer}" in text) != ("answer" in subject):
                yield Fault(("subject", "text", language), "{answer} where the answer goes, and only with an answer")
    elif "answer" not in subject:
        yield Fault(("subject",), "an answer or a text")
    if "answer" in subject and subject["answer"] not in keys:
        yield Fault(("subject", "answer"), f'the key of a field: there is no "{subject["answer"]}"')


def _unique(path: Path, keys: Sequence[str]) -> Iterator[Fault]:
    for at, key in enumerate(keys):
        if not _FIELD_KEY.fullmatch(key) or key == CONFIRMED:
            yield Fault((*path, at, "key"), f'small letters, digits and underscores, not "{CONFIRMED}"')
        if key in keys[:at]:
            yield Fault((*path, at, "key"), f'a key of its own: "{key}" is there already')


def own_faults(place: Place) -> Iterator[Fault]:
    """What is wrong with a field by itself."""
    field, kind, path = place.field, place.type, place.path
    if not _FIELD_KEY.fullmatch(field["key"]) or field["key"] == CONFIRMED:
        yield Fault((*path, "key"), f'small letters, digits and underscores, not "{CONFIRMED}"')
    yield from _text_faults(field, path)
    yield from (Fault((*path, *fault.path), fault.expected) for fault in kind.faults(field))
    if kind.fields_in:
        columns = field[kind.fields_in]
        yield from _unique((*path, kind.fields_in), [column["key"] for column in columns])
        for at, column in enumerate(columns):
            yield from _column_faults(column, (*path, kind.fields_in, at))
    for name in ("required", "default", "suggest", "link"):
        if name in field and not kind.asks:
            yield Fault((*path, name), f"nothing: nobody answers a {kind.name}")
    for name in ("refuse", "warn"):
        if name in field and kind.schema(field) is None:
            yield Fault((*path, name), f"nothing: a {kind.name} has no answer")
    if field.get("link") and (kind.personal or field.get("personal")):
        yield Fault((*path, "link"), "nothing: a link may not fill in what is personal")
    if "default" in field and (found := kind.wrong(field, field["default"])):
        yield Fault((*path, "default"), f"an answer the field takes ({found})")


def _column_faults(column: dict[str, Any], path: Path) -> Iterator[Fault]:
    yield from _text_faults(column, path)
    for fault in CELLS[column["type"]].faults(column):
        yield Fault((*path, *fault.path), fault.expected)
    for name in OF_EVERY_FIELD:
        if name in column and name not in ("key", "type", "label", "help", "required"):
            yield Fault((*path, name), "nothing: a column has key, type, label, help and required")
    if column.get("required", True) is not True:
        yield Fault((*path, "required"), "true, or nothing")
    for at, option in enumerate(column.get("options", [])):
        if "show" in option:
            yield Fault((*path, "options", at, "show"), "nothing: the options of a column always show")


def _text_faults(field: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for name in ("label", "help"):
        if name in field:
            yield from missing_texts(field[name], *path, name)
    for rules in ("refuse", "warn"):
        for at, (_, text) in enumerate(field.get(rules, [])):
            yield from missing_texts(text, *path, rules, at, 1)


def condition_faults(
    written: Mapping[str, Any], pages: Sequence[Mapping[str, Any]], places: Sequence[Place]
) -> list[Fault]:
    """What is wrong with the conditions and calculations, once the fields by themselves are right."""
    kinds = {place.field["key"]: place.type.kind(place.field) for place in places}
    check = ConditionCheck(kinds)
    for at, page in enumerate(pages):
        if "show" in page:
            check.condition(page["show"], ("pages", at, "show"))
    for place in places:
        field, path = place.field, place.path
        for name in ("show", "required"):
            if name in field and field[name] is not False:
                check.condition(field[name], (*path, name))
        for name in ("refuse", "warn"):
            for at, (condition, _) in enumerate(field.get(name, [])):
                check.condition(condition, (*path, name, at, 0))
        for at, option in enumerate(field.get("options", [])):
            if "show" in option:
                check.condition(option["show"], (*path, "options", at, "show"))
        if "calculate" in field:
            _expect(check, field["calculate"], kinds[field["key"]], (*path, "calculate"))
        if "suggest" in field:
            found = check.operand(field["suggest"], (*path, "suggest"), None, PROFILE)
            if found and found.name not in (kinds[field["key"]].name, "const"):
                check.faults.append(Fault((*path, "suggest"), "something the field takes"))
    for name in ("route", "priority", "approvals"):
        for at, (condition, _) in enumerate(written.get(name, [])):
            check.condition(condition, (name, at, 0))
    if EMERGENCY in written:
        check.condition(written[EMERGENCY]["when"], (EMERGENCY, "when"))
    return check.faults


def _expect(check: ConditionCheck, operand: Any, kind: Kind, path: Path) -> None:
    found = check.operand(operand, path)
    constant = found == Kind("const", "number")
    if found and not constant and (found.name != "number" or found.unit not in (kind.unit, "any")):
        unit = f" in {kind.unit}" if kind.unit else ""
        check.faults.append(Fault(path, f"a calculation that comes to a number{unit}"))
