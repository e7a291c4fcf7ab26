"""What every type of field says about itself. One module a type; `fields.TYPES` lists them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms import schema as answer_schema
from desktop_app.domain.forms.conditions import is_missing
from desktop_app.domain.languages import CODES

Field = Mapping[str, Any]
"""A field of a published definition: `key`, `type`, `label` and what its type sets."""
Texts = dict[str, str]
"""The same text in each language of the company."""
Names = Callable[[str, str], str]
"""The name of a person, team or place: called with the kind and the key."""

FORBID = {"extra": "forbid", "strict": True}
"""How the settings of a type are read: nothing unknown, nothing coerced."""


@dataclass(frozen=True)
class Fault:
    """Something wrong in a definition: where in it, and what was expected there."""

    path: tuple[str | int, ...]
    expected: str


@dataclass(frozen=True)
class Kind:
    """What a condition sees of an answer.

    `unit` keeps apart what may not be mixed: a currency, a number of decimals, a person and a team. `keys` are the
    choices, `columns` those of a table.
    """

    name: str
    unit: str = ""
    keys: tuple[str, ...] = ()
    columns: Mapping[str, Kind] | None = None


@dataclass(frozen=True)
class NoSettings:
    """A type that leaves nothing to set."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID


class FieldType(ABC):
    """One type of field: what it lets a form set, what it takes, how it reads."""

    name: ClassVar[str]
    settings: ClassVar[type[Any]] = NoSettings
    asks: ClassVar[bool] = True
    """A person answers it, so it can be required, have a default, be filled in from elsewhere."""
    cell: ClassVar[bool] = False
    """It can be a column of a table."""
    personal: ClassVar[bool] = False
    """Never copied from an older request nor set by a link."""
    fields_in: ClassVar[str | None] = None
    """The setting that holds fields in turn."""

    @abstractmethod
    def schema(self, field: Field) -> dict[str, Any] | None:
        """What the answer must look like (see `forms.schema`); None when there is no answer."""

    @abstractmethod
    def kind(self, field: Field) -> Kind:
        """What conditions see of it."""

    @abstractmethod
    def as_text(self, field: Field, answer: Any, language: str, names: Names) -> str:
        """An answer that was kept, as a person reads it."""

    def clean(self, field: Field, typed: Any, language: str) -> Any:
        """What was typed, as an answer. What cannot be read comes back as it is, and `wrong` says why."""
        return typed

    def wrong(self, field: Field, answer: Any) -> str | None:
        """Why the answer cannot be kept, one of `schema.REASONS`; None when it can, or is missing."""
        schema = self.schema(field)
        if schema is None or is_missing(answer):
            return None
        found = answer_schema.wrong(schema, answer)
        return found[1] if found else None

    def faults(self, field: Field) -> Iterator[Fault]:
        """What is wrong with the settings, beyond their shape."""
        return iter(())

    def filled(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """The settings with their defaults. Raises TypeError for one the type does not have."""
        filled: dict[str, Any] = _without_none(asdict(self.settings(**given)))
        return filled


def missing_texts(texts: Mapping[str, str], *path: str | int) -> Iterator[Fault]:
    """A fault for each language in which there is no text."""
    for code in CODES:
        if is_missing(texts.get(code)):
            yield Fault((*path, code), f'a text in the language "{code}"')


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in that language, else in the company's first."""
    return texts.get(language) or texts[CODES[0]]


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(each) for key, each in value.items() if each is not None}
    return [_without_none(each) for each in value] if isinstance(value, list | tuple) else value
