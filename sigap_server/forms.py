"""Reads forms that people write, one file a form, and makes of them what laptops and database read.

Shape is checked here, by pydantic; what a type of field lets a form set is declared by the type itself; all that needs
the form as a whole (conditions, references, circles) is `desktop_app.domain.forms.definition`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from desktop_app.domain.forms.definition import DefinitionFaults, publish
from desktop_app.domain.forms.definition_check import OF_EVERY_FIELD
from desktop_app.domain.forms.fields import BY_NAME, CELLS
from desktop_app.domain.forms.fields.type import FieldType
from desktop_app.domain.forms.rows import Form
from sigap_server.file_errors import FileError, FileErrors
from sigap_server.text_source import files_in
from sigap_server.yaml_source import Location, Strict, Words, YamlSource, expected, read_yaml

Condition = dict[str, Any] | Literal[True]
Messages = list[tuple[Condition, Words]]
Rules = list[tuple[Condition, str]]
Category = Literal["leave", "benefits", "pay", "onboarding", "work", "it", "facilities", "safety"]


class ColumnPart(Strict):
    """A column of a table; what else stands there belongs to its type."""

    model_config = ConfigDict(extra="allow")

    key: str
    type: str
    label: Words
    help: Words | None = None
    required: bool = False


class FieldPart(Strict):
    """A field; what else stands there belongs to its type."""

    model_config = ConfigDict(extra="allow")

    key: str
    type: str
    label: Words
    help: Words | None = None
    required: dict[str, Any] | bool = False
    show: Condition = True
    default: Any = None
    suggest: dict[str, Any] | None = None
    refuse: Messages = Field(default=[])
    warn: Messages = Field(default=[])
    link: bool = False
    personal: bool = False


class PagePart(Strict):
    """A page of the wizard."""

    key: str
    title: Words
    show: Condition = True
    fields: list[FieldPart] = Field(min_length=1)


class PromisePart(Strict):
    """What the team promises, in open hours of its calendar."""

    first_response_hours: int = Field(ge=1)
    next_update_hours: int | None = Field(default=None, ge=1)
    resolution_hours: int | None = Field(default=None, ge=1)


class SubjectPart(Strict):
    """An answer, or words that may hold one as {answer}."""

    answer: str | None = None
    text: Words | None = None


class EmergencyPart(Strict):
    """When it is one, whose on-call phone is shown before anything is sent, and with which words."""

    when: Condition
    call: str
    text: Words


class FormFile(Strict):
    """A form as it is written."""

    key: str
    version: int = Field(ge=1)
    team: str
    icon: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    category: Category
    title: Words
    about: Words
    promise: PromisePart
    audience: Annotated[str, Field(pattern=r"^(all|(team|site|person):[a-z0-9_-]+)$")] = "all"
    articles: list[str] = Field(default=[])
    subject: SubjectPart
    pages: list[PagePart] = Field(min_length=1)
    route: Rules = Field(default=[])
    priority: Rules = Field(default=[])
    approvals: Rules = Field(default=[])
    emergency: EmergencyPart | None = None


def read_folder(
    path: Path, *, teams: Collection[str] | None = None, articles: Collection[str] | None = None
) -> list[Form]:
    """The forms of a folder, in order of key, which is the file's name, ready to publish.

    Teams and articles are looked up in `teams` and `articles` where these are given. Raises `FileErrors` with all
    mistakes: nothing may be published then.
    """
    forms: list[Form] = []
    errors: list[FileError] = []
    for file in files_in(path, "*.yaml"):
        try:
            forms.append(read_form(file, teams=teams, articles=articles))
        except FileErrors as failed:
            errors += failed.errors
    if errors:
        raise FileErrors(errors)
    return forms


def check_folder(
    path: Path, *, teams: Collection[str] | None = None, articles: Collection[str] | None = None
) -> list[FileError]:
    """All that is wrong in the forms of a folder."""
    try:
        read_folder(path, teams=teams, articles=articles)
    except FileErrors as failed:
        return list(failed.errors)
    return []


def read_form(path: Path, *, teams: Collection[str] | None = None, articles: Collection[str] | None = None) -> Form:
    """One form, ready to publish. Raises `FileErrors`."""
    source = read_yaml(path)
    file = source.validate(FormFile)
    written = file.model_dump(mode="json", exclude_unset=True)
    errors = list(_settings_errors(source, written)) + list(_reference_errors(source, file, teams, articles))
    if file.key != path.stem:
        errors.append(source.error(("key",), f"the name of the file, {path.stem}"))
    if not errors:
        try:
            return publish(written)
        except DefinitionFaults as found:
            errors = [source.error(fault.path, fault.expected) for fault in found.faults]
    raise FileErrors(errors)


def _settings_errors(source: YamlSource, written: Mapping[str, Any]) -> Iterator[FileError]:
    """What is wrong with what each type of field lets a form set."""
    for at, page in enumerate(written["pages"]):
        for of, field in enumerate(page["fields"]):
            place: Location = ("pages", at, "fields", of)
            yield from _type_errors(source, place, field, BY_NAME)
            name = BY_NAME[field["type"]].fields_in if field["type"] in BY_NAME else None
            columns = field.get(name) if name else None
            for number, column in enumerate(columns if isinstance(columns, list) else []):
                yield from _column_errors(source, (*place, str(name), number), column)


def _column_errors(source: YamlSource, place: Location, column: Any) -> Iterator[FileError]:
    try:
        column.update(ColumnPart.model_validate(column).model_dump(exclude_unset=True))
    except ValidationError as failed:
        yield from _located(source, place, failed)
    else:
        yield from _type_errors(source, place, column, CELLS)


def _type_errors(
    source: YamlSource, place: Location, field: Mapping[str, Any], types: Mapping[str, FieldType]
) -> Iterator[FileError]:
    if field["type"] not in types:
        yield source.error((*place, "type"), f"one of {', '.join(types)}")
        return
    shape: type[Any] = types[field["type"]].settings
    settings = {name: given for name, given in field.items() if name not in OF_EVERY_FIELD}
    try:  # as JSON, where a mapping may stand for a dataclass and still nothing is coerced
        TypeAdapter(shape).validate_json(json.dumps(settings))
    except ValidationError as failed:
        yield from _located(source, place, failed)


def _located(source: YamlSource, place: Location, failed: ValidationError) -> Iterator[FileError]:
    for error in failed.errors(include_url=False):
        yield source.error((*place, *error["loc"]), expected(error))


def _reference_errors(
    source: YamlSource, file: FormFile, teams: Collection[str] | None, articles: Collection[str] | None
) -> Iterator[FileError]:
    if teams is not None:
        for place, team in _teams(file):
            if team not in teams:
                yield source.error(place, f"one of {', '.join(sorted(teams))}")
    for at, article in enumerate(file.articles):
        if articles is not None and article not in articles:
            yield source.error(("articles", at), "the id of an article")


def _teams(file: FormFile) -> Iterator[tuple[Location, str]]:
    yield ("team",), file.team
    if file.emergency:
        yield ("emergency", "call"), file.emergency.call
    for at, (_, team) in enumerate(file.route):
        yield ("route", at, 1), team
    for at, (_, step) in enumerate(file.approvals):
        if step.startswith("lead:"):
            yield ("approvals", at, 1), step.removeprefix("lead:")
