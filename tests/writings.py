"""What authors do in random lives: manuscripts saved, reviewed, published, taken out of force; often too late."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.knowledge.in_force import ConfirmArticle, RetireArticle
from desktop_app.domain.knowledge.publishing import (
    AskReview,
    CancelPublication,
    DiscardManuscript,
    PublishArticle,
    ReturnManuscript,
    SaveManuscript,
)
from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.protocol.wire import microseconds

WRITING: dict[type[Command], int] = {
    SaveManuscript: 6, AskReview: 2, ReturnManuscript: 2, PublishArticle: 4, CancelPublication: 1, DiscardManuscript: 1,
    RetireArticle: 1, ConfirmArticle: 1,
}  # fmt: skip


@dataclass(frozen=True)
class Writings:
    """Chooses, by chance, what an author does with what their laptop shows."""

    chance: random.Random
    person: str
    shows: Callable[[type[Any]], list[Any]]
    articles: tuple[str, ...]

    def command(self, kind: type[Command], at: datetime) -> Command:
        """A command of this kind, mostly about a text that is there."""
        pick, n = self.chance.choice, self.chance.randrange(1000)
        manuscripts: list[Manuscript] = self.shows(Manuscript)
        article = pick(self.articles)
        held = pick(manuscripts) if manuscripts else None
        where = (held.article, held.language) if held else (article, "id")
        seen: dict[str, Any] = {"article": where[0], "language": where[1]}
        seen["revision"] = held.revision if held and n % 10 else n % 4
        change = {"change": pick(["major", "minor"]), "note": f"note {n}"}
        own: dict[type[Command], Callable[[], dict[str, Any]]] = {
            SaveManuscript: lambda: self._text(article, n),
            AskReview: lambda: seen | change,
            ReturnManuscript: lambda: seen | {"returned": f"not yet {n}"},
            PublishArticle: lambda: {
                "article": seen["article"], "languages": [seen["language"]], "revisions": [seen["revision"]],
                "publish_at": microseconds(at + timedelta(days=4_000)) if n % 5 == 0 else None,
            } | change,
            RetireArticle: lambda: {"article": article, "valid_until": pick([None, "2027-12-31"])},
            ConfirmArticle: lambda: {"article": article, "review_by": pick([None, "2027-12-31"])},
        }  # fmt: skip
        return kind(id=uuid7(at, self.chance.randbytes(10)), person=self.person, at=at, **own.get(kind, lambda: seen)())

    def _text(self, article: str, n: int) -> dict[str, Any]:
        articles: list[Article] = [each for each in self.shows(Article) if each.id == article and each.language == "id"]
        manuscripts: list[Manuscript] = [each for each in self.shows(Manuscript) if each.article == article]
        version, minor = (articles[0].version, articles[0].minor) if articles else (0, 0)
        return {
            "article": article, "language": "id", "owner": articles[0].owner if articles and n % 10 else "hr",
            "title": "Judul", "body": f"text {n}", "category": "leave",
            "audience": self.chance.choice(["all", "team:it", "site:jakarta", "employment:intern", "department:it"]),
            "revision": manuscripts[0].revision if manuscripts and n % 7 else 0, "base_version": version,
            "base_minor": minor,
        }  # fmt: skip
