"""Says what is wrong in a file that people wrote: file, line, field and what was expected there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class FileError:
    """One mistake. `line` counts from 1; `field` is as the writer would say it, `week.mon[0]`; both may be unknown."""

    path: Path
    line: int | None
    field: str
    expected: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else str(self.path)
        return (
            f"{place}: {self.field}: expected {self.expected}" if self.field else f"{place}: expected {self.expected}"
        )


class FileErrors(Exception):
    """All that is wrong in what was read. Who catches it has read nothing: nothing may be published."""

    def __init__(self, errors: Sequence[FileError]):
        self.errors = sorted(set(errors), key=lambda error: (str(error.path), error.line or 0, error.field))
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class Gathered:
    """Reads one file after the other and keeps what is wrong in each, so that a person is told everything at once."""

    def __init__(self) -> None:
        self.errors: list[FileError] = []

    def take(self, read: Callable[[], T]) -> T | None:
        """What was read, or None after noting its mistakes."""
        try:
            return read()
        except FileErrors as failed:
            self.errors += failed.errors
            return None

    def check(self) -> None:
        """Raises `FileErrors` if anything was wrong."""
        if self.errors:
            raise FileErrors(self.errors)
