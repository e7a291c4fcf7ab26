"""What is wrong with an answer, as a sentence that says how to put it right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.answers import Problem, display, message
from desktop_app.domain.forms.fields import wording
from desktop_app.domain.forms.fields.type import Field
from desktop_app.wording import file_size, number

Say = Callable[[Catalogue, Field], str]

_SAID: dict[str, Say] = {
    "required": lambda text, field: text("Please answer this question."),
    "too_long": lambda text, field: text("Shorten this to at most {n} characters.", n=number(_most(field))),
    "one_line": lambda text, field: text("Write this in one line."),
    "not_an_email": lambda text, field: text("Write an e-mail address, such as name@company.com."),
    "not_a_phone": lambda text, field: text("Write a phone number, such as 0812-3456-7890."),
    "not_digits": lambda text, field: text("Use digits only."),
    "too_small": lambda text, field: text("At least {amount}.", amount=_amount(text, field, "min")),
    "too_large": lambda text, field: text("At most {amount}.", amount=_amount(text, field, "max")),
    "not_a_date": lambda text, field: text("Write a date as day/month/year, such as 25/11/2026."),
    "not_a_time": lambda text, field: text("Write a time, such as 09.30."),
    "not_a_range": lambda text, field: text("Fill in the first and the last day."),
    "incomplete": lambda text, field: text("Fill in the first and the last day."),
    "backwards": lambda text, field: text("The last day is before the first one."),
    "not_a_choice": lambda text, field: text("Choose one of the options."),
    "not_offered": lambda text, field: text("This no longer fits your other answers. Choose again."),
    "too_few": lambda text, field: text.plural("Choose at least {n}.", "Choose at least {n}.", field.get("min", 1)),
    "too_many": lambda text, field: text("At most {n} here.", n=field.get("max") or field.get("max_count", 1)),
    "not_in_list": lambda text, field: text("Choose from the list: what you typed is not in it."),
    "not_a_reference": lambda text, field: text("Choose from the list: what you typed is not in it."),
    "file_name": lambda text, field: text(
        "One of the files has a name that cannot be used. Rename it and add it again."
    ),
    "file_type": lambda text, field: text(
        "Only these kinds of files fit here: {types}.", types=", ".join(each.upper() for each in field.get("types", []))
    ),
    "file_size": lambda text, field: text("Each file may be up to {size}.", size=file_size(field.get("max_size", 0))),
    "not_agreed": lambda text, field: text("Please tick this to agree."),
    "unreadable": lambda text, field: text("There are characters in it that cannot be sent. Type it anew."),
}  # fmt: skip


def reason(text: Catalogue, definition: Mapping[str, Any], problem: Problem, language: str) -> str:
    """The sentence for one problem: the form's own words where it has some."""
    if problem[1] in ("unknown_field", "not_answers"):
        return text("This form has no such question.")
    if (said := message(definition, problem, language)) is not None:
        return said
    field = _column(display(definition, problem[0]), problem[0])
    if problem[1] == "too_short":
        return _too_short(text, field)
    if problem[1] == "not_a_number":
        return _not_a_number(text, field)
    if problem[1] in ("too_few", "too_many") and field["type"] == "table":
        least = problem[1] == "too_few"
        n = field["min" if least else "max"]
        return text.plural("Add at least {n} line.", "Add at least {n} lines.", n) if least else (
            text.plural("At most {n} line.", "At most {n} lines.", n)
        )  # fmt: skip
    if problem[1] == "required" and field["type"] == "consent":
        return text("Please tick this to agree.")
    if problem[1] == "required" and field["type"] == "file":
        return text("Please add a file.")
    say = _SAID.get(problem[1])
    return say(text, field) if say else text("This answer does not fit the question.")


def _column(field: Field, where: str) -> Field:
    key = where.rpartition("/")[2]
    found: Field = next((each for each in field.get("columns", []) if each["key"] == key), field)
    return found


def _too_short(text: Catalogue, field: Field) -> str:
    least = field.get("min", 1)
    if field.get("format") == "digits":
        if field.get("max") == least:
            return text("Exactly {n} digits.", n=least)
        return text("At least {n} digits.", n=least)
    return text.plural("Write at least {n} character.", "Write at least {n} characters.", least)


def _not_a_number(text: Catalogue, field: Field) -> str:
    language = text.language
    if field["type"] == "money":
        scale = wording.CURRENCIES[field["currency"]][1]
        return text("Use digits only, such as {example}.", example=wording.number(450_000 * 10**scale, scale, language))
    if field["type"] == "decimal":
        return text(
            "Use digits only, such as {example}.",
            example=wording.number(15 * 10 ** (field["scale"] - 1), field["scale"], language),
        )
    return text("Use digits only, such as {example}.", example="12")


def _amount(text: Catalogue, field: Field, which: str) -> str:
    amount, language = int(field.get(which, 0)), text.language
    if field["type"] == "money":
        return wording.money(amount, field["currency"], language)
    return wording.number(amount, field["scale"] if field["type"] == "decimal" else 0, language)


def _most(field: Field) -> int:
    return int(field.get("max", 254))
