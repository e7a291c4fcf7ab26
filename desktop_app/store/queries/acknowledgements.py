"""Who is asked to acknowledge an article, what they said, and who has not said anything yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from desktop_app.domain.knowledge.acknowledgement import asks, satisfied_by, who_is_asked
from desktop_app.domain.knowledge.acknowledgement import overseer as overseeing_team
from desktop_app.domain.knowledge.publishing import content_hash
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Edition, Rule
from desktop_app.domain.people.rows import Membership, Person, Site, Team
from desktop_app.store.queries.knowledge import ArticleItem, item_columns, item_of
from desktop_app.store.queries.rows import StoredRows, decoded, pending_keys
from desktop_app.store.schema import REPLICA

_ARTICLE, _ACKNOWLEDGEMENT, _RULE = REPLICA["article"], REPLICA["acknowledgement"], REPLICA["acknowledgement_rule"]
_NO_DATE = "9999"


@dataclass(frozen=True)
class Duty:
    """An article that this person is asked to acknowledge, in this major version.

    `item` is the article as they read it: in their language, where that has the version. `due` is an ISO date, None
    where no rule names one; `reminded` when the team last reminded those who are missing.
    """

    item: ArticleItem
    major: int
    due: str | None
    reminded: datetime | None

    @property
    def order(self) -> tuple[str, str]:
        """What is due first, first."""
        return self.due or _NO_DATE, self.item.id


@dataclass(frozen=True)
class Said:
    """What a person said of a version. `declined`: the reason, of who did; `pending`: not with the database yet."""

    language: str
    version: int
    minor: int
    hash: str
    at: datetime
    declined: str
    pending: bool


@dataclass(frozen=True)
class Asked:
    """How far an article is acknowledged: how many are asked, have said so, have declined; the rest is missing."""

    item: ArticleItem
    rule: Rule | None
    major: int
    asked: int
    done: int
    declined: int

    @property
    def due(self) -> str | None:
        """By when, as an ISO date; None where no rule says so."""
        return None if self.rule is None else self.rule.due

    @property
    def missing(self) -> int:
        """Of whom nothing was heard."""
        return self.asked - self.done - self.declined


State = Literal["missing", "declined", "done"]


@dataclass(frozen=True)
class Answer:
    """One person who is asked, and what they said last. `before`: the newest older version they acknowledged."""

    login: str
    name: str
    team: str
    site: str
    state: State
    said: Said | None = None
    before: int | None = None


def duties(connection: sa.Connection, me: str) -> list[Duty]:
    """All that this person is asked to acknowledge, whether they did or not; what is due first, first."""
    rows = StoredRows(connection)
    person = rows.get(Person, me)
    teams = [row.team for row in rows.where(Membership, person=me)]
    rules = {rule.article: rule for rule in decoded(Rule, connection.execute(sa.select(_RULE)))}
    found = []
    for languages in _asking(connection, rules):
        rule, newest = rules.get(languages[0].id), max(each.version for each in languages)
        if rule is not None and (newest < rule.major or person is None or not asks(rule.audience, person, teams)):
            continue
        mine = "" if person is None else person.language
        newest_ones = (each for each in languages if each.version == newest)
        item = min(newest_ones, key=lambda each: (each.language != mine, each.language))
        found.append(Duty(item, newest, *((None, None) if rule is None else (rule.due, rule.reminded))))
    return sorted(found, key=lambda duty: duty.order)


def open_duties(connection: sa.Connection, me: str) -> list[Duty]:
    """Those of which they have said nothing yet, neither that they read it nor why they do not say so."""
    rows = StoredRows(connection).where(Acknowledgement, person=me)
    heard = {(row.article, row.version) for row in rows}
    newest = {article: max(v for name, v in heard if name == article) for article, _ in heard}
    return [duty for duty in duties(connection, me) if newest.get(duty.item.id, 0) < duty.major]


def must_read(connection: sa.Connection, me: str) -> list[ArticleItem]:
    """What this person must still acknowledge: in the language they read, or, where it is missing, in another."""
    return [duty.item for duty in open_duties(connection, me)]


def duty(connection: sa.Connection, me: str, article: str) -> Duty | None:
    """Whether this person is asked to acknowledge this article."""
    return next((each for each in duties(connection, me) if each.item.id == article), None)


def overseer(connection: sa.Connection, owner: str) -> Team | None:
    """The other team that sees who acknowledged what this one owns."""
    rows = StoredRows(connection)
    name = overseeing_team(rows)
    return None if name in (None, owner) else rows.get(Team, name)


def said(connection: sa.Connection, me: str, article: str) -> list[Said]:
    """All that this person said of the article, the newest version first."""
    rows = StoredRows(connection).where(Acknowledgement, article=article, person=me)
    pending = pending_keys(connection, "acknowledgement") if rows else frozenset()
    found = [_said(row, pending) for row in rows]
    return sorted(found, key=lambda each: (-each.version, bool(each.declined), each.language))


def overview(connection: sa.Connection, me: str, language: str) -> list[Asked]:
    """How far each article is acknowledged that this person keeps: their teams' own, or all where they oversee."""
    rows = StoredRows(connection)
    teams = {row.team for row in rows.where(Membership, person=me)}
    all_of_them = any(team.oversees for team in rows.where(Team) if team.id in teams)
    rules = {rule.article: rule for rule in decoded(Rule, connection.execute(sa.select(_RULE)))}
    people, members, heard = _people(connection), rows.where(Membership), _heard(connection)
    asked_of: dict[tuple[str, str], frozenset[str]] = {}
    found = []
    for languages in _asking(connection, rules):
        if not all_of_them and languages[0].owner not in teams:
            continue
        rule, newest = rules.get(languages[0].id), max(each.version for each in languages)
        item = min(languages, key=lambda each: (each.language != language, -each.version, each.language))
        whom = ("all" if rule is None else rule.audience, languages[0].audience)
        if whom not in asked_of:
            asked_of[whom] = frozenset(person.login for person in who_is_asked(*whom, people, members))
        said = heard.get(item.id, [])
        done = {each.person for each in said if (each.read or 0) >= newest} & asked_of[whom]
        declined = {each.person for each in said if (each.declined or 0) >= newest} & asked_of[whom]
        found.append(Asked(item, rule, newest, len(asked_of[whom]), len(done), len(declined - done)))
    return sorted(found, key=lambda each: (each.due or _NO_DATE, each.item.title))


class _Place(NamedTuple):
    """Of 10,000 people only what scopes go by: a whole row of each would take three times as long."""

    login: str
    team: str
    site: str
    employment: str


def _people(connection: sa.Connection) -> list[_Place]:
    found = connection.execute(sa.select(*(REPLICA["person"].c[name] for name in _Place._fields)))
    return [_Place(*row) for row in found]


def _heard(connection: sa.Connection) -> dict[str, list[Any]]:
    """By article, the newest version that each person read, and declined."""
    said = _ACKNOWLEDGEMENT.c
    read = sa.func.max(sa.case((said.declined == "", said.version))).label("read")
    declined = sa.func.max(sa.case((said.declined != "", said.version))).label("declined")
    found: dict[str, list[Any]] = {}
    wanted = sa.select(said.article, said.person, read, declined).group_by(said.article, said.person)
    for row in connection.execute(wanted):
        found.setdefault(row.article, []).append(row)
    return found


def answers(connection: sa.Connection, article: str, language: str) -> list[Answer]:
    """Everybody who is asked, by name, with what they said. Empty where nobody is asked."""
    rows = StoredRows(connection)
    rules = {rule.article: rule for rule in rows.where(Rule, article=article)}
    languages = next(iter(_asking(connection, rules, article)), None)
    if languages is None:
        return []
    rule, newest = rules.get(article), max(each.version for each in languages)
    people = rows.where(Person)
    whom = "all" if rule is None else rule.audience
    asked = who_is_asked(whom, languages[0].audience, people, rows.where(Membership))
    sites = {site.id: site for site in rows.where(Site)}
    teams = {team.id: team for team in rows.where(Team)}
    heard: dict[str, list[Acknowledgement]] = {}
    for each in rows.where(Acknowledgement, article=article):
        heard.setdefault(each.person, []).append(each)

    def answer(person: Person) -> Answer:
        of_theirs = heard.get(person.login, [])
        now = [each for each in of_theirs if each.version >= newest]
        done = next((each for each in now if satisfied_by(each, newest)), None)
        last = done or (now[0] if now else None)
        before = max((each.version for each in of_theirs if each.version < newest and not each.declined), default=None)
        state: State = "done" if done else "declined" if last else "missing"
        team, site = teams.get(person.team), sites.get(person.site)
        return Answer(
            person.login, person.name, person.team if team is None else _named(team.names, language),
            person.site if site is None else _named(site.names, language), state, None if last is None else _said(last),
            before,
        )  # fmt: skip

    return sorted((answer(person) for person in asked), key=lambda each: (each.name.casefold(), each.login))


def _named(names: dict[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")


def _asking(
    connection: sa.Connection, rules: dict[str, Rule], article: str | None = None
) -> Iterable[list[ArticleItem]]:
    """The articles that are to be acknowledged, each in all its languages."""
    wanted = sa.select(*item_columns()).where(
        _ARTICLE.c.id.in_(sa.select(_ARTICLE.c.id).where(_ARTICLE.c.acknowledge == 1)) | _ARTICLE.c.id.in_(list(rules))
    )
    if article is not None:
        wanted = wanted.where(_ARTICLE.c.id == article)
    by_id: dict[str, list[ArticleItem]] = {}
    for row in connection.execute(wanted.order_by(_ARTICLE.c.id, _ARTICLE.c.language)):
        by_id.setdefault(row.id, []).append(item_of(row))
    return by_id.values()


def _said(row: Acknowledgement, pending: frozenset[tuple[Any, ...]] = frozenset()) -> Said:
    key = (row.article, row.language, row.version, row.person)
    return Said(row.language, row.version, row.minor, row.hash, row.at, row.declined, key in pending)


def may_be_asked(connection: sa.Connection, me: str, language: str) -> list[ArticleItem]:
    """The articles that this person may ask others to acknowledge: each once, in this language where there is one."""
    rows = StoredRows(connection)
    teams = {row.team for row in rows.where(Membership, person=me)}
    all_of_them = any(team.oversees for team in rows.where(Team) if team.id in teams)
    wanted = sa.select(*item_columns())
    if not all_of_them:
        wanted = wanted.where(_ARTICLE.c.owner.in_(sorted(teams)))
    found: dict[str, ArticleItem] = {}
    for row in connection.execute(wanted.order_by((_ARTICLE.c.language != language), _ARTICLE.c.language)):
        found.setdefault(row.id, item_of(row))
    return sorted(found.values(), key=lambda each: (each.title.casefold(), each.id))


@dataclass(frozen=True)
class AsItStood:
    """The text of a version. `same`: it is word for word what was acknowledged."""

    title: str
    body: str
    same: bool


def as_it_stood(connection: sa.Connection, article: str, said: Said) -> AsItStood | None:
    """What somebody acknowledged, as it read then; None where this laptop does not hold that version any more."""
    rows = StoredRows(connection)
    edition = rows.get(Edition, article, said.language, said.version, said.minor)
    now = rows.get(Article, article, said.language)
    if edition is not None:
        title, body = edition.title, edition.body
    elif now is not None and (now.version, now.minor) == (said.version, said.minor):
        title, body = now.title, now.body
    else:
        return None
    return AsItStood(title, body, content_hash(title, body) == said.hash)
