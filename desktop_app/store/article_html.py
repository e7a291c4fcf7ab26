"""The HTML made of articles, beside them: making it takes 65 ms, showing it must not."""

from __future__ import annotations

import sqlalchemy as sa

from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import writing
from desktop_app.store.schema import article_html


class ArticleHtml:
    """Keeps one version of an article's HTML a language, the newest one made."""

    def __init__(self, engine: sa.Engine):
        self._engine = engine

    def put(self, id: str, language: str, version: int, minor: int, render_version: int, html: str) -> Changes:
        """Keeps the HTML that this version of the renderer made of this version of the article."""
        row = {
            "id": id, "language": language, "version": version, "minor": minor, "render_version": render_version,
            "html": html,
        }  # fmt: skip
        with writing(self._engine) as connection:
            connection.execute(article_html.insert().prefix_with("OR REPLACE"), row)
        return Changes(local=frozenset({"article_html"}))

    def remove(self, id: str, language: str) -> None:
        """Forgets an article that is gone."""
        gone = article_html.delete().where(article_html.c.id == id, article_html.c.language == language)
        with writing(self._engine) as connection:
            connection.execute(gone)
