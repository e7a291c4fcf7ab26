"""Which article each document belongs to: what grouping and filters need for every document, held in memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from desktop_app.search.analysis import VOCABULARIES, vocabulary_of
from desktop_app.search.filters import Facts

DELETED = -1


def column_reader(segment: Any, name: str) -> Any:
    """The column of one segment, by document number in it."""
    return segment.column_reader(name, translate=False)


class Catalogue:
    """The articles of an index by number.

    `articles[number]` is (language, id), `facts_of[number]` what filters ask of it, `article_of[document]` the
    number of the document's article, or -1 when the section was deleted. An index only grows, so the next goes on from
    the one before.
    """

    def __init__(self, leaves: Sequence[tuple[Any, int]], before: Catalogue | None = None) -> None:
        self.segments = [reader.segment().segment_id() for reader, _ in leaves]
        known = before.segments if before is not None else []
        if before is None or self.segments[: len(known)] != known:
            self.articles: list[tuple[str, str]] = []
            self.facts_of: list[Facts] = []
            self.article_of: list[int] = []
            self._numbers: dict[bytes, int] = {}
            known = []
        else:
            self.articles = list(before.articles)
            self.facts_of = list(before.facts_of)
            self.article_of = list(before.article_of)
            self._numbers = dict(before._numbers)  # noqa: SLF001 - its own kind
        for reader, _ in leaves[len(known) :]:
            self._add(reader)
        for reader, base in leaves:
            for document in reader.segment().deleted_docs():
                self.article_of[base + document] = DELETED
        self.deletions = DELETED in self.article_of

    def documents_of(self, article: tuple[str, str]) -> list[int]:
        """The documents of an article that are not deleted."""
        number = self._numbers.get(article_key(*article))
        return [document for document, of in enumerate(self.article_of) if of == number] if number is not None else []

    def count_articles(self) -> int:
        """Articles with a section that is not deleted."""
        return len(set(self.article_of) - {DELETED})

    def count_sections(self) -> dict[str, int]:
        """Sections of each vocabulary, the deleted ones not."""
        counts = dict.fromkeys(VOCABULARIES, 0)
        for number, count in Counter(self.article_of).items():
            if number != DELETED:
                counts[vocabulary_of(self.articles[number][0])] += count
        return counts

    def _add(self, reader: Any) -> None:
        read: dict[bytes, Facts] = {}
        for article, written in zip(column_reader(reader, "article"), column_reader(reader, "facts"), strict=True):
            facts = read.get(written)
            if facts is None:
                facts = read[written] = Facts(*written.decode().split("\n"))
            number = self._numbers.get(article)
            if number is None:
                number = self._numbers[article] = len(self.articles)
                language, _, name = article.decode().partition("\n")
                self.articles.append((language, name))
                self.facts_of.append(facts)
            self.facts_of[number] = facts
            self.article_of.append(number)


def article_key(language: str, article: str) -> bytes:
    """How the column says which article a section belongs to."""
    return f"{language}\n{article}".encode()
