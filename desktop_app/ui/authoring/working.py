"""The text somebody is writing: what a manuscript, an article or a kept draft says, and the command that saves it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.domain.text import without_accents
from desktop_app.store.queries.authoring import Shelf, Written
from desktop_app.ui.context import Store

DRAFT = "manuscript"
"""The kind of draft it is kept as."""


@dataclass(frozen=True)
class Working:
    """The fields of `SaveManuscript`, as they are now."""

    article: str
    language: str
    owner: str
    title: str = ""
    body: str = ""
    category: str = "work"
    audience: str = "all"
    revision: int = 0
    form: str | None = None
    review_by: str | None = None
    valid_until: str | None = None
    successor: str | None = None
    acknowledge: bool = False
    source_language: str | None = None
    source_version: int | None = None
    source_minor: int | None = None
    base_version: int = 0
    base_minor: int = 0

    @property
    def about(self) -> str:
        """What its draft is about."""
        return f"{self.language}/{self.article}"

    def fields(self) -> dict[str, Any]:
        """As the command and the draft take them."""
        return asdict(self)

    @staticmethod
    def from_draft(body: Mapping[str, Any]) -> Working:
        """What was kept; fields that are unknown here are left out."""
        known = {field.name for field in fields(Working)}
        return Working(**{name: value for name, value in body.items() if name in known})

    @staticmethod
    def from_manuscript(row: Manuscript) -> Working:
        """What the team saved."""
        return Working.from_draft(asdict(row))

    @staticmethod
    def from_article(row: Article) -> Working:
        """A new manuscript for what is published."""
        values = asdict(row) | {"article": row.id, "base_version": row.version, "base_minor": row.minor}
        return Working.from_draft(values)


def begin(written: Written | None, article: str, language: str, owner: str, title: str = "") -> Working:
    """The manuscript in this language, else one for the article, else a translation, else a new article."""
    if written is None:
        return Working(article, language, owner, title)
    if language in written.manuscripts:
        return Working.from_manuscript(written.manuscripts[language])
    if language in written.articles:
        return Working.from_article(written.articles[language])
    source = source_of(written, language)
    plain = Working(article, language, written.owner)
    if source is None:
        return plain
    return replace(
        plain, category=source.category, audience=source.audience, form=source.form, review_by=source.review_by,
        valid_until=source.valid_until, acknowledge=source.acknowledge, source_language=source.language,
        source_version=_number(source)[0], source_minor=_number(source)[1],
    )  # fmt: skip


def only_here(store: Store, shelf: Shelf) -> list[Working]:
    """New articles that nobody saved for the team yet: each is a draft on this laptop alone."""
    kept = [Working.from_draft(each.body) for each in store.drafts.list() if each.kind == DRAFT and not each.refused]
    return [each for each in kept if shelf.find(each.article) is None]


def source_of(written: Written, language: str) -> Article | Manuscript | None:
    """What a text in this language is, or would be, made from: published before what is in work."""
    for texts in (written.articles, written.manuscripts):
        text = texts.get(language)
        if text is not None and text.source_language:
            return written.articles.get(text.source_language) or written.manuscripts.get(text.source_language)
        if text is not None:
            return None
    others: list[Article | Manuscript] = [
        *(each for code, each in sorted(written.articles.items()) if code != language),
        *(each for code, each in sorted(written.manuscripts.items()) if code != language),
    ]
    return others[0] if others else None


def caught_up(working: Working, source: Article | Manuscript) -> Working:
    """The same text, which follows its source as it is now."""
    version, minor = _number(source)
    return replace(working, source_language=source.language, source_version=version, source_minor=minor)


def _number(text: Article | Manuscript) -> tuple[int, int]:
    return (text.version, text.minor) if isinstance(text, Article) else (text.base_version, text.base_minor)


def name_of(title: str) -> str:
    """An id for a new article: `Cuti ayah & ibu` → `cuti-ayah-ibu`."""
    return re.sub(r"[^a-z0-9]+", "-", without_accents(title.lower())).strip("-")[:60].strip("-")
