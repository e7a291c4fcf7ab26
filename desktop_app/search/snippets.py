"""The piece of a section that shows why it was found, with the words that were found marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH = 180  # characters of a snippet
_LEAD = 50  # of these, how many may stand before the first mark
_MOST = 40  # places of one form that are looked at


@dataclass(frozen=True)
class Sought:
    """What one typed word is recognised by: whole words, and the beginning of a word while it is still being typed."""

    forms: tuple[str, ...]
    beginning: str = ""


def snippet(text: str, sought: Sequence[Sought]) -> str:
    """At most 180 characters and two ellipses: the window with the most different words of the search, escaped."""
    marks = _marks(text, sought)
    first = _best_window(marks) if marks else 0
    start = _start(text, marks[first][0]) if marks else 0
    end = _end(text, start + WIDTH)
    parts, at = ["…" if start else ""], start
    for begin, stop in _merged(text, ((begin, stop) for begin, stop, _ in marks if start <= begin and stop <= end)):
        parts += escape(text[at:begin], quote=False), "<b>", escape(text[begin:stop], quote=False), "</b>"
        at = stop
    parts += escape(text[at:end], quote=False), "…" if end < len(text) else ""
    return "".join(parts)


def _lower(text: str) -> str:
    """Lower case, letter for letter: places in it are places in the text."""
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _marks(text: str, sought: Sequence[Sought]) -> list[tuple[int, int, int]]:
    """(start, end, which word of the search) of every place where a word stands, in order."""
    lower = _lower(text)
    marks: list[tuple[int, int, int]] = []
    for which, word in enumerate(sought):
        for form in word.forms:
            marks += ((at, at + len(form), which) for at in _places(lower, form, whole=True))
        if word.beginning:
            for at in _places(lower, word.beginning, whole=False):
                end = at + len(word.beginning)
                while end < len(lower) and _in_word(lower[end]):
                    end += 1
                marks.append((at, end, which))
    marks.sort()
    return marks


def _places(lower: str, form: str, *, whole: bool) -> Iterable[int]:
    at, found = lower.find(form), 0
    while at >= 0 and found < _MOST:
        end = at + len(form)
        if (not at or not _in_word(lower[at - 1])) and not (whole and end < len(lower) and _in_word(lower[end])):
            found += 1
            yield at
        at = lower.find(form, end)


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _best_window(marks: list[tuple[int, int, int]]) -> int:
    """The mark to begin with: then a window holds the most different words, and the most marks of those."""
    best, best_at, last = (0, 0), 0, 0
    inside: dict[int, int] = {}
    for first, (begin, _, which) in enumerate(marks):
        while last < len(marks) and marks[last][1] - begin <= WIDTH - _LEAD:
            inside[marks[last][2]] = inside.get(marks[last][2], 0) + 1
            last += 1
        value = (len(inside), last - first)
        if value > best:
            best, best_at = value, first
        if last > first:
            inside[which] -= 1
            if not inside[which]:
                del inside[which]
        else:
            last = first + 1
    return best_at


def _start(text: str, mark: int) -> int:
    """Where a snippet begins: at the sentence of its first mark if that is near, else at a word some way before it."""
    if mark <= _LEAD:
        return 0
    for end_of_sentence in (". ", "? ", "! ", ": ", " · "):
        at = text.rfind(end_of_sentence, mark - _LEAD, mark)
        if at >= 0:
            return at + len(end_of_sentence)
    at = text.find(" ", mark - _LEAD, mark)
    return mark if at < 0 else at + 1


def _end(text: str, end: int) -> int:
    """Where a snippet ends: behind a whole word."""
    if end >= len(text):
        return len(text)
    at = text.rfind(" ", max(0, end - WIDTH // 2), end + 1)
    return end if at < 0 else at


def _merged(text: str, marks: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Marks that overlap or are only a space apart, as one."""
    merged: list[tuple[int, int]] = []
    for begin, end in marks:
        if merged and (begin <= merged[-1][1] or text[merged[-1][1] : begin].isspace()):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((begin, end))
    return merged
