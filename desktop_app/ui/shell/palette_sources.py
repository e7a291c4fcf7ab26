"""What the palette finds, and how: pages and actions here; articles, requests and people come from their slices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.widgets.rows import Span


@dataclass(frozen=True)
class Entry:
    """One thing the palette can do or open."""

    title: str
    run: Callable[[], object]
    aside: str = ""
    icon: str = "arrow-right"
    keys: str = ""
    marks: tuple[Span, ...] = ()


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
        if not typed.strip():
            then(list(self.entries())[: self.at_rest])
            return
        found = []
        for entry in self.entries():
            marks = matched(typed, entry.title)
            if marks is not None:
                found.append(Entry(entry.title, entry.run, entry.aside, entry.icon, entry.keys, marks))
            elif matched(typed, f"{entry.title} {entry.aside}") is not None:
                found.append(entry)
        then(sorted(found, key=lambda entry: entry.marks[0][0] if entry.marks else 99)[:8])


def action_entries(actions: Iterable[Action]) -> list[Entry]:
    """The actions that are possible now."""
    return [
        Entry(one.title, one.run, one.aside, one.icon or "arrow-right", shown_keys(one.keys[0]) if one.keys else "")
        for one in actions
        if one.in_palette and one.when()
    ]


def matched(typed: str, title: str) -> tuple[Span, ...] | None:
    """Where each typed word begins a word of the title; None where one does not."""
    spans = []
    for word in typed.casefold().split():
        found = re.search(rf"(?<!\w){re.escape(word)}", title.casefold())
        if found is None:
            return None
        spans.append(found.span())
    return tuple(sorted(spans))
