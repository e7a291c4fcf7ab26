"""What changed between two texts of an article, section by section: for readers, reviewers and translators.

What is compared is what is read: marks, and where a link leads, are not words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from desktop_app.domain.knowledge.sections import Section, split

LIKE = 0.6  # of the words of two sections under different headings: it is one section that was renamed
MOST_PAIRS = 40_000  # of sections that are compared by their words
MOST_WORDS = 4_000  # of a text whose words are compared one by one


class Fate(StrEnum):
    """What became of something between two texts."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True)
class SectionChange:
    """`before` is None of what was added, `after` of what is gone."""

    fate: Fate
    before: Section | None
    after: Section | None


@dataclass(frozen=True)
class Words:
    """A run of words that are the same, added or gone; white space comes with the word before it."""

    fate: Fate
    text: str


def section_difference(
    title_before: str, body_before: str, title_after: str, body_after: str
) -> tuple[SectionChange, ...]:
    """Every section of both texts in the order of the later one; what is gone stands where it was.

    Sections are one by their anchor, else by the likeness of their words.
    """
    before, after = split(title_before, body_before), split(title_after, body_after)
    partner = _matched(before, after)
    new_place = {old: new for new, old in partner.items()}
    changes = []
    told = 0  # sections of `before` up to here that are gone have been told
    for new, section in enumerate(after):
        old = partner.get(new)
        if old is None:
            changes.append(SectionChange(Fate.ADDED, None, section))
            continue
        changes += _gone(before[told:old], told, new_place)
        told = max(told, old)
        same = (before[old].heading, before[old].text) == (section.heading, section.text)
        changes.append(SectionChange(Fate.SAME if same else Fate.CHANGED, before[old], section))
    changes += _gone(before[told:], told, new_place)
    return tuple(changes)


def word_difference(before: str, after: str) -> tuple[Words, ...]:
    """The words of both texts, in order; of a text too long for this, only its beginning and end are told apart."""
    old, new = _words(before), _words(after)
    first, last = _common(old, new)
    middle = slice(first, len(old) - last), slice(first, len(new) - last)
    runs = [Words(Fate.SAME, "".join(old[:first]))]
    runs += _compared(old[middle[0]], new[middle[1]])
    runs.append(Words(Fate.SAME, "".join(old[len(old) - last :])))
    return tuple(run for run in runs if run.text)


def _matched(before: Sequence[Section], after: Sequence[Section]) -> dict[int, int]:
    """Place in `after` → place in `before`."""
    by_anchor = {section.anchor: place for place, section in enumerate(before)}
    partner = {place: by_anchor[section.anchor] for place, section in enumerate(after) if section.anchor in by_anchor}
    taken = set(partner.values())
    left = [(place, Counter(section.text.split())) for place, section in enumerate(before) if place not in taken]
    fresh = [(place, Counter(section.text.split())) for place, section in enumerate(after) if place not in partner]
    if len(left) * len(fresh) > MOST_PAIRS:
        return partner
    pairs = sorted(
        ((_likeness(old, new), -at, -place) for at, old in left for place, new in fresh),
        reverse=True,
    )
    for likeness, at, place in pairs:
        if likeness >= LIKE and -place not in partner and -at not in taken:
            partner[-place] = -at
            taken.add(-at)
    return partner


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    words = one.total() + other.total()
    return 2 * (one & other).total() / words if words else 0.0


def _gone(sections: Sequence[Section], first: int, new_place: dict[int, int]) -> list[SectionChange]:
    return [
        SectionChange(Fate.GONE, section, None)
        for place, section in enumerate(sections, first)
        if place not in new_place
    ]


def _words(text: str) -> list[str]:
    """`a b  c` → [`a `, `b  `, `c`]: joined again they are the text."""
    words: list[str] = []
    for word in _pieces(text):
        if word.isspace() and words:
            words[-1] += word
        else:
            words.append(word)
    return words


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or text[at].isspace() != text[start].isspace():
            yield text[start:at]
            start = at


def _common(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many words they begin with alike, and how many they end with alike."""
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    return first, last


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[Words]:
    if max(len(old), len(new)) > MOST_WORDS:
        yield Words(Fate.GONE, "".join(old))
        yield Words(Fate.ADDED, "".join(new))
        return
    bare = [word.rstrip() for word in old], [word.rstrip() for word in new]
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Words(Fate.SAME, "".join(new[new_from:new_to]))
            continue
        yield Words(Fate.GONE, "".join(old[old_from:old_to]))
        yield Words(Fate.ADDED, "".join(new[new_from:new_to]))
