"""The life of an article: draft → review → published → superseded. One room, because each step checks the one before.

Whoever answers for the team that owns an article writes it; who publishes it is the team's choice (`Team.publishing`).
A change of the meaning is a new major version, any other a minor one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from unicodedata import normalize

from desktop_app.domain.effects import Command, Delete, Effects, Put, Refused, Rows
from desktop_app.domain.knowledge.rows import Article, Edition, Manuscript, Picture, Rule
from desktop_app.domain.people.rows import Membership, Team
from desktop_app.domain.text import is_blank

ID = re.compile(r"(?! )[^\x00-\x1f\x7f]{1,200}(?<! )")  # a folder may have called it anything
LANGUAGE = re.compile(r"[a-z]{2,3}")
AUDIENCE = re.compile(r"all|(?:site|department|team|employment|person):[A-Za-z0-9_.-]{1,64}")
LONGEST_TITLE, LONGEST_BODY, LONGEST_WORD, LONGEST_NOTE = 200, 250_000, 60, 1_000
CHANGES = ("major", "minor")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def content_hash(title: str, body: str) -> str:
    """SHA-256 in hex over title and body in NFC, with a line feed between: what an acknowledgement is bound to."""
    return sha256(normalize("NFC", f"{title}\n{body}").encode()).hexdigest()


def owner_of(rows: Rows, article: str) -> str | None:
    """The team that owns the article, published or not; None where there is none of this id."""
    found: list[Article | Manuscript] = [*rows.where(Article, id=article), *rows.where(Manuscript, article=article)]
    return found[0].owner if found else None


def is_acknowledged(rows: Rows, article: str) -> bool:
    """Whether people are asked to acknowledge the article as it is published."""
    return rows.get(Rule, article) is not None or any(each.acknowledge for each in rows.where(Article, id=article))


def refusal_to_publish(
    team: Team | None, person: str, manuscript: Manuscript, acknowledged: bool = False
) -> str | None:
    """Why this person may not publish this manuscript, None where they may. That they are of the team is known.

    A minor change of what people acknowledged (`is_acknowledged`) says that the meaning is the same: that takes a
    second person always.
    """
    choice = team.publishing if team is not None else "second"
    if choice == "lead" and (team is None or team.lead != person):
        return "lead_only"
    minor = manuscript.change == "minor" and (acknowledged or manuscript.acknowledge)
    return "second_person" if person == manuscript.author and (choice == "second" or minor) else None


def check_of_team(rows: Rows, person: str, owner: str) -> None:
    """Raises `Refused` with `not_yours` unless they answer for the team."""
    if rows.get(Membership, person, owner) is None:
        raise Refused("not_yours")


def is_date(text: str | None) -> bool:
    """Whether it is a date as year, month and day, or none."""
    if text is None:
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _manuscript(rows: Rows, person: str, article: str, language: str, revision: int) -> Manuscript:
    """The one that was seen. Raises `Refused`: `unknown`, another team's too; `changed` when somebody saved since."""
    found = rows.get(Manuscript, article, language)
    if found is None or rows.get(Membership, person, found.owner) is None:
        raise Refused("unknown")
    if found.revision != revision:
        raise Refused("changed", {"by": found.author, "revision": found.revision})
    return found


@dataclass(frozen=True, kw_only=True)
class SaveManuscript(Command):
    """The text as it is now, for the whole team. `revision`: of the one it was begun from, 0 where there was none;
    `base_version`, `base_minor`: the edition it was begun from. Refused with `changed` where either is not the newest.
    """

    article: str
    language: str
    owner: str
    title: str
    body: str
    category: str
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

    def effects(self, rows: Rows) -> Effects:
        self._check()
        check_of_team(rows, self.person, self.owner)
        if owner_of(rows, self.article) not in (None, self.owner):
            raise Refused("not_yours")
        before = rows.get(Manuscript, self.article, self.language)
        if self.revision != (before.revision if before else 0):
            raise Refused(
                "changed", {"by": before.author if before else "", "revision": before.revision if before else 0}
            )
        if before is not None and before.state == "scheduled":
            raise Refused("scheduled")
        published = rows.get(Article, self.article, self.language)
        if (self.base_version, self.base_minor) != ((published.version, published.minor) if published else (0, 0)):
            raise Refused("changed", {"by": published.published_by if published else "", "revision": self.revision})
        return [Put(self._row())]

    def _row(self) -> Manuscript:
        return Manuscript(
            self.article, self.language, self.owner, self.title, self.body, self.category, self.audience,
            self.revision + 1, self.person, self.form, self.review_by, self.valid_until, self.successor,
            self.acknowledge, self.source_language, self.source_version, self.source_minor, self.base_version,
            self.base_minor,
        )  # fmt: skip

    def _check(self) -> None:
        source = (self.source_language, self.source_version, self.source_minor)
        right = (
            ID.fullmatch(self.article)
            and LANGUAGE.fullmatch(self.language)
            and not is_blank(self.title)
            and AUDIENCE.fullmatch(self.audience)
            and not is_blank(self.category)
            and all(map(is_date, (self.review_by, self.valid_until)))
            and (self.successor is None or (ID.fullmatch(self.successor) and self.successor != self.article))
            and (all(each is None for each in source) or all(each is not None for each in source))
            and self.source_language != self.language
        )
        if not right:
            raise Refused("invalid")
        if len(self.title) > LONGEST_TITLE or len(self.body) > LONGEST_BODY or len(self.category) > LONGEST_WORD:
            raise Refused("too_long")

    def words(self) -> str:
        return f"{self.title}\n\n{self.body}"


@dataclass(frozen=True, kw_only=True)
class DiscardManuscript(Command):
    """The text in work is thrown away; what is published stays."""

    article: str
    language: str
    revision: int

    def effects(self, rows: Rows) -> Effects:
        _manuscript(rows, self.person, self.article, self.language, self.revision)
        return [Delete(Manuscript, (self.article, self.language))]


@dataclass(frozen=True, kw_only=True)
class AskReview(Command):
    """Somebody of the team shall read it. `change` and `note` say what readers will be told."""

    article: str
    language: str
    revision: int
    change: str
    note: str = ""

    def effects(self, rows: Rows) -> Effects:
        found = _manuscript(rows, self.person, self.article, self.language, self.revision)
        _check_change(self.change, self.note)
        if found.state == "scheduled":
            raise Refused("scheduled")
        return [Put(replace(found, state="review", change=self.change, note=self.note, returned="", reviewer=None))]

    def words(self) -> str:
        return self.note


@dataclass(frozen=True, kw_only=True)
class ReturnManuscript(Command):
    """Not yet: the author reads why."""

    article: str
    language: str
    revision: int
    returned: str

    def effects(self, rows: Rows) -> Effects:
        found = _manuscript(rows, self.person, self.article, self.language, self.revision)
        if is_blank(self.returned):
            raise Refused("invalid")
        if len(self.returned) > LONGEST_NOTE:
            raise Refused("too_long")
        if found.state != "review":
            raise Refused("not_in_review")
        return [Put(replace(found, state="draft", returned=self.returned, reviewer=self.person))]

    def words(self) -> str:
        return self.returned


@dataclass(frozen=True, kw_only=True)
class PublishArticle(Command):
    """The manuscripts in these languages become the article, now or at a moment of the database's clock
    (microseconds since 1970, UTC).

    `revisions`: of each of the `languages`, in their order. A translation published with its source is made from it.
    The audience is that of the article, in every language.
    """

    article: str
    languages: list[str]
    revisions: list[int]
    change: str
    note: str = ""
    publish_at: int | None = None

    def effects(self, rows: Rows) -> Effects:
        _check_change(self.change, self.note)
        if not self.languages or not len(set(self.languages)) == len(self.languages) == len(self.revisions):
            raise Refused("invalid")
        found = []
        acknowledged = is_acknowledged(rows, self.article)
        for language, revision in zip(self.languages, self.revisions, strict=True):
            manuscript = _manuscript(rows, self.person, self.article, language, revision)
            manuscript = replace(manuscript, change=self.change, note=self.note)
            refusal = refusal_to_publish(rows.get(Team, manuscript.owner), self.person, manuscript, acknowledged)
            if refusal is not None:
                raise Refused(refusal)
            _is_newest(rows, manuscript)
            found.append(manuscript)
        if self.publish_at is not None:
            at = _EPOCH + timedelta(microseconds=self.publish_at)
            return [Put(replace(each, state="scheduled", publish_at=at, reviewer=self.person)) for each in found]
        return published(rows, found, self.person, self.at.date().isoformat())

    def words(self) -> str:
        return self.note


def _is_newest(rows: Rows, manuscript: Manuscript) -> None:
    before = rows.get(Article, manuscript.article, manuscript.language)
    if (manuscript.base_version, manuscript.base_minor) != ((before.version, before.minor) if before else (0, 0)):
        raise Refused("changed", {"by": before.published_by if before else "", "revision": manuscript.revision})


def published(rows: Rows, manuscripts: Iterable[Manuscript], by: str, today: str) -> list[Put | Delete]:
    """What publishing these manuscripts of one article does."""
    effects: list[Put | Delete] = []
    manuscripts = list(manuscripts)
    numbers = {each.language: _number(each) for each in manuscripts}
    first = manuscripts[0]
    ruled = rows.get(Rule, first.article) is not None
    for each in manuscripts:
        version, minor = numbers[each.language]
        source = numbers.get(each.source_language or "", (each.source_version, each.source_minor))
        article = Article(
            each.article, each.language, each.title, each.body, each.category, first.audience, each.owner, version,
            today, each.form, each.acknowledge or ruled, minor, each.review_by, each.valid_until, each.successor,
            each.note, each.source_language, *source, by,
        )  # fmt: skip
        edition = Edition(
            each.article, each.language, version, minor, each.title, each.body, each.change, each.note, by,
            first.audience, each.owner,
        )  # fmt: skip
        effects += [Put(article), Put(edition), Delete(Manuscript, (each.article, each.language))]
    for other in rows.where(Article, id=first.article):
        if other.language not in numbers and other.audience != first.audience:
            effects.append(Put(replace(other, audience=first.audience)))
    for edition in rows.where(Edition, article=first.article):
        if edition.audience != first.audience:
            effects.append(Put(replace(edition, audience=first.audience)))
    for picture in rows.where(Picture, article=first.article):
        if (picture.audience, picture.owner) != (first.audience, first.owner):
            effects.append(Put(replace(picture, audience=first.audience, owner=first.owner)))
    return effects


def _number(manuscript: Manuscript) -> tuple[int, int]:
    if manuscript.change == "minor" and manuscript.base_version:
        return manuscript.base_version, manuscript.base_minor + 1
    return manuscript.base_version + 1, 0


def _check_change(change: str, note: str) -> None:
    if change not in CHANGES:
        raise Refused("invalid")
    if len(note) > LONGEST_NOTE:
        raise Refused("too_long")


@dataclass(frozen=True, kw_only=True)
class CancelPublication(Command):
    """A manuscript that waits for its day is a draft again."""

    article: str
    language: str
    revision: int

    def effects(self, rows: Rows) -> Effects:
        found = _manuscript(rows, self.person, self.article, self.language, self.revision)
        if found.state != "scheduled":
            raise Refused("not_scheduled")
        return [Put(replace(found, state="draft", publish_at=None, reviewer=None))]
