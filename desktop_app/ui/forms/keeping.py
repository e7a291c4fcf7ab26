"""Files of a form on their way into the laptop's database: checked against the field, kept off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.catalogue import Catalogue
from desktop_app.domain.forms.conditions import fold
from desktop_app.sentences import file_refusal
from desktop_app.ui.context import Context, Store
from desktop_app.ui.forms.surroundings import FileAnswer, Keep
from desktop_app.ui.operation import Failure
from desktop_app.wording import file_size


class NotTaken(Exception):
    """The form does not take this file. `reason`: "file_type" or "file_size"."""

    def __init__(self, reason: str, name: str) -> None:
        super().__init__(f"{reason}: {name}")
        self.reason, self.name = reason, name


def keep_file(store: Store, source: Path | bytes, name: str, field: Mapping[str, Any]) -> FileAnswer:
    """Keeps the bytes. Raises `NotTaken` before they are read, else what the store refuses a file with."""
    if fold(name.rpartition(".")[2]) not in field["types"] or "." not in name:
        raise NotTaken("file_type", name)
    if _size(source) > field["max_size"]:
        raise NotTaken("file_size", name)
    kept: FileAnswer = store.files.put_file(source, name)
    return kept


def keeper(context: Context, owner: QObject) -> Keep:
    """`Keep` for the controls of one page."""

    def keep(
        source: Path | bytes, name: str, field: Mapping[str, Any], kept: Callable[[FileAnswer], object],
        refused: Callable[[str], object],
    ) -> None:  # fmt: skip
        def failed(failure: Failure) -> None:
            refused(why_not(context.text, failure.error, name, field))

        context.write(lambda store: keep_file(store, source, name, field), kept, owner=owner, failed=failed)

    return keep


def why_not(text: Catalogue, error: BaseException, name: str, field: Mapping[str, Any]) -> str:
    """Why a file was not taken, and what to do instead."""
    reason = str(getattr(error, "reason", ""))
    if reason == "file_type":
        types = ", ".join(ending.upper() for ending in field["types"])
        return text("{name} cannot be used here. Choose one of these kinds: {types}.", name=name, types=types)
    if reason == "file_size" or (reason == "too_large" and field["max_size"]):
        largest = file_size(field["max_size"])
        return text(
            "{name} is larger than {largest}. Make it smaller, or send it another way.", name=name, largest=largest
        )
    if not reason:
        return text(
            "{name} was not kept: there is no room left on this computer. Make room, then add it again.", name=name
        )
    return file_refusal(text, reason, name)


def _size(source: Path | bytes) -> int:
    if isinstance(source, bytes):
        return len(source)
    try:
        return source.stat().st_size
    except (OSError, ValueError):  # the store says that it cannot be read
        return 0
