"""The index behind an open window: the first is made by a child process, and answers before it is whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.entry.index_keeper import IndexKeeper, IndexNews
from desktop_app.protocol.changes import Changes
from desktop_app.search import SearchPage
from desktop_app.search.first_parts import STEPS
from desktop_app.store.engine import Store
from tests.ui.laptop_builder import NOW, filled_laptop

PIECES = 100
MANY = [
    Article(f"aturan-{n:03}", "id", f"Aturan {n}", "\n\n".join(f"## Bagian {p}\n\ntutur" for p in range(PIECES)), "it")
    for n in range(4 * STEPS[0] // PIECES)
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = filled_laptop(tmp_path / "laptop", "sari", rows=MANY)
    yield store
    store.close()


class Watched:
    """A keeper, what it told, and what a search found each time that it told of more to find."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.told: list[IndexNews] = []
        self.found: list[SearchPage] = []
        self.more, self.ready = threading.Event(), threading.Event()
        self.keeper = IndexKeeper(
            store, folder, ThreadPoolExecutor(1), on_news=self._news, on_changes=self._changes, clock=lambda: NOW
        )

    def search(self) -> SearchPage:
        return self.keeper.search("tutur ", language="id", category=None, limit=50)

    def _changes(self, changes: Changes) -> None:
        """Pages that were rendered."""

    def _news(self, news: IndexNews) -> None:
        self.told.append(news)
        if news.more:
            self.found.append(self.search())
            self.more.set()
        if news.ready:
            self.ready.set()


def test_a_first_index_answers_from_what_was_read_before_it_is_whole(store: Store, tmp_path: Path) -> None:
    watched = Watched(store, tmp_path / "index")
    try:
        assert not watched.search().complete
        watched.keeper.catch_up()
        assert watched.ready.wait(120)
        whole = watched.search()
    finally:
        watched.keeper.close()

    assert [(bool(page.hits), page.complete) for page in watched.found] == [(True, False)] * len(watched.found)
    assert len(watched.found) >= 2
    assert 0 < watched.found[0].total <= watched.found[-1].total == len(MANY)
    assert (whole.total, whole.complete) == (len(MANY), True)
    assert watched.told[-1] == IndexNews(ready=True)


def test_one_that_was_broken_off_answers_at_the_next_start_and_is_made_again(store: Store, tmp_path: Path) -> None:
    broken_off = Watched(store, tmp_path / "index")
    broken_off.keeper.catch_up()
    assert broken_off.more.wait(120)
    broken_off.keeper.close()
    assert not broken_off.ready.is_set()

    again = Watched(store, tmp_path / "index")
    try:
        left = again.search()
        again.keeper.catch_up()
        assert again.ready.wait(120)
        whole = again.search()
    finally:
        again.keeper.close()

    assert (left.total > 0, left.complete) == (True, False)
    assert min(page.total for page in again.found) >= left.total
    assert (whole.total, whole.complete) == (len(MANY), True)
