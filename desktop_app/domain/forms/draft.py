"""What happens to answers before they are sent: filled in, corrected, carried over. Pure functions over a draft.

A draft keeps every answer, hidden ones too: what shows again comes back. Beside them it keeps which fields the person
touched; a default or suggestion is made anew until then, and never after.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.domain.forms.answers import CONFIRMED, Definition, walk
from desktop_app.domain.forms.conditions import Answers, holds, is_missing, value
from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.domain.forms.fields.type import Field, Names, in_language
from desktop_app.domain.forms.rows import Form


@dataclass(frozen=True)
class Cleared:
    """An answer that is no longer offered; put `before` back to undo."""

    field: str
    before: Any


@dataclass(frozen=True)
class Lost:
    """An answer the new version of the form has no place for, as text, so that nothing a person wrote is gone."""

    field: str
    label: str
    text: str


@dataclass(frozen=True)
class CarriedOver:
    """The answers that another version takes, and those it does not."""

    answers: dict[str, Any]
    lost: tuple[Lost, ...]


def filled(definition: Definition, answers: Answers, touched: Collection[str], context: Answers) -> dict[str, Any]:
    """The answers with defaults and suggestions in the fields that show and were not touched.

    Call before the first paint and after each change: conditions see what is filled in, in the same pass. `context`
    may hold `me.name`, `me.email` and `me.phone` too.
    """
    sources = {each["key"]: each for each in _fields(definition) if "default" in each or "suggest" in each}
    made: dict[str, Any] = {}

    def fill(field: Field, kept: Answers) -> Any:
        source = sources.get(field["key"])
        if source is None or field["key"] in touched:
            return None
        found = _suggested(source["suggest"], kept, context) if "suggest" in source else None
        made[field["key"]] = source.get("default") if is_missing(found) else found
        return made[field["key"]]

    typed = {key: answer for key, answer in answers.items() if key not in sources or key in touched}
    walk(definition, typed, context, fill)
    return {**typed, **{key: answer for key, answer in made.items() if not is_missing(answer)}}


def corrected(definition: Definition, answers: Answers, context: Answers) -> tuple[dict[str, Any], tuple[Cleared, ...]]:
    """The answers without choices that earlier answers no longer offer, and what was cleared, to be undone."""
    passed = walk(definition, answers, context)
    kept = dict(answers)
    cleared = []
    for field in passed.shown:
        key = field["key"]
        if passed.wrong.get(key) == (key, "not_offered"):
            cleared.append(Cleared(key, answers[key]))
            left = _still_offered(field, answers[key], passed.kept, context)
            kept[key] = left or None
    return kept, tuple(cleared)


def opens_in(form: str, version: int, forms: Iterable[Form]) -> Form | None:
    """The version a draft opens in: its own while that is offered, else the newest that is; None when withdrawn."""
    offered = [each for each in forms if each.form == form and each.offered]
    own = next((each for each in offered if each.version == version), None)
    return own or max(offered, key=lambda each: each.version, default=None)


def carried_over(
    old: Definition, new: Definition, answers: Answers, language: str, names: Names = lambda kind, key: key
) -> CarriedOver:
    """A draft of one version in another: by key, where the type is the same and takes the answer."""
    fields = {each["key"]: each for each in _fields(new)}
    taken: dict[str, Any] = {}
    lost: list[Lost] = []
    for each in _fields(old):
        key, answer = each["key"], answers.get(each["key"])
        kind = BY_NAME[each["type"]]
        if is_missing(answer) or not kind.asks:
            continue
        same = key in fields and fields[key]["type"] == each["type"]
        if same and kind.wrong(fields[key], answer) is None:
            taken[key] = answer
        else:
            lost.append(Lost(key, in_language(each["label"], language), _read(each, answer, language, names)))
    return CarriedOver(taken, tuple(lost))


def asked_again(old: Definition, new: Definition, kept: Answers, language: str) -> dict[str, Any]:
    """A new draft from an older request: nothing personal, no agreement, no file, nothing that was confirmed."""
    fields = {each["key"]: each for each in _fields(old)}
    taken = carried_over(old, new, kept, language).answers
    return {key: answer for key, answer in taken.items() if not _is_personal(fields[key])}


def from_link(definition: Definition, values: Mapping[str, str], language: str) -> dict[str, Any]:
    """What a `sigap://form/…` link fills in: only fields that allow it, only values they take."""
    found = {}
    for each in _fields(definition):
        kind = BY_NAME[each["type"]]
        if each["key"] in values and each.get("link") and kind.asks and not _is_personal(each):
            answer = kind.clean(each, values[each["key"]], language)
            if kind.wrong(each, answer) is None:
                found[each["key"]] = answer
    return found


def without_calculated(definition: Definition, answers: Answers) -> dict[str, Any]:
    """What a draft stores: calculated answers are worked out each time."""
    asked = {each["key"] for each in _fields(definition) if BY_NAME[each["type"]].asks} | {CONFIRMED}
    return {key: answer for key, answer in answers.items() if key in asked}


def _fields(definition: Definition) -> Iterator[Field]:
    return (each for page in definition["pages"] for each in page["fields"])


def _is_personal(field: Field) -> bool:
    return BY_NAME[field["type"]].personal or bool(field.get("personal"))


def _read(field: Field, answer: Any, language: str, names: Names) -> str:
    """The answer as text; as it is when it does not even fit its own version."""
    kind = BY_NAME[field["type"]]
    return str(answer) if kind.wrong(field, answer) else kind.as_text(field, answer, language, names)


def _suggested(operand: Mapping[str, Any], kept: Answers, context: Answers) -> Any:
    """What an operand comes to, texts as they were written and not folded for comparison."""
    match operand:
        case {"answer": key}:
            return kept.get(key)
        case {"context": name}:
            return context.get(name)
        case {"const": constant}:
            return constant
        case {"coalesce": parts}:
            found = (_suggested(part, kept, context) for part in parts)
            return next((each for each in found if not is_missing(each)), None)
        case {"if": [condition, yes, no]}:
            return _suggested(yes if holds(condition, kept, context) else no, kept, context)
    return value(operand, kept, context)


def _still_offered(field: Field, answer: Any, kept: Answers, context: Answers) -> list[str]:
    when = field["when"]
    return [each for each in answer if holds(when.get(each, True), kept, context)] if isinstance(answer, list) else []
