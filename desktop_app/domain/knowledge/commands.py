"""What people do with articles."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.effects import Command, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.rows import Acknowledgement, Article


@dataclass(frozen=True, kw_only=True)
class AcknowledgeArticle(Command):
    """I have read this version in this language. Said twice it changes nothing; a newer version does not undo it."""

    article: str
    language: str
    version: int

    def effects(self, rows: Rows) -> Effects:
        article = rows.get(Article, self.article, self.language)
        if article is None or not 1 <= self.version <= article.version:
            raise Refused("unknown")
        if rows.get(Acknowledgement, self.article, self.language, self.version, self.person):
            return []
        return [Put(Acknowledgement(self.article, self.language, self.version, self.person, self.at))]
