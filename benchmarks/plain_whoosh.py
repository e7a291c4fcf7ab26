"""The product's index by plain Whoosh: its analyzers, documents and writer, over the same schema and the same texts.

Word for word: every field has the same terms in the same sections, and every column the same values; a test compares
them. The peer is given the product's own folding, stop words and stems, which are faster than Whoosh's. What it does
itself is to send every word through an analyzer, to count, to sort and to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import analysis, fields, index

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.analysis import TITLE_LETTER, VOCABULARIES, Vocabulary, vocabulary_of, words
from desktop_app.search.catalogue import article_key
from desktop_app.search.documents import HEADING_COUNTS, facts_of, parts_of
from desktop_app.search.schema import COLUMNS, field_of, schema

_BETWEEN = "\n"  # heading, title (none in an introduction) and text, as one value: no heading or title has two lines


class Words(analysis.Tokenizer):  # type: ignore[misc]
    """The words of the three parts, those of the heading heavier, as the product weighs them."""

    def __call__(self, value: str, **options: Any) -> Iterator[Any]:
        heading, title, text = value.split(_BETWEEN, 2)
        parts = (("heading", heading, float(HEADING_COUNTS)), ("title", title, 1.0), ("text", text, 1.0))
        for place, part, boost in parts:
            token = analysis.Token(place=place, **options)
            for word in words(part):
                token.text, token.boost, token.stopped = word, boost, False
                yield token


class Stopped(analysis.Filter):  # type: ignore[misc]
    """Small words are kept in headings and titles only."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._stop_words = vocabulary.stop_words

    def __call__(self, tokens: Iterable[Any]) -> Iterator[Any]:
        for token in tokens:
            if not (token.place == "text" and token.text in self._stop_words):
                yield token


class Keys(analysis.Filter):  # type: ignore[misc]
    """Everything a word is found by: its stem, its beginnings, itself; of a heading, its first letter too."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __call__(self, tokens: Iterable[Any]) -> Iterator[Any]:
        letter = TITLE_LETTER.decode()
        for token in tokens:
            word = token.text
            for key in self._vocabulary.keys(word):
                token.text = key.decode()
                yield token
            if token.place == "heading":
                token.text = letter + word[:1]
                yield token


def plain_schema(vocabularies: dict[str, Vocabulary]) -> fields.Schema:
    """The product's fields and columns; the keys are found by an analyzer, and weighed by how often they come."""
    own = schema()
    keys = {
        field_of(code): fields.TEXT(analyzer=Words() | Stopped(vocabulary) | Keys(vocabulary), phrase=False)
        for code, vocabulary in vocabularies.items()
    }
    return fields.Schema(**keys, **{name: own[name] for name in COLUMNS})


def rebuild_plain(folder: str, articles: Iterable[Article]) -> None:
    """All articles into a new index, as Whoosh's manual does it."""
    vocabularies = {code: Vocabulary(code) for code in VOCABULARIES}
    writer = index.create_in(folder, plain_schema(vocabularies)).writer(limitmb=512)
    for article in articles:
        vocabulary = vocabularies[vocabulary_of(article.language)]
        named = {
            "article": article_key(article.language, article.id),
            "facts": "\n".join(facts_of(article)).encode(),
            "title": article.title.encode(),
        }
        for heading, anchor, text, top in parts_of(article):
            value = _BETWEEN.join((heading, "" if top else article.title, text))
            writer.add_document(
                **{field_of(vocabulary.code): value},
                **named,
                heading=heading.encode(),
                anchor=anchor.encode(),
                text=text.encode(),
                sequence=vocabulary.sequence(words(heading), words(text)),
            )
    writer.commit()
