"""What a command needs from outside the domain: an id, the acting person, the device's time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from desktop_app.domain.effects import Command
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.text import clean

C = TypeVar("C", bound=Command)


def system_clock() -> datetime:
    """Now, aware, UTC: the one place where the application asks the computer."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Envelope:
    """Makes commands of one person on this device."""

    person: str
    clock: Callable[[], datetime] = system_clock
    randomness: Callable[[int], bytes] = secrets.token_bytes

    def make(self, kind: type[C], **own: Any) -> C:
        """A command of this kind, its words cleaned of what no database can hold."""
        now = self.clock()
        return kind(id=uuid7(now, self.randomness(10)), person=self.person, at=now, **_cleaned(own))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value
