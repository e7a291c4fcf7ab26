"""What was typed, read as a search: words, exact phrases and what must not be there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.search.analysis import words

LONGEST_QUERY = 16  # words; what is pasted beyond them says little more
LONGEST_QUESTION = 48  # the same with the small words of a question, which say nothing
_QUOTED = re.compile(r'(?:(?<=\s)|^)(-?)["“”„«»]([^"“”„«»]*)["“”„«»]')
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)-(?=\w)(\S+)")
_WORD_AT_END = re.compile(r"\w\Z")

Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """The words of a search: those that are finished, and the one that is still being typed, if any.

    `small`: stop words, which nothing has to have; a heading that has them answers the better. `phrases` stand so,
    word for word, in what is found; `excluded` words and phrases do not.
    """

    finished: tuple[str, ...] = ()
    unfinished: str = ""
    small: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @staticmethod
    def read(text: str) -> Query:
        """A word is finished by what follows it: a space, a comma, another word. A quote that is not closed is none."""
        phrases: list[Phrase] = []
        excluded: list[Phrase] = []

        def quoted(found: re.Match[str]) -> str:
            (excluded if found[1] else phrases).append(tuple(words(found[2])))
            return " " if found[1] else f" {found[2]} "

        def left_out(found: re.Match[str]) -> str:
            excluded.append(tuple(words(found[1])))
            return " "

        if '"' in text or "-" in text or not text.isascii():
            text = _EXCLUDED.sub(left_out, _QUOTED.sub(quoted, text))
        found = words(text)
        unfinished = ""
        if len(found) > LONGEST_QUESTION:
            found = found[:LONGEST_QUESTION]
        elif found and _WORD_AT_END.search(text):
            unfinished = found.pop()
        return Query(
            tuple(dict.fromkeys(found)), unfinished, (), tuple(filter(None, phrases)), tuple(filter(None, excluded))
        )

    @property
    def is_restricted(self) -> bool:
        """Whether it asks more of a section than its words."""
        return bool(self.phrases or self.excluded)

    def without(self, stop_words: frozenset[str]) -> Query:
        """The words that say something, the small ones apart; all of them as they are where none does."""
        finished = tuple(word for word in self.finished if word not in stop_words)[:LONGEST_QUERY]
        small = tuple(word for word in self.finished if word in stop_words)[:LONGEST_QUERY]
        unfinished = self.unfinished
        if finished and unfinished in stop_words:
            small, unfinished = (*small, unfinished), ""
        if not finished and not unfinished:
            finished, small = small, ()
        return Query(finished, unfinished, small, self.phrases, self.excluded)
