"""What a laptop holds of the knowledge base."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Article:
    """A published article in one language; the key is (id, language).

    `body` is Markdown. `audience` is a scope: `all`, `site:jakarta`, `department:hr` (who works there), `team:hr`
    (who answers for it), `employment:intern`, `person:sari`. `owner` is the team that answers for it, `reviewed` an
    ISO date, `form` the form that its reader starts when the answer is not here; `acknowledge`: each reader confirms
    having read it. `version` is the major number, `minor` counts changes that leave the meaning as it was.
    `review_by` and `valid_until` are ISO dates in the reader's local time (validity.py says what they mean),
    `successor` the article that replaces it. `note` says what changed. A translation names the edition it was made
    from: `source_language`, `source_version`, `source_minor`. `published` is the database's time, `published_by` a
    login, empty for what an administrator published.
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
    minor: int = 0
    review_by: str | None = None
    valid_until: str | None = None
    successor: str | None = None
    note: str = ""
    source_language: str | None = None
    source_version: int | None = None
    source_minor: int | None = None
    published_by: str = ""
    published: datetime | None = None


@dataclass(frozen=True)
class Edition:
    """One published version of an article in one language as it stood, the present one too.

    `change` is `major` or `minor`, `by` a login, `published` the database's time. It is seen by who may see the
    article.
    """

    article: str
    language: str
    version: int
    minor: int
    title: str
    body: str
    change: str
    note: str
    by: str
    audience: str
    owner: str
    published: datetime | None = None


@dataclass(frozen=True)
class Manuscript:
    """The text in work on an article in one language, shared by those who answer for the team that owns it.

    `revision` counts what was saved: who saves names the one they began from. `base_version` and `base_minor` say
    which edition it was begun from, 0 and 0 for a new article. `state` is `draft`, `review` or `scheduled`; `change`
    is `major` or `minor`; `reviewer` who returned or approved it, `returned` what the reviewer wants changed,
    or, with no reviewer, the code of why the database could not publish it when its day came (`changed`, `failed`);
    `publish_at` when a scheduled one is published, by the database's clock.
    """

    article: str
    language: str
    owner: str
    title: str
    body: str
    category: str
    audience: str
    revision: int
    author: str
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
    state: str = "draft"
    change: str = "major"
    note: str = ""
    reviewer: str | None = None
    returned: str = ""
    publish_at: datetime | None = None
    saved: datetime | None = None


@dataclass(frozen=True)
class Picture:
    """A picture of an article. `id` is the SHA-256 of its bytes in hex, `data` the bytes in base64, `media_type` what
    they are: image/png, image/jpeg or image/webp. It is seen by who may see the article, and by the team that owns
    it.
    """

    id: str
    article: str
    media_type: str
    width: int
    height: int
    data: str
    audience: str
    owner: str


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


@dataclass(frozen=True)
class GlossaryRow:
    """What the company calls the same thing: its own row of the glossary (glossary.py says what such rows do).

    `name` tells it from the others, `terms` is a list by language, `kind` one of `glossary.Kind`.
    """

    name: str
    terms: dict[str, Any]
    kind: str
