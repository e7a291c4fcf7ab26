"""Published forms, as a laptop holds them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Form:
    """One immutable version of a form; `team` gets what is raised with it.

    Versions no longer `offered` stay: drafts begun and requests raised with them are read by their own version.
    """

    form: str
    version: int
    team: str
    definition: dict[str, Any]
    offered: bool = True
