"""Articles, and the HTML made of them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.knowledge.rows import Article, Edition, GlossaryRow, Picture
from desktop_app.domain.languages import CODES
from desktop_app.store.queries.rows import StoredRows, decoded
from desktop_app.store.schema import REPLICA, article_html

_ARTICLE = REPLICA["article"]


@dataclass(frozen=True)
class ArticleItem:
    """An article in one language as lists show it, without its body."""

    id: str
    language: str
    title: str
    category: str
    audience: str
    owner: str
    version: int
    reviewed: str | None
    form: str | None
    acknowledge: bool


_ITEM = [_ARTICLE.c[name] for name in ArticleItem.__dataclass_fields__]


def articles(connection: sa.Connection) -> list[ArticleItem]:
    """All articles in all languages, by category, id, language."""
    found = connection.execute(sa.select(*_ITEM).order_by(_ARTICLE.c.category, _ARTICLE.c.id, _ARTICLE.c.language))
    return [item_of(row) for row in found]


def how_many(connection: sa.Connection) -> int:
    """Articles; one in two languages counts once."""
    return connection.scalar(sa.select(sa.func.count(sa.distinct(_ARTICLE.c.id)))) or 0


def reviewed_last(connection: sa.Connection, language: str, most: int) -> list[ArticleItem]:
    """The articles in this language that were reviewed last, newest first."""
    theirs = sa.select(*_ITEM).where(_ARTICLE.c.language == language, _ARTICLE.c.reviewed != "")
    found = connection.execute(theirs.order_by(_ARTICLE.c.reviewed.desc(), _ARTICLE.c.id.desc()).limit(most))
    return [item_of(row) for row in found]


def in_language(connection: sa.Connection, ids: Collection[str], language: str) -> dict[str, ArticleItem]:
    """Those of these articles that are written in this language."""
    found = connection.execute(sa.select(*_ITEM).where(_ARTICLE.c.id.in_(ids), _ARTICLE.c.language == language))
    return {row.id: item_of(row) for row in found}


def item_columns() -> list[sa.Column[Any]]:
    """What a list of articles reads, without their bodies."""
    return _ITEM


def item_of(row: sa.Row[Any] | tuple[Any, ...]) -> ArticleItem:
    """A row of these columns."""
    shown: dict[str, Any] = dict(zip(ArticleItem.__dataclass_fields__, row, strict=True))
    return ArticleItem(**shown | {"acknowledge": bool(shown["acknowledge"])})


def article(connection: sa.Connection, id: str, language: str) -> Article | None:
    """The article in this language."""
    return StoredRows(connection).get(Article, id, language)


def every_article(connection: sa.Connection) -> list[Article]:
    """All articles with their bodies: for a rebuild of the index."""
    return decoded(Article, connection.execute(sa.select(_ARTICLE).order_by(_ARTICLE.c.id, _ARTICLE.c.language)))


def languages_of(connection: sa.Connection, id: str) -> list[str]:
    """The languages an article is written in, in the order the product lists languages."""
    found = set(connection.scalars(sa.select(_ARTICLE.c.language).where(_ARTICLE.c.id == id)))
    return [code for code in CODES if code in found] + sorted(found - set(CODES))


def editions(connection: sa.Connection, id: str, language: str) -> list[Edition]:
    """Every published version of the article in this language, the newest first."""
    found = StoredRows(connection).where(Edition, article=id, language=language)
    return sorted(found, key=lambda each: (-each.version, -each.minor))


def pictures(connection: sa.Connection, ids: Collection[str], article: str) -> list[Picture]:
    """Those of these pictures that are here, of this article first, each once."""
    if not ids:
        return []
    table = REPLICA["picture"]
    rows = decoded(Picture, connection.execute(sa.select(table).where(table.c.id.in_(sorted(ids)))))
    found = {row.id: row for row in sorted(rows, key=lambda row: (row.article == article, row.article))}
    return [found[id] for id in sorted(found)]


def every_picture(connection: sa.Connection) -> list[Picture]:
    """All pictures of all articles, with their bytes."""
    return StoredRows(connection).where(Picture)


def linking_to(connection: sa.Connection, id: str, language: str) -> list[ArticleItem]:
    """The articles whose text leads to this one, each once: in this language, or in another where only that one does.

    By `sigap://article/<id>`, which no other id may go on with. Reads every body: 1,000 articles take some 20 ms.
    """
    sought = f"sigap://article/{id}"
    wanted = sa.select(*_ITEM, _ARTICLE.c.body).where(_ARTICLE.c.id != id, sa.func.instr(_ARTICLE.c.body, sought) > 0)
    leads = re.compile(re.escape(sought) + r"(?![a-z0-9/_-]|\.[a-z0-9])")
    found: dict[str, ArticleItem] = {}
    for row in sorted(connection.execute(wanted), key=lambda row: (row.language != language, row.title.casefold())):
        if leads.search(row.body):
            found.setdefault(row.id, item_of(row[:-1]))
    return sorted(found.values(), key=lambda each: each.title.casefold())


def html(connection: sa.Connection, id: str, language: str, render_version: int | None = None) -> str | None:
    """The HTML made of the article's present version (by this renderer's version), None when it is not made yet."""
    table = article_html
    wanted = sa.select(table.c.html).join(
        _ARTICLE, (_ARTICLE.c.id == table.c.id) & (_ARTICLE.c.language == table.c.language)
    )
    wanted = wanted.where(table.c.id == id, table.c.language == language)
    wanted = wanted.where(table.c.version == _ARTICLE.c.version, table.c.minor == _ARTICLE.c.minor)
    if render_version is not None:
        wanted = wanted.where(table.c.render_version == render_version)
    return connection.scalar(wanted)


def without_html(connection: sa.Connection, render_version: int) -> list[Article]:
    """The articles of which this renderer's version has made no HTML yet, whole."""
    table = article_html
    made = _ARTICLE.outerjoin(
        table,
        (table.c.id == _ARTICLE.c.id)
        & (table.c.language == _ARTICLE.c.language)
        & (table.c.version == _ARTICLE.c.version)
        & (table.c.minor == _ARTICLE.c.minor)
        & (table.c.render_version == render_version),
    )
    return decoded(Article, connection.execute(sa.select(_ARTICLE).select_from(made).where(table.c.id.is_(None))))


def glossary(connection: sa.Connection) -> list[GlossaryRow]:
    """What the company calls the same thing, beside what ships with the product."""
    return StoredRows(connection).where(GlossaryRow)
