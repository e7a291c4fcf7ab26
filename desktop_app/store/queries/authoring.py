"""What a person's teams write: their articles, the manuscripts in work, and how far a translation is behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from desktop_app.domain.knowledge.publishing import is_acknowledged
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript, Picture
from desktop_app.domain.knowledge.translation import is_behind, translation_lag
from desktop_app.domain.people.rows import Membership, Team
from desktop_app.store.queries.rows import StoredRows, decoded, pending_keys
from desktop_app.store.schema import REPLICA


@dataclass(frozen=True)
class Written:
    """One article with all of its languages. `behind`: sections of its source that a translation does not follow yet,
    by language; `pending`: languages whose manuscript is not with the company yet; `acknowledged`: people are asked to
    acknowledge it as it is published."""

    id: str
    owner: str
    articles: Mapping[str, Article]
    manuscripts: Mapping[str, Manuscript]
    behind: Mapping[str, int]
    pending: frozenset[str] = frozenset()
    acknowledged: bool = False

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language there is a text in."""
        return tuple(sorted({*self.articles, *self.manuscripts}))

    def title(self, language: str) -> str:
        """In this language, else in any; what is published before what is not."""
        for texts in (self.articles, self.manuscripts):
            if language in texts:
                return texts[language].title
        return next((each.title for texts in (self.articles, self.manuscripts) for each in texts.values()), self.id)


@dataclass(frozen=True)
class Shelf:
    """What somebody's teams own. `teams`: those they answer for."""

    teams: tuple[Team, ...]
    written: tuple[Written, ...]

    def find(self, article: str) -> Written | None:
        """The article with this id."""
        return next((each for each in self.written if each.id == article), None)

    def owner(self, wanted: str = "") -> str:
        """The team that a new article is written for: this one where it is among them, else the first."""
        names = [each.id for each in self.teams]
        return wanted if wanted in names else next(iter(names), "")

    def team(self, id: str) -> Team | None:
        """One of the teams."""
        return next((each for each in self.teams if each.id == id), None)


def shelf(connection: sa.Connection, me: str) -> Shelf:
    """All of it, by id."""
    rows = StoredRows(connection)
    teams = [rows.get(Team, each.team) for each in rows.where(Membership, person=me)]
    known = tuple(sorted((team for team in teams if team is not None), key=lambda team: team.id))
    names = [team.id for team in known]
    articles = _owned(connection, Article, "article", names)
    manuscripts = _owned(connection, Manuscript, "manuscript", names)
    pending = pending_keys(connection, "manuscript")
    written = []
    for id in sorted({each.id for each in articles} | {each.article for each in manuscripts}):
        published = {each.language: each for each in articles if each.id == id}
        begun = {each.language: each for each in manuscripts if each.article == id}
        owner = next(iter([*published.values(), *begun.values()])).owner
        behind = _behind(rows, published)
        waiting = frozenset(language for language in begun if (id, language) in pending)
        written.append(Written(id, owner, published, begun, behind, waiting, is_acknowledged(rows, id)))
    return Shelf(known, tuple(written))


def _owned(connection: sa.Connection, of: type, name: str, teams: list[str]) -> list:  # type: ignore[type-arg]
    table = REPLICA[name]
    return decoded(of, connection.execute(sa.select(table).where(table.c.owner.in_(teams))))


def _behind(rows: StoredRows, articles: Mapping[str, Article]) -> dict[str, int]:
    found = {}
    for language, article in articles.items():
        source = articles.get(article.source_language or "")
        if source is not None and is_behind(article, source):
            then = made_from(rows, article)
            found[language] = len(translation_lag(then, source))
    return found


def made_from(rows: StoredRows, text: Article | Manuscript) -> Edition | None:
    """The edition a translation was made from, where the laptop has it."""
    id = text.id if isinstance(text, Article) else text.article
    if text.source_language is None or text.source_version is None:
        return None
    return rows.get(Edition, id, text.source_language, text.source_version, text.source_minor or 0)


def source_edition(
    connection: sa.Connection, article: str, language: str | None, version: int | None, minor: int | None
) -> Edition | None:
    """The edition with these numbers."""
    if language is None or version is None:
        return None
    return StoredRows(connection).get(Edition, article, language, version, minor or 0)


def pictures(connection: sa.Connection, article: str) -> dict[str, Picture]:
    """The pictures of an article, by id."""
    return {each.id: each for each in StoredRows(connection).where(Picture, article=article)}


@dataclass(frozen=True)
class Place:
    """Where a link may lead: an article in a language, with its title and body for the headings."""

    article: str
    language: str
    title: str
    body: str


def places(connection: sa.Connection) -> list[Place]:
    """Every article there is to link to."""
    table = REPLICA["article"]
    wanted = sa.select(table.c.id, table.c.language, table.c.title, table.c.body).order_by(table.c.title)
    return [Place(*row) for row in connection.execute(wanted)]
