"""What answers in the palette: what is called as was typed, after that what is nearly called so, and the best of all.

Accents and capitals make no difference. What was typed is an answer's name where each word begins a word of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from desktop_app.domain.text import without_accents
from desktop_app.ui.shell.beginnings import Beginnings
from desktop_app.ui.widgets.rows import Span

FEW = 3  # with so many that are called so, nobody is shown what is only nearly called so
_SHORTEST, _LONG = 4, 6  # letters: in shorter words none may be wrong, in words this long two
_BEGINNING = 3  # letters that have to be typed before a beginning says which one is meant
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Entry:
    """One thing the palette can do or open. `known_as`: what else names just this one. `errors`: so many letters of
    what was typed are wrong, if this was meant."""

    title: str
    run: Callable[[], object]
    aside: str = ""
    icon: str = "arrow-right"
    keys: str = ""
    marks: tuple[Span, ...] = ()
    known_as: tuple[str, ...] = ()
    errors: int = 0

    def is_called(self, typed: str) -> bool:
        """Whether this, letter for letter, is its title or names it."""
        return said(typed) in map(folded, (self.title, *self.known_as))


class Names:
    """Entries to be looked through with each letter that is typed: what that takes is made once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._titles = [folded(entry.title) for entry in self.entries]
        self._whole = [
            f"{title} {folded(entry.aside)}" for title, entry in zip(self._titles, self.entries, strict=True)
        ]
        self._at = {folded(name): i for i, entry in enumerate(self.entries) for name in entry.known_as}

    def prepare(self) -> None:
        """Makes what mistyped words need, so that the first of them does not wait for it."""
        self._beginnings  # noqa: B018

    def find(
        self, typed: str, most: int, other_words: Callable[[str], Iterable[str]] = lambda typed: ()
    ) -> list[Entry]:
        """The first few that are called so; where none is, those with other words for it; where they are fewer than a
        few, also those that are nearly called so, which are last."""
        found = self._called(typed) or {
            i: entry for other in other_words(typed) for i, entry in self._called(other).items()
        }
        entries = list(found.values())
        if len(entries) < FEW:
            entries += [entry for i, entry in self._nearly_called(typed).items() if i not in found]
        return entries[:most]

    def _called(self, typed: str) -> dict[int, Entry]:
        """By number: what is called just so, then what is so from the earliest on, then what has words beside it."""
        words = folded(typed).split()
        called: list[tuple[bool, int, int, tuple[Span, ...]]] = []
        beside: list[int] = []
        known = self._at.get(" ".join(words))
        for i, whole in enumerate(self._whole):
            if i == known:
                called.append((False, 0, i, matched(typed, self.entries[i].title) or ()))
            elif all(word in whole for word in words):
                marks = matched(typed, self.entries[i].title)
                if marks is not None:
                    called.append((not self.entries[i].is_called(typed), marks[0][0] if marks else 0, i, marks))
                elif _spans(words, whole) is not None:
                    beside.append(i)
        found = {i: replace(self.entries[i], marks=marks) for _, _, i, marks in sorted(called)}
        return found | {i: self.entries[i] for i in beside}

    def _nearly_called(self, typed: str) -> dict[int, Entry]:
        """By number: those with a title in which each typed word begins a word but for a letter or two."""
        words = folded(typed).split()
        near = [self._near(word) for word in words]
        if not near:
            return {}
        every = set(near[0]).intersection(*near[1:])
        found = [(sum(each[i][0] for each in near), i, tuple(sorted({each[i][1] for each in near}))) for i in every]
        return {
            i: replace(self.entries[i], errors=errors, marks=_in_title(self.entries[i].title, marks))
            for errors, i, marks in sorted(found)
            if errors
        }

    def _near(self, typed: str) -> dict[int, tuple[int, Span]]:
        """For each title with a word that begins nearly so: the letters that are wrong, and where it stands."""
        found: dict[int, tuple[int, Span]] = {}
        for errors, length, places in self._beginnings.near(typed, _errors_allowed(typed)):
            for i, start in places:
                near = errors, (start, start + length)
                found[i] = min(near, found.get(i, near))
        return found

    @cached_property
    def _beginnings(self) -> Beginnings:
        made = Beginnings()
        for i, title in enumerate(self._titles):
            for word in _WORD.finditer(title):
                made.add(word[0], (i, word.start()))
        return made


def best_of(typed: str, entries: Sequence[Entry]) -> int | None:
    """The number of the one that is clearly meant: the only one that is called just so; where none is, the only one
    whose title begins so. None where there are several, or too little was typed to tell."""
    begins = said(typed)
    for meant in (
        [i for i, entry in enumerate(entries) if entry.is_called(typed)],
        [i for i, entry in enumerate(entries) if len(begins) >= _BEGINNING and folded(entry.title).startswith(begins)],
    ):
        if meant:
            return meant[0] if len(meant) == 1 else None
    return None


def matched(typed: str, title: str) -> tuple[Span, ...] | None:
    """Where each typed word begins a word of the title; None where one does not."""
    spans = _spans(folded(typed).split(), folded(title))
    return None if spans is None else _in_title(title, spans)


def folded(text: str) -> str:
    """Without accents and capitals."""
    return without_accents(text).casefold()


def said(typed: str) -> str:
    """Folded, with one space between two words."""
    return " ".join(folded(typed).split())


def _errors_allowed(word: str) -> int:
    if len(word) < _SHORTEST or not word.isalpha():  # a number that is nearly right is another number
        return 0
    return 2 if len(word) >= _LONG else 1


def _spans(words: Iterable[str], text: str) -> tuple[Span, ...] | None:
    spans = []
    for word in words:
        found = re.search(rf"(?<!\w){re.escape(word)}", text)
        if found is None:
            return None
        spans.append(found.span())
    return tuple(sorted(spans))


def _in_title(title: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """The same places in the title as it is written: a letter may fold to several, or to none."""
    if title.isascii():
        return spans
    places = [at for at, letter in enumerate(title) for _ in without_accents(letter).casefold()]
    return tuple((places[start], places[end - 1] + 1) for start, end in spans)
