"""What a search answers with."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """A section of an article: its heading and its anchor (empty: the top of the page)."""

    heading: str
    anchor: str


@dataclass(frozen=True)
class Hit:
    """An article that answers, at the section that answers best.

    `snippet_html` is escaped text with the words that were found in `<b>`. `score` orders the hits of one language;
    scores of two languages are not on one scale. `more`: other sections of the article that answer, best first.
    """

    article_id: str
    language: str
    title: str
    heading: str
    anchor: str
    snippet_html: str
    score: float
    category: str = ""
    more: tuple[Place, ...] = ()


@dataclass(frozen=True)
class SearchPage:
    """The best hits. `total` counts all articles that answer, those in `other` not.

    `other`: the best hits in the languages that were not asked for, ranked by themselves; `other_first`: they answer
    clearly better than `hits`. `suggestion` is what may have
    been meant when some word is in no article. `loose`: no section has all the words, so these have some of them.
    `complete` is False while the index is missing, damaged or behind: there may be more than was found.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    suggestion: str | None = None
    other: tuple[Hit, ...] = ()
    loose: bool = False
    complete: bool = True
    other_first: bool = False
