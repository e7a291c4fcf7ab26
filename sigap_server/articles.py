"""Publishes articles from a folder, and leaves alone what was written in the application since.

An edition that people have read never gets other words: where the folder has another text under a number that was
published already, it becomes the next minor edition.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

import psycopg
from psycopg import sql

from desktop_app.domain.knowledge.rows import Article, Picture
from sigap_server.polls import keep_article_polls
from sigap_server.rows import put, remove

_COLUMNS = [field.name for field in fields(Article) if field.name != "published"]
Key = tuple[str, str]


@dataclass(frozen=True)
class Published:
    """`changed`: articles that are new, differ or were taken away. `kept`: (id, language) of those that somebody
    published in the application since, and the folder says otherwise: they stay as they are.
    """

    changed: int
    kept: list[Key]


def publish_articles(
    connection: psycopg.Connection, articles: Iterable[Article], pictures: Iterable[Picture] = (), *,
    whole: bool = False, replace_written: bool = False,
) -> Published:  # fmt: skip
    """Articles with the pictures they show. `whole`: what is not among them is taken away. `replace_written`: what was
    written in the application gives way too.
    """
    articles = list(articles)
    with connection.transaction():
        held = _held(connection)
        writing, kept = [], []
        for article in articles:
            before = held.get((article.id, article.language))
            wanted = _numbered(article, before)
            if before is not None and _same(before, wanted):
                continue
            if before is not None and before.published_by and not replace_written:
                kept.append((article.id, article.language))
            else:
                writing.append(wanted)
        left: list[Key] = []
        if whole:
            named = {(article.id, article.language) for article in articles}
            missing = [key for key in held if key not in named]
            left = [key for key in missing if replace_written or not held[key].published_by]
            kept += [key for key in missing if key not in left]
        gone = remove(connection, Article, left)
        put(connection, writing)
        put(connection, _wanted(pictures, {article.id for article in articles} - {name for name, _ in kept}))
        keep_article_polls(connection, {article.id for article in articles} | {key[0] for key in left})
        return Published(len(writing) + gone, sorted(kept))


def every_article(connection: psycopg.Connection) -> tuple[list[Article], list[Picture]]:
    """All that is published, with the pictures it shows, whoever may read it."""
    held = _held(connection)
    columns = [field.name for field in fields(Picture)]
    query = sql.SQL("select {} from portal.picture order by id, article")
    rows = connection.execute(query.format(sql.SQL(", ").join(map(sql.Identifier, columns))))
    return [held[key] for key in sorted(held)], [Picture(*row) for row in rows]


def _held(connection: psycopg.Connection) -> dict[Key, Article]:
    query = sql.SQL("select {} from portal.article").format(sql.SQL(", ").join(map(sql.Identifier, _COLUMNS)))
    found = (Article(*row) for row in connection.execute(query))
    return {(article.id, article.language): article for article in found}


def _numbered(article: Article, before: Article | None) -> Article:
    """Published by nobody of the company, under a number of its own."""
    article = replace(article, published_by="", published=None)
    if before is None or (article.version, article.minor) > (before.version, before.minor):
        return article
    is_new = (article.title, article.body.strip("\n")) != (before.title, before.body.strip("\n"))
    return replace(article, version=before.version, minor=before.minor + is_new)


def _same(before: Article, after: Article) -> bool:
    """Lines left empty at either end, which a file does not keep, are no difference."""
    kept = replace(before, published_by="", published=None, body=before.body.strip("\n"))
    return kept == replace(after, body=after.body.strip("\n"))


def _wanted(pictures: Iterable[Picture], articles: set[str]) -> list[Picture]:
    return [picture for picture in pictures if picture.article in articles]
