"""The options a person chooses from: stable keys, labels in each language, each shown or not by a condition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from desktop_app.domain.forms.fields.type import FORBID, Fault, Field, Texts, in_language, missing_texts

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True)
class Option:
    """One option. Its key never changes; its label may."""

    __pydantic_config__: ClassVar[dict[str, Any]] = FORBID
    key: str
    label: Texts
    help: Texts | None = None
    show: dict[str, Any] | None = None


def keys(field: Field) -> list[str]:
    """The keys of all options, shown or not."""
    return [option["key"] for option in field["options"]]


def label(field: Field, key: str, language: str) -> str:
    """What the option is called; the key itself when there is no such option."""
    return next((in_language(option["label"], language) for option in field["options"] if option["key"] == key), key)


def faults(field: Field) -> Iterator[Fault]:
    """What is wrong with the options."""
    if not field["options"]:
        yield Fault(("options",), "at least one option")
    seen: set[str] = set()
    for at, option in enumerate(field["options"]):
        key = option["key"]
        if not _KEY.fullmatch(key):
            yield Fault(("options", at, "key"), "small letters, digits, hyphens and underscores")
        if key in seen:
            yield Fault(("options", at, "key"), f'a key of its own: "{key}" is there already')
        seen.add(key)
        for name in ("label", "help"):
            if name in option:
                yield from missing_texts(option[name], "options", at, name)
