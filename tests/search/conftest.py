"""An index of the sample articles, in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
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
