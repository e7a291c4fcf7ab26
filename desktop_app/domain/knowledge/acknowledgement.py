"""Acknowledging articles: who is asked and has not said so yet, and what people and teams do about it.

An acknowledgement is bound to a version and language. A minor version keeps it, a major one asks again; one that was
said offline of an older version stays true of that version and answers nothing newer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from desktop_app.domain.effects import Command, Delete, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.publishing import AUDIENCE, content_hash
from desktop_app.domain.knowledge.rows import Acknowledgement, Article, Edition, Rule
from desktop_app.domain.people.rows import Membership, Team
from desktop_app.domain.text import is_blank

HASH = re.compile(r"(?:[0-9a-f]{64})?")
LONGEST_REASON = 500
BETWEEN_REMINDERS = timedelta(days=1)
TIME_TO_READ = timedelta(days=14)
"""How long people have, at least, once a new major version asks them again. `portal.rule_follows` says the same."""


class Placed(Protocol):
    """Of a person, what scopes go by; `Person` is one."""

    @property
    def login(self) -> str: ...
    @property
    def team(self) -> str: ...
    @property
    def site(self) -> str: ...
    @property
    def employment(self) -> str: ...


P = TypeVar("P", bound=Placed)


def asks(audience: str, person: Placed, answers_for: Collection[str] = ()) -> bool:
    """Whether this person holds a scope: a rule's, which asks them, or an article's, which they may read."""
    kind, _, name = audience.partition(":")
    held = {
        "site": {person.site}, "department": {person.team}, "employment": {person.employment},
        "person": {person.login}, "team": answers_for,
    }  # fmt: skip
    return audience == "all" or name in held.get(kind, ())


def satisfied_by(said: Acknowledgement, major: int) -> bool:
    """Whether it answers for this major version."""
    return said.version >= major and not said.declined


def who_is_asked(audience: str, readers: str, people: Iterable[P], members: Iterable[Membership]) -> list[P]:
    """Who holds the scope of the rule and may read the article, in the order they come."""
    answering: dict[str, set[str]] = {}
    for member in members:
        answering.setdefault(member.person, set()).add(member.team)

    def is_asked(person: P) -> bool:
        teams = answering.get(person.login, ())
        return asks(audience, person, teams) and asks(readers, person, teams)

    return [person for person in people if is_asked(person)]


def overseer(rows: Rows) -> str | None:
    """The team that sees acknowledgements everywhere; the first by id where the company has several."""
    return min((team.id for team in rows.where(Team, oversees=True)), default=None)


def may_keep(rows: Rows, person: str, owner: str) -> bool:
    """Whether this person sets rules for what a team owns: who answers for it, or for a team that oversees."""
    if rows.get(Membership, person, owner) is not None:
        return True
    return any(rows.get(Membership, person, team.id) is not None for team in rows.where(Team, oversees=True))


def _versions(rows: Rows, article: str) -> list[Article]:
    found = sorted(rows.where(Article, id=article), key=lambda each: each.language)
    if not found:
        raise Refused("unknown")
    return found


@dataclass(frozen=True, kw_only=True)
class AcknowledgeArticle(Command):
    """I have read this version in this language. Said twice it changes nothing; a newer version does not undo it.

    `hash` is `content_hash` of what was shown: refused with `changed` where that version reads otherwise.
    """

    article: str
    language: str
    version: int
    minor: int = 0
    hash: str = ""

    def effects(self, rows: Rows) -> Effects:
        article = _read(rows, self.article, self.language, self.version)
        if self.minor < 0 or not HASH.fullmatch(self.hash):
            raise Refused("invalid")
        if self.hash and _hash(rows, article, self.version, self.minor) not in (None, self.hash):
            raise Refused("changed")
        before = rows.get(Acknowledgement, self.article, self.language, self.version, self.person)
        if before is not None and not before.declined:
            return []
        said = Acknowledgement(
            self.article, self.language, self.version, self.person, self.at, self.minor, self.hash, "",
            article.owner, overseer(rows),
        )  # fmt: skip
        return [Put(said)]


@dataclass(frozen=True, kw_only=True)
class DeclineArticle(Command):
    """I have read it and do not say so, for this reason; the owner team reads it. Later one may still acknowledge."""

    article: str
    language: str
    version: int
    reason: str
    minor: int = 0

    def effects(self, rows: Rows) -> Effects:
        article = _read(rows, self.article, self.language, self.version)
        if self.minor < 0:
            raise Refused("invalid")
        if is_blank(self.reason):
            raise Refused("empty")
        if len(self.reason) > LONGEST_REASON:
            raise Refused("too_long")
        before = rows.get(Acknowledgement, self.article, self.language, self.version, self.person)
        if before is not None and not before.declined:
            raise Refused("wrong_state")
        said = Acknowledgement(
            self.article, self.language, self.version, self.person, self.at, self.minor, "", self.reason,
            article.owner, overseer(rows),
        )  # fmt: skip
        return [Put(said)]

    def words(self) -> str:
        return self.reason


def _read(rows: Rows, article: str, language: str, version: int) -> Article:
    found = rows.get(Article, article, language)
    if found is None or not 1 <= version <= found.version:
        raise Refused("unknown")
    return found


def _hash(rows: Rows, article: Article, version: int, minor: int) -> str | None:
    """What that version says, where it is still known."""
    if (version, minor) == (article.version, article.minor):
        return content_hash(article.title, article.body)
    edition = rows.get(Edition, article.id, article.language, version, minor)
    return None if edition is None else content_hash(edition.title, edition.body)


@dataclass(frozen=True, kw_only=True)
class SetAcknowledgementRule(Command):
    """Asks an audience to acknowledge an article from a major version on, by a date, instead of the rule before."""

    article: str
    audience: str
    major: int
    due: str

    def effects(self, rows: Rows) -> Effects:
        languages = _versions(rows, self.article)
        owner, newest = languages[0].owner, max(each.version for each in languages)
        if not may_keep(rows, self.person, owner):
            raise Refused("not_yours")
        if not AUDIENCE.fullmatch(self.audience) or not 1 <= self.major <= newest + 1 or not _is_date(self.due):
            raise Refused("invalid")
        rule = Rule(
            self.article, self.audience, self.major, self.due, self.person, owner, languages[0].audience,
            overseer(rows),
        )  # fmt: skip
        marked = [Put(replace(each, acknowledge=True)) for each in languages if not each.acknowledge]
        return [Put(rule), *marked]


@dataclass(frozen=True, kw_only=True)
class WithdrawAcknowledgementRule(Command):
    """Nobody is asked any more; what was said stays."""

    article: str

    def effects(self, rows: Rows) -> Effects:
        languages = _versions(rows, self.article)
        if not may_keep(rows, self.person, languages[0].owner):
            raise Refused("not_yours")
        gone = [Delete(Rule, (self.article,))] if rows.get(Rule, self.article) is not None else []
        return [*gone, *(Put(replace(each, acknowledge=False)) for each in languages if each.acknowledge)]


@dataclass(frozen=True, kw_only=True)
class RemindAcknowledgement(Command):
    """Reminds who is missing, at their next sync. Refused with `too_soon` within a day of the last reminder."""

    article: str

    def effects(self, rows: Rows) -> Effects:
        languages = _versions(rows, self.article)
        if not may_keep(rows, self.person, languages[0].owner):
            raise Refused("not_yours")
        rule = rows.get(Rule, self.article)
        if rule is None:
            raise Refused("wrong_state")
        if rule.reminded is not None and self.at - rule.reminded < BETWEEN_REMINDERS:
            raise Refused("too_soon")
        return [Put(replace(rule, reminded=None))]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text and "1900" <= text[:4] < "2200"
    except ValueError:
        return False
