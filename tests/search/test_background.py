"""The child process that builds the index."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import repeat
from pathlib import Path

import pytest

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search import IndexState, KnowledgeIndex, background
from desktop_app.search.background import (
    ArticleRendered,
    ArticleTooHeavy,
    BackgroundBuild,
    Event,
    Extent,
    Failed,
    Finished,
    IndexBuilt,
    PartAnswers,
    Progressed,
)
from desktop_app.search.changes import Change
from desktop_app.search.generations import Generations
from desktop_app.search.render import render
from tests.search.articles import ALL, SICK, article


def events(folder: Path, articles: Iterable[Article], extent: Extent) -> list[Event]:
    told: list[Event] = []
    build = BackgroundBuild(folder, told.append, extent)
    build.start(articles)
    assert build.wait(60)
    return told


def test_the_index_is_ready_before_the_pages_are(folder: Path) -> None:
    told = events(folder, ALL, Extent.INDEX_AND_RENDER)

    assert told[-1] == Finished()
    rendered = [event for event in told if isinstance(event, ArticleRendered)]
    assert [(one.article, one.language, one.version) for one in rendered] == [(a.id, a.language, 1) for a in ALL]
    assert [one.rendered for one in rendered] == [render(a) for a in ALL]
    at = told.index(IndexBuilt())
    assert told[at - 2 : at] == [Progressed(len(ALL), len(ALL)), PartAnswers()]
    assert all(isinstance(event, ArticleRendered) for event in told[at + 1 : -1])
    with KnowledgeIndex.open(folder) as index:
        assert index.search("kuitansi").total == 1


def test_only_the_index_or_only_the_pages(folder: Path) -> None:
    assert not any(isinstance(event, ArticleRendered) for event in events(folder, (SICK,), Extent.INDEX))

    told = events(folder, ALL, Extent.RENDER)
    assert len(told) == len(ALL) + 1
    with KnowledgeIndex.open(folder) as index:
        assert index.article_count == 1


def test_an_article_that_takes_too_long_is_named_and_the_rest_is_left_for_another_turn(folder: Path) -> None:
    heavy = article("heavy", "# a\n" * 60_000, version=3)
    told: list[Event] = []
    build = BackgroundBuild(folder, told.append, Extent.RENDER, longest=0.01)
    build.start((heavy, SICK))
    assert build.wait(60)

    assert told == [ArticleTooHeavy("heavy", "id", 3, 0), Failed("too heavy")]


def test_the_time_of_its_publication_stops_no_article(folder: Path) -> None:
    published = replace(SICK, published=datetime(2026, 11, 2, tzinfo=UTC), minor=2)

    told = events(folder, (published,), Extent.RENDER)

    assert told == [ArticleRendered(SICK.id, "id", 1, 2, render(SICK)), Finished()]
    assert Change.from_json(Change((published,)).to_json()).articles == [replace(published, published=None)]


def test_articles_that_break_off_build_nothing(index: KnowledgeIndex, folder: Path) -> None:
    child = [sys.executable, "-m", "desktop_app.search.build", str(folder)]

    broken_off = subprocess.run(child, input=b'{"id": "a", "language": "id", "tit', capture_output=True, timeout=60)

    assert (broken_off.returncode, broken_off.stdout) == (3, b'{"failed": "incomplete"}\n')
    index.refresh()
    assert index.search("kuitansi").total == 1


def test_a_second_build_says_that_it_is_too_many(index: KnowledgeIndex, folder: Path) -> None:
    with Generations(folder).rebuilding():
        assert events(folder, (SICK,), Extent.INDEX)[-1] == Failed("busy")


def test_a_build_that_is_stopped_leaves_the_old_index(index: KnowledgeIndex, folder: Path) -> None:
    told: list[Event] = []
    build = BackgroundBuild(folder, told.append)
    build.start(repeat(SICK))
    running = [build.running]

    build.stop()

    assert told == [Failed("stopped")]
    assert [*running, build.running] == [True, False]
    index.refresh()
    assert index.state is IndexState.READY
    assert index.search("kuitansi").total == 1


def test_a_child_that_crashes_leaves_its_last_words(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")

    last = events(blocked / "index", (SICK,), Extent.INDEX)[-1]

    assert isinstance(last, Failed)
    assert (last.reason, "NotADirectoryError" in last.words) == ("crashed", True)


def test_a_bundle_starts_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)

    assert background._child() == [sys.executable, "--index-build"]


def test_the_child_loads_neither_qt_nor_a_database() -> None:
    code = (
        "import sys, desktop_app.search.build;"
        "print([n for n in ('PySide6', 'sqlalchemy', 'psycopg', 'numpy', 'Sastrawi') if n in sys.modules])"
    )

    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"
