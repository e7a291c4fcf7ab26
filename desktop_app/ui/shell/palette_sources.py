"""What the palette finds, and how: pages and actions here; articles, requests and people come from their slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.shell.palette_names import Entry, Names

_MOST = 8


class Source(Protocol):
    """One kind of entries. `title` heads them; `find` answers at once or later, for the newest words only."""

    @property
    def title(self) -> str: ...
    def find(self, typed: str, then: Callable[[Sequence[Entry]], None]) -> None: ...


@dataclass(frozen=True)
class ListSource:
    """A short list that is at hand, searched in title and aside; with nothing typed it shows its first few."""

    title: str
    entries: Callable[[], Iterable[Entry]]
    at_rest: int = 6

    def find(self, typed: str, then: Callable[[Sequence[Entry]], None]) -> None:
        """Answers at once."""
        entries = self.entries()
        then(Names(entries).find(typed, _MOST) if typed.strip() else list(entries)[: self.at_rest])


def action_entries(actions: Iterable[Action]) -> list[Entry]:
    """The actions that are possible now."""
    return [
        Entry(one.title, one.run, one.aside, one.icon or "arrow-right", shown_keys(one.keys[0]) if one.keys else "")
        for one in actions
        if one.in_palette and one.when()
    ]
