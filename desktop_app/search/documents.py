"""From an article to what the index stores of it: one document a section, with its keys and their weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.knowledge.sections import Section, split
from desktop_app.search.analysis import TITLE_LETTER, Vocabulary, vocabulary_of, weight, words
from desktop_app.search.filters import Facts

LONGEST_BODY = 2_000_000  # characters that are searched; no page of a handbook comes near
LONGEST_PART = 6_000  # characters of one document: what a snippet is looked for in at each keystroke
HEADING_COUNTS = 3  # a word of the heading weighs as much as three of the text


@dataclass(frozen=True, slots=True)
class Document:
    """One section, or a part of one that is very long, as the index takes it."""

    vocabulary: str
    article: str
    language: str
    facts: Facts
    title: str
    heading: str
    anchor: str
    text: str
    sequence: bytes
    weights: dict[bytes, int]


class Part(NamedTuple):
    """What becomes one document. `top`: it belongs to the introduction, whose heading is the article's title."""

    heading: str
    anchor: str
    text: str
    top: bool


def parts_of(article: Article) -> Iterator[Part]:
    """An article cut at its headings, and where the text under one is very long."""
    sections = split(article.title, article.body[:LONGEST_BODY])
    for section in sections:
        top = not section.anchor
        text = section.text or (_contents(sections) if top else "")
        for part in _parts(text):
            yield Part(section.heading, section.anchor, part, top)


def documents(article: Article, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Document]:
    """The documents of an article, in the order of its sections."""
    vocabulary = vocabularies[vocabulary_of(article.language)]
    facts = facts_of(article)
    title = words(article.title)
    for heading, anchor, text, top in parts_of(article):
        named, said = words(heading), words(text)
        yield Document(
            vocabulary.code,
            article.id,
            article.language,
            facts,
            article.title,
            heading,
            anchor,
            text,
            vocabulary.sequence(named, said),
            _weights(title, named, said, top=top, vocabulary=vocabulary),
        )


def facts_of(article: Article) -> Facts:
    """What filters ask of an article."""
    return Facts(
        article.category, article.audience, article.reviewed or "", article.review_by or "", article.valid_until or ""
    )


def _contents(sections: list[Section]) -> str:
    """What stands for an introduction where there is none: what the page is about."""
    return " · ".join(section.heading for section in sections if section.anchor)[:500]


def _parts(text: str) -> Iterator[str]:
    """The text in parts that end at a word."""
    while len(text) > LONGEST_PART:
        end = text.rfind(" ", LONGEST_PART // 2, LONGEST_PART)
        end = LONGEST_PART if end < 0 else end
        yield text[:end]
        text = text[end:].lstrip()
    yield text


def _weights(
    title: list[str], heading: list[str], text: list[str], *, top: bool, vocabulary: Vocabulary
) -> dict[bytes, int]:
    counts = Counter(text)
    length = len(text) + len(heading) * HEADING_COUNTS
    for word in vocabulary.stop_words.intersection(counts):
        del counts[word]
    for word in heading:
        counts[word] += HEADING_COUNTS
    if not top:
        counts.update(title)
    keys = vocabulary.counted(counts)
    weighed = {count: weight(count, length) for count in set(keys.values())}
    weights = {key: weighed[count] for key, count in keys.items()}
    for word in heading:
        weights[TITLE_LETTER + word[:1].encode()] = weight(HEADING_COUNTS if top else 1, length)
    return weights
