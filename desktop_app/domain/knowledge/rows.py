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
    """This person has read this version of the article in this language."""

    article: str
    language: str
    version: int
    person: str
    at: datetime
