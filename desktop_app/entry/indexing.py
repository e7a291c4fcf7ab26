"""Keeps the index level with the articles on this laptop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.domain.knowledge.rows import Article
from desktop_app.store.engine import Store
from desktop_app.store.queries import knowledge
from desktop_app.store.queries.rows import StoredRows

if TYPE_CHECKING:
    from desktop_app.search import KnowledgeIndex

FED_AT_ONCE = 200  # rows of the feed a round: more articles than change in a day, few enough to be quick


def articles_of(store: Store) -> list[Article]:
    """All articles this person may read, whole."""
    return store.reader.read(lambda c: StoredRows(c).where(Article))


def use_company_words(store: Store, index: KnowledgeIndex) -> None:
    """The index knows the company's own rows of the glossary as they are now."""
    index.use_glossary(store.reader.read(knowledge.glossary))


def catch_up(store: Store, index: KnowledgeIndex) -> None:
    """Takes in what changed since the last time; an index that is missing or damaged is made anew."""
    use_company_words(store, index)
    if index.needs_rebuild:
        taken = store.feed.take(FED_AT_ONCE * 100)
        index.rebuild(articles_of(store))
        store.feed.done(taken)
    while taken := store.feed.take(FED_AT_ONCE):
        keys = {fed.key for fed in taken if fed.stream == "article"}
        held = {
            key: store.reader.read(lambda c, key=key: StoredRows(c).get(Article, *key))  # type: ignore[misc]
            for key in keys
        }
        index.remove([(str(key[0]), str(key[1])) for key, article in held.items() if article is None])
        index.update([article for article in held.values() if article is not None])
        store.feed.done(taken)
