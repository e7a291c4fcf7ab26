"""What differs after a write, and who caused it: visible pages refresh from this, hidden ones mark themselves dirty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Changes:
    """(stream, key) of each row that differs; `local` names local tables that do (`outbox`, `notice`, `draft`)."""

    rows: frozenset[tuple[str, tuple[Any, ...]]] = frozenset()
    local: frozenset[str] = frozenset()
    initiator: object = None

    @property
    def kinds(self) -> frozenset[str]:
        """The streams and local tables touched."""
        return frozenset(name for name, _ in self.rows) | self.local

    def __bool__(self) -> bool:
        return bool(self.rows or self.local)
