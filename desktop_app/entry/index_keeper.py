"""Keeps the index and the articles' HTML level with articles and glossary while a window is open. No Qt here.

Building and rendering are done by a child process, a small change by the keeper's own executor; the window is told.
The search is loaded by the thread that first needs it: a window shows before that.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.knowledge.rows import Article
from desktop_app.entry.indexing import articles_of, catch_up, use_company_words
from desktop_app.protocol.changes import Changes
from desktop_app.store.engine import Store
from desktop_app.store.feed import Fed
from desktop_app.store.queries import knowledge

if TYPE_CHECKING:
    from desktop_app.search import Filters, Hit, KnowledgeIndex, SearchPage
    from desktop_app.search.background import BackgroundBuild, Event, Extent

log = logging.getLogger(__name__)

MOST_AT_ONCE = 50  # changed articles taken in one by one; more are quicker built anew by the child
EVERYTHING = 1_000_000


@dataclass(frozen=True)
class IndexNews:
    """How far the index is: `done` of `total` articles while it is made, `ready` when it answers for all of them,
    `more` when it answers for more of them than before."""

    ready: bool
    done: int = 0
    total: int = 0
    more: bool = False


class IndexKeeper:
    """Also the searcher that pages ask: it opens the index at the first question, on the thread that asks."""

    def __init__(
        self, store: Store, folder: Path, executor: Executor, *,
        on_news: Callable[[IndexNews], object], on_changes: Callable[[Changes], object],
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._store, self._folder, self._executor = store, folder, executor
        self._on_news, self._on_changes, self._clock = on_news, on_changes, clock
        self._opening, self._ending = threading.Lock(), threading.Lock()
        self._index: KnowledgeIndex | None = None
        self._build: BackgroundBuild | None = None
        self._taken: list[Fed] = []
        self._far = IndexNews(ready=False)
        self._again = self._closed = False

    def search(
        self, text: str, *, language: str | None, category: str | None, limit: int, filters: Filters | None = None,
        deep: bool = False,
    ) -> SearchPage:  # fmt: skip
        """The knowledge index's answer, from whatever is in it by now; of what is in force today where no filters say
        another day, or none.
        """
        index = self._opened()
        if filters is None:
            filters = self._in_force()
        return index.search(text, language=language, category=category, limit=limit, filters=filters, deep=deep)

    def related(self, article: str, language: str, limit: int) -> tuple[Hit, ...]:
        """Articles about the same, by meaning; none without the table of meanings."""
        return self._opened().related(article, language, limit)

    def catch_up(self) -> None:
        """Returns at once; what the index and the HTML lack is made behind the window."""
        with self._ending:
            if not self._closed:
                self._executor.submit(self._catch_up)

    def close(self) -> None:
        """Ends what is under way, the executor too; the next start goes on with it."""
        with self._ending:
            self._closed = True
        self._executor.shutdown(wait=True)  # else it might start a build that nobody ends
        if self._build is not None:
            self._build.stop()
        with self._opening:
            if self._index is not None:
                self._index.close()

    def _in_force(self) -> Filters:
        from desktop_app.search import Filters

        return Filters(in_force_on=self._clock().astimezone().date())

    def _opened(self) -> KnowledgeIndex:
        with self._opening:
            if self._index is None:
                from desktop_app.search import KnowledgeIndex

                self._index = KnowledgeIndex.open(self._folder)
                use_company_words(self._store, self._index)
            return self._index

    def _catch_up(self) -> None:
        if self._closed:
            return
        use_company_words(self._store, self._opened())
        if self._build is not None and self._build.running:
            self._again = True
            return
        from desktop_app.search.background import Extent
        from desktop_app.search.render import RENDER_VERSION

        index, fed = self._opened(), self._store.feed.take(EVERYTHING)
        if index.needs_rebuild or len({entry.key for entry in fed}) > MOST_AT_ONCE:
            self._taken = fed
            self._start(Extent.INDEX_AND_RENDER, articles_of(self._store))
            return
        catch_up(self._store, index)
        self._on_news(IndexNews(ready=True))
        unmade = self._store.reader.read(lambda c: knowledge.without_html(c, RENDER_VERSION))
        if unmade:
            self._start(Extent.RENDER, unmade)

    def _start(self, extent: Extent, articles: list[Article]) -> None:
        from desktop_app.search.background import BackgroundBuild

        if articles:
            self._build = BackgroundBuild(self._folder, self._told, extent)
            self._build.start(articles)

    def _keep_plain(self, id: str, language: str, version: int, minor: int) -> None:
        from desktop_app.search.render import RENDER_VERSION, plain_page

        article = self._store.reader.read(lambda c: knowledge.article(c, id, language))
        if article is not None and (article.version, article.minor) == (version, minor):
            kept = json.dumps(plain_page(article).to_row(), ensure_ascii=False)
            self._on_changes(self._store.html.put(id, language, version, minor, RENDER_VERSION, kept))

    def _told(self, event: Event) -> None:
        from desktop_app.search.background import (
            ArticleRendered,
            ArticleTooHeavy,
            Failed,
            Finished,
            IndexBuilt,
            PartAnswers,
            Progressed,
        )
        from desktop_app.search.render import RENDER_VERSION

        match event:
            case Progressed(done, total):
                self._far = IndexNews(False, done, total or 0)
                self._on_news(self._far)
            case PartAnswers():
                self._opened().refresh()
                self._on_news(replace(self._far, more=True))
            case IndexBuilt():
                self._opened().refresh()
                self._store.feed.done(self._taken)
                self._taken = []
                self._on_news(IndexNews(ready=True))
            case ArticleRendered(article, language, version, minor, rendered):
                kept = json.dumps(rendered.to_row(), ensure_ascii=False)
                self._on_changes(self._store.html.put(article, language, version, minor, RENDER_VERSION, kept))
            case ArticleTooHeavy(article, language, version, minor):
                log.warning("article %s (%s) takes too long to render", article, language)
                self._keep_plain(article, language, version, minor)
            case Failed("too heavy"):
                self.catch_up()  # with the others
            case Failed(reason, words):
                if reason != "stopped":
                    log.warning("the index was not built: %s %s", reason, words)
            case Finished():
                if self._again:
                    self._again = False
                    self.catch_up()
