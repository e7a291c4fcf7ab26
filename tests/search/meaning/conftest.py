"""An index of a few articles that can be asked by meaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.search import KnowledgeIndex
from tests.search.meaning.articles import ARTICLES
from tests.search.meaning.tables import write_table


@pytest.fixture(scope="session")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_table(tmp_path_factory.mktemp("table"))


@pytest.fixture
def meant(folder: Path, table: Path) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(folder, table) as index:
        index.rebuild(ARTICLES)
        yield index
