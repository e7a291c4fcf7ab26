"""What a laptop holds of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Article:
    """A published article in one language; the key is (id, language).

    `body` is Markdown. `audience` is a scope: `all`, `team:hr`, `person:sari`. `owner` is the team that answers for it,
    `reviewed` an ISO date, `form` the form that its reader starts when the answer is not here; `acknowledge`: each
    reader confirms having read it.
    """

    id: str
    language: str
    title: str
    body: str
    category: str
    audience: str = "all"
    owner: str = ""
    version: int = 1
    reviewed: str | None = None
    form: str | None = None
    acknowledge: bool = False


@dataclass(frozen=True)
class Acknowledgement:
    """This person has read this version of the article in this language, or says why they will not say so.

    `hash` is `content_hash` of what they read; `declined` the reason, of who declined. `team` owned the article and
    sees this row, and so does the team that oversees acknowledgements everywhere (`Team.oversees`), if any.
    """

    article: str
    language: str
    version: int
    person: str
    at: datetime
    minor: int = 0
    hash: str = ""
    declined: str = ""
    team: str = ""
    overseer: str | None = None


@dataclass(frozen=True)
class Rule:
    """Who must acknowledge an article, from which major version on, by when.

    `audience` is the scope of whom it asks; a `team` here is all who work in it. `due` is an ISO date, judged by the
    local date; `reminded` when those who are missing were last reminded, by the database's clock. `readers` is the
    article's audience: who may see the rule.
    """

    article: str
    audience: str
    major: int
    due: str
    set_by: str
    owner: str
    readers: str
    overseer: str | None = None
    reminded: datetime | None = None


@dataclass(frozen=True)
class Upkeep:
    """Something that a team has to do to keep its articles true.

    `kind` is one of `upkeep.Kind`. `text` is what was said or looked for, `count` by how many; `due` an ISO date;
    `made` the day the database made it, at midnight UTC: a finer time would say too much of who said what.
    """

    id: str
    team: str
    kind: str
    article: str | None
    language: str
    text: str
    count: int
    due: str
    made: datetime
    state: str = "open"
    done_by: str | None = None
    done_note: str = ""


@dataclass(frozen=True)
class Readership:
    """How an article was used from a day on (ISO), by nobody in particular, for the team that owns it.

    `read`: visits; `helped`: of those that said so; `stuck`: that began a form from it; `avoided`: that ended without
    the request they had begun with.
    """

    article: str
    team: str
    first_day: str
    read: int = 0
    helped: int = 0
    stuck: int = 0
    avoided: int = 0
