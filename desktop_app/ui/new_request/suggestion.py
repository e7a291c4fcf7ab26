"""An article that may answer what is being asked: named by the form, or found by what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.ui.widgets.rows import Span, marked

MOST = 3


@dataclass(frozen=True)
class Suggestion:
    """`marks` are spans of the snippet that were searched for; `words`: how long the article is, 0 where unknown."""

    article: str
    language: str
    anchor: str
    title: str
    category: str
    snippet: str
    marks: tuple[Span, ...]
    reviewed: str | None = None
    words: int = 0


def found(page: Any, language: str) -> list[Suggestion]:
    """What a search found, in the reader's language first."""
    hits = [*page.hits, *(hit for hit in page.other if not page.hits)]
    return [_of_hit(hit) for hit in sorted(hits, key=lambda hit: hit.language != language)]


def chosen(named: Iterable[Suggestion], searched: Iterable[Suggestion], *, without: str) -> list[Suggestion]:
    """The few that are shown: what the words find, then what the form names; not the one the person came from."""
    listed = list(named)
    known = {each.article: each for each in listed}
    shown: dict[str, Suggestion] = {}
    for each in (*searched, *listed):
        if each.article != without and each.article not in shown:
            about = known.get(each.article)
            shown[each.article] = replace(each, reviewed=about.reviewed, words=about.words) if about else each
    return list(shown.values())[:MOST]


def _of_hit(hit: Any) -> Suggestion:
    snippet, marks = marked(hit.snippet_html.replace("<b>", "<mark>").replace("</b>", "</mark>"))
    return Suggestion(
        article=hit.article_id, language=hit.language, anchor=hit.anchor, title=hit.title, category=hit.category,
        snippet=snippet, marks=marks,
    )  # fmt: skip
