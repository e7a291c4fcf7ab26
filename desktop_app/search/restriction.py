"""Exact phrases and excluded words: which sections a search may answer with, told by the numbers of their words."""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.search.analysis import SIGN, STEM, Vocabulary, sign, vocabulary_of
from desktop_app.search.query import Phrase, Query
from desktop_app.search.view import View


class Restriction:
    """What a query asks of a section beside its words."""

    def __init__(self, view: View, vocabulary: Vocabulary, query: Query) -> None:
        self._view, self._vocabulary = view, vocabulary
        self._having: set[int] | None = None
        for phrase in query.phrases:
            found = self._with(phrase)
            self._having = found if self._having is None else self._having & found
        self._lacking: set[int] = set().union(*map(self._to_leave_out, query.excluded))

    def kept(self, documents: Collection[int]) -> set[int]:
        """Those of the documents that may be found."""
        having = self._having
        return {one for one in documents if one not in self._lacking and (having is None or one in having)}

    def alone(self) -> set[int]:
        """The sections with the phrases, for a search whose words are all too small to have been indexed."""
        return (self._having or set()) - self._lacking

    def _every(self) -> list[int]:
        view, code = self._view, self._vocabulary.code
        ours = {number for number, (language, _) in enumerate(view.articles) if vocabulary_of(language) == code}
        return [document for document, of in enumerate(view.article_of) if of in ours]

    def _to_leave_out(self, phrase: Phrase) -> set[int]:
        """The same, but one word alone counts in each of its forms."""
        if len(phrase) > 1:
            return self._with(phrase)
        return set(self._view.postings(self._vocabulary.code, STEM + self._vocabulary.stem(phrase[0]).encode()).ids)

    def _with(self, phrase: Phrase) -> set[int]:
        """The sections that have exactly these words in this order."""
        view, code, stop = self._view, self._vocabulary.code, self._vocabulary.stop_words
        telling = [word for word in phrase if word not in stop]
        lists = sorted((view.postings(code, STEM + self._vocabulary.stem(word).encode()) for word in telling), key=len)
        shortest: Collection[int] = lists[0].ids if lists else self._every()
        rest = [found.by_document for found in lists[1:]]
        wanted = b"".join(map(sign, phrase))
        return {
            document
            for document in shortest
            if all(document in other for other in rest) and _stands_in(wanted, view.sequence(document))
        }


def _stands_in(wanted: bytes, sequence: bytes) -> bool:
    """Whether the words stand there; a match that begins inside of a number is none."""
    at = sequence.find(wanted)
    while at % SIGN and at >= 0:
        at = sequence.find(wanted, at + 1)
    return at >= 0
