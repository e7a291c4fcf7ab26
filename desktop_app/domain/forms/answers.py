"""Which answers count, what is wrong with them, and what follows. `sql/rules/answers.sql` says it again.

Works on a published definition (`definition.publish`): its `fields` stand in an order in which a field looks only at
earlier ones, so one pass decides what shows. A hidden or wrong answer counts as missing for all that follow.
`context` holds `today` (ISO), `me.site`, `me.kind` (the role) and `me.team`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from desktop_app.domain.forms import schema
from desktop_app.domain.forms.conditions import Answers, holds, is_missing, value
from desktop_app.domain.forms.fields import BY_NAME
from desktop_app.domain.forms.fields.type import Field, Names, in_language

Definition = Mapping[str, Any]
Problem = tuple[str, str]
"""Where, a field's key or `lines/2/amount`, and why: `schema.REASONS`, or one of `REASONS`."""

CONFIRMED = "confirmed"
"""The answer that holds which warnings the person confirmed: `["amount/0"]`."""
REASONS = ("unknown_field", "not_offered", "differs")
"""Beside those of the schema; and `refuse/0`, `confirm/0`, whose words stand in the field (`message`)."""
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Verdict:
    """What comes of answers: the first problem, or None; what is kept, and where it goes."""

    problem: Problem | None
    kept: dict[str, Any]
    team: str
    priority: str
    approvals: list[str]


@dataclass
class Walk:
    """One pass over the fields: which show, which answers are kept, which are wrong."""

    kept: dict[str, Any] = field(default_factory=dict)
    shown: list[Field] = field(default_factory=list)
    wrong: dict[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownField:
    """A field that shows now; `offered` are the keys of the options that do, None where there are no options."""

    key: str
    required: bool
    offered: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ShownPage:
    """A page with at least one field that shows."""

    key: str
    fields: tuple[ShownField, ...]


@dataclass(frozen=True)
class View:
    """What the wizard shows now.

    Pages are numbered by their place here. `kept` is what would be sent, `problems` is all that is wrong or still
    asked, `dropped` the answered fields that are hidden and stay behind. In an `emergency` the phone comes first.
    """

    pages: tuple[ShownPage, ...]
    kept: dict[str, Any]
    problems: tuple[Problem, ...]
    dropped: tuple[str, ...]
    emergency: bool


class Sentence(NamedTuple):
    """One line of the review: the page, the question, the answer as text, and the key of the field."""

    page: str
    label: str
    text: str
    field: str


def judge(definition: Definition, answers: Any, context: Answers) -> Verdict:
    """What the database will say of these answers, sent today. Never raises, whatever the answers are."""
    given = answers if isinstance(answers, Mapping) else {}
    passed = walk(definition, given, context)
    kept, team, priority = passed.kept, definition["team"], "normal"
    asked, confirmed = _after(passed, given, context)
    if confirmed:
        kept[CONFIRMED] = confirmed
    problem = _unknown(definition, answers) or next(iter(passed.wrong.values()), None)
    for condition, to in reversed(definition.get("route", [])):
        team = to if holds(condition, kept, context) else team
    for condition, word in reversed(definition.get("priority", [])):
        priority = word if holds(condition, kept, context) else priority
    steps = [step for condition, step in definition.get("approvals", []) if holds(condition, kept, context)]
    return Verdict(problem or next(iter(asked), None), kept, team, priority, list(dict.fromkeys(steps)))


def walk(
    definition: Definition,
    answers: Answers,
    context: Answers,
    fill: Callable[[Field, Answers], Any] | None = None,
) -> Walk:
    """The pass itself; `fill` gives the answer of a shown field that has none, from what is kept so far."""
    done = Walk()
    for each in definition["fields"]:
        if not holds(each.get("show", True), done.kept, context):
            continue
        done.shown.append(each)
        if "schema" not in each:
            continue
        key, answer = each["key"], answers.get(each["key"])
        if "calculate" in each:
            computed = value(each["calculate"], done.kept, context)
            if not is_missing(answer) and (type(answer) is not int or answer != computed):
                done.wrong[key] = (key, "differs")
            answer = computed
        elif fill and is_missing(answer):
            answer = fill(each, done.kept)
        if is_missing(answer):
            continue
        if found := schema.wrong(each["schema"], answer):
            done.wrong.setdefault(key, (key + found[0], found[1]))
        elif "when" in each and not _offered(each["when"], answer, done.kept, context):
            done.wrong[key] = (key, "not_offered")
        elif (canonical := schema.canonical(each["schema"], answer)) is not None:
            done.kept[key] = canonical
    return done


def visible(definition: Definition, answers: Answers, context: Answers) -> View:
    """What the wizard shows of a draft now. Calculated answers are worked out, whatever the draft says of them."""
    compiled = {each["key"]: each for each in definition["fields"]}
    typed = {key: answer for key, answer in answers.items() if "calculate" not in compiled.get(key, {})}
    passed = walk(definition, typed, context)
    asked, confirmed = _after(passed, typed, context)
    shown = {each["key"]: each for each in passed.shown}
    pages = tuple(
        ShownPage(page["key"], fields)
        for page in definition["pages"]
        if (
            fields := tuple(
                _shown(each, shown, passed.kept, context) for each in page["fields"] if each["key"] in shown
            )
        )
    )
    kept = {**passed.kept, CONFIRMED: confirmed} if confirmed else passed.kept
    dropped = tuple(
        key for key, answer in typed.items() if key in compiled and key not in shown and not is_missing(answer)
    )
    emergency = holds(definition.get("emergency", {}).get("when", False), kept, context)
    return View(pages, kept, (*passed.wrong.values(), *asked), dropped, emergency)


def message(definition: Definition, problem: Problem, language: str) -> str | None:
    """The form's own words for `refuse/0` and `confirm/0`; None for other reasons, whose words are ours."""
    word, _, at = problem[1].partition("/")
    if not at:
        return None
    rules = display(definition, problem[0])["refuse" if word == "refuse" else "warn"]
    return in_language(rules[int(at)][1], language)


def display(definition: Definition, key: str) -> Field:
    """The field as its page has it: label, help and settings; of a cell, its table. Raises KeyError."""
    for page in definition["pages"]:
        for each in page["fields"]:
            if each["key"] == key.partition("/")[0]:
                found: Field = each
                return found
    raise KeyError(key)


def subject(definition: Definition, kept: Answers, language: str, names: Names = lambda kind, key: key) -> str:
    """What the request is about in one line: an answer, or the form's words around one; else the form's title."""
    about, title = definition["subject"], in_language(definition["title"], language)
    key = about.get("answer")
    if key is None:
        return in_language(about["text"], language)
    if key not in kept:
        return title
    each = display(definition, key)
    answer = " ".join(BY_NAME[each["type"]].as_text(each, kept[key], language, names).split())
    text = in_language(about["text"], language).replace("{answer}", answer) if "text" in about else answer
    return text if len(text) <= LONGEST_SUBJECT else text[: LONGEST_SUBJECT - 1].rstrip() + "…"


def sentences(
    definition: Definition, kept: Answers, language: str, names: Names = lambda kind, key: key
) -> list[Sentence]:
    """What is sent, as the review, the agent and an export show it: only what was kept, in the form's order."""
    return [
        Sentence(page["key"], in_language(each["label"], language), text, each["key"])
        for page in definition["pages"]
        for each in page["fields"]
        if each["key"] in kept
        for text in [BY_NAME[each["type"]].as_text(each, kept[each["key"]], language, names)]
    ]


def files(definition: Definition, kept: Answers) -> list[dict[str, Any]]:
    """The files that go with what is kept: those of hidden or replaced answers stay where they are."""
    return [file for each in _of_type(definition, "file") for file in kept.get(each["key"], [])]


def cleaned(definition: Definition, typed: Answers, language: str) -> dict[str, Any]:
    """What a person or a script gave, as answers: text trimmed, `25/11/2026` and `Rp450.000` read."""
    types = {each["key"]: each for page in definition["pages"] for each in page["fields"]}
    return {
        key: BY_NAME[types[key]["type"]].clean(types[key], given, language) if key in types else given
        for key, given in typed.items()
    }


def _after(passed: Walk, answers: Answers, context: Answers) -> tuple[list[Problem], list[str]]:
    """What is still asked, and which warnings hold and were confirmed. Looks at all that is kept: no order counts."""
    hard: list[Problem] = []
    soft: list[Problem] = []
    confirmed: list[str] = []
    given = answers.get(CONFIRMED)
    for each in passed.shown:
        key = each["key"]
        missing = key not in passed.kept and key not in passed.wrong
        if missing and holds(each.get("required", False), passed.kept, context):
            hard.append((key, "required"))
        for at, condition in enumerate(each.get("refuse", [])):
            if holds(condition, passed.kept, context):
                hard.append((key, f"refuse/{at}"))
        for at, condition in enumerate(each.get("warn", [])):
            if holds(condition, passed.kept, context):
                if isinstance(given, list) and f"{key}/{at}" in given:
                    confirmed.append(f"{key}/{at}")
                else:
                    soft.append((key, f"confirm/{at}"))
    return hard + soft, confirmed


def _shown(each: Field, shown: Mapping[str, Field], kept: Answers, context: Answers) -> ShownField:
    compiled = shown[each["key"]]
    options = compiled.get("schema", {}).get("options")
    when = compiled.get("when", {})
    offered = options and tuple(key for key in options if holds(when.get(key, True), kept, context))
    return ShownField(each["key"], holds(compiled.get("required", False), kept, context), offered)


def _unknown(definition: Definition, answers: Any) -> Problem | None:
    if not isinstance(answers, Mapping):
        return "", "not_answers"
    known = {each["key"] for each in definition["fields"] if "schema" in each} | {CONFIRMED}
    if strange := sorted(answers.keys() - known):
        return strange[0], "unknown_field"
    given = answers.get(CONFIRMED)
    fits = is_missing(given) or (isinstance(given, list) and all(isinstance(each, str) for each in given))
    return None if fits else (CONFIRMED, "not_a_choice")


def _offered(when: Mapping[str, Any], answer: Any, kept: Answers, context: Answers) -> bool:
    chosen = answer if isinstance(answer, list) else [answer]
    return all(holds(when.get(each, True), kept, context) for each in chosen)


def _of_type(definition: Definition, name: str) -> Iterator[Field]:
    return (each for page in definition["pages"] for each in page["fields"] if each["type"] == name)
