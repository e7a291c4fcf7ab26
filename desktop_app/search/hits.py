"""From ranked sections to what a result shows: grouped by article, with a snippet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING

from desktop_app.search.analysis import Vocabulary, vocabulary_of
from desktop_app.search.catalogue import DELETED
from desktop_app.search.ranking import Ranking, sought
from desktop_app.search.results import Hit, Place
from desktop_app.search.snippets import Sought, snippet
from desktop_app.search.view import View

if TYPE_CHECKING:
    from desktop_app.search.meaning.ranked import ByMeaning

_LOOK = 64  # sections looked at for further places in the articles already chosen
_MOST_PLACES = 3
_REACH = 16  # articles behind the last shown that a factor may bring among them


@dataclass
class Chosen:
    """An article that will be shown: its best section and the next best ones."""

    score: float
    document: int
    more: list[int] = field(default_factory=list)


def choose(
    view: View,
    best_first: Iterable[tuple[float, int]],
    limit: int,
    allowed: Collection[int] | None,
    factors: Mapping[int, float] | None = None,
) -> list[Chosen]:
    """The first `limit` articles, in order of their best section; only allowed ones, where that is limited.

    `factors`: what the scores of some articles are multiplied by. They reach some places down, not to the end.
    """
    chosen: dict[int, Chosen] = {}
    wanted = limit + _REACH if factors else limit
    for looked, (score, document) in enumerate(best_first):
        article = view.article_of[document]
        if article == DELETED or (allowed is not None and article not in allowed):
            continue
        known = chosen.get(article)
        if known is not None:
            if len(known.more) < _MOST_PLACES:
                known.more.append(document)
        elif len(chosen) < wanted:
            chosen[article] = Chosen(score, document)
        if len(chosen) >= wanted and looked >= _LOOK:
            break
    if factors:
        for article, one in chosen.items():
            one.score *= factors.get(article, 1.0)
        return sorted(chosen.values(), key=attrgetter("score"), reverse=True)[:limit]
    return list(chosen.values())


def hits(view: View, chosen: Iterable[Chosen], rankings: Iterable[tuple[Vocabulary, Ranking]]) -> tuple[Hit, ...]:
    """What is shown of the chosen articles."""
    found = list(rankings)
    words = {vocabulary.code: sought(view, vocabulary, ranking) for vocabulary, ranking in found}
    meant = {vocabulary.code: ranking.meant for vocabulary, ranking in found}
    return tuple(_hit(view, one, words, meant) for one in chosen)


def _hit(view: View, chosen: Chosen, words: dict[str, list[Sought]], meant: dict[str, ByMeaning | None]) -> Hit:
    article = view.article_of[chosen.document]
    language, name = view.articles[article]
    anchor, text = view.text(chosen.document, "anchor"), view.text(chosen.document, "text")
    marked, also = words[vocabulary_of(language)], meant[vocabulary_of(language)]
    if also is not None:
        marked = [*marked, *also.sought(text)]
    return Hit(
        name,
        language,
        view.text(chosen.document, "title"),
        view.text(chosen.document, "heading"),
        anchor,
        snippet(text, marked),
        round(chosen.score, 4),
        view.facts_of[article].category,
        tuple(_places(view, chosen.more, anchor)),
    )


def _places(view: View, documents: Iterable[int], shown: str) -> Iterator[Place]:
    """The other sections, each once: a very long one is several documents."""
    seen = {shown}
    for document in documents:
        anchor = view.text(document, "anchor")
        if anchor not in seen:
            seen.add(anchor)
            yield Place(view.text(document, "heading"), anchor)
