"""Words that found nothing: which of them may be counted, and what of an article's use is.

Nothing leaves that could be a name, a number or an address of somebody: rather too little is counted than a person told
by it. `portal.sayable` judges the same again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import timedelta
from enum import StrEnum

SHORTEST, LONGEST = 3, 60
MOST = 20
"""How many of a kind one laptop counts between two reports."""
WAIT = (timedelta(hours=1), timedelta(hours=20))
"""How long what was counted stays here, at least and at most; chance decides."""
APART = (timedelta(minutes=20), timedelta(hours=2))
"""How long between two of one laptop: neighbours in time would be known as one person's."""
ONCE_IN = timedelta(hours=24)
"""The same word, or the same article, is reported once in this time."""
SHORTEST_NAME = 3
"""Letters of a part of a name that says anything: not the "I" of I Made."""
_ALLOWED = re.compile(r"[a-z0-9][a-z0-9 '\-]*")
_NUMBER = re.compile(r"[0-9]{3}")
_SPACE = re.compile(r"\s+")
_PART = re.compile(r"[ '\-]+")
_NOT_ASCII = re.compile(r"[^ -~]")
_OF_NAME = re.compile(r"[a-z]+")


class Use(StrEnum):
    """What of an article's use is counted."""

    READ = "read"
    """It was opened."""
    STUCK = "stuck"
    """A form was begun from it."""
    AVOIDED = "avoided"
    """A request was not sent after all: it had the answer."""


def names_in(people: Iterable[tuple[str, str]]) -> frozenset[str]:
    """All that may be part of somebody's name, of (login, name): in small letters, without accents."""
    found: set[str] = set()
    for login, name in people:
        found.add(login.lower())
        plain = _NOT_ASCII.sub("", unicodedata.normalize("NFKD", name.lower()))
        found.update(part for part in _OF_NAME.findall(plain) if len(part) >= SHORTEST_NAME)
    return frozenset(found)


def sayable(words: str, names: Collection[str]) -> str | None:
    """The words as they are counted: in small letters, one space between two. None where they may not be."""
    said = _SPACE.sub(" ", words.lower()).strip(" ")
    if not SHORTEST <= len(said) <= LONGEST or _NUMBER.search(said) or not _ALLOWED.fullmatch(said):
        return None
    return None if any(part in names for part in _PART.split(said) if part) else said
