"""An index of the sample articles, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desktop_app.search import KnowledgeIndex
from tests.search.articles import ALL


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def index(folder: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(folder) as index:
        index.rebuild(ALL)
        yield index


@pytest.fixture
def index_of(folder: Path) -> Iterator[Callable[[], KnowledgeIndex]]:
    """Opens the index of the folder, in whatever state it is, once more."""
    with ExitStack() as opened:
        yield lambda: opened.enter_context(KnowledgeIndex.open(folder))
