"""The index of the sample company's articles, built once for all tests of this folder: none of them changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.search import KnowledgeIndex
from tests.ui.laptop_builder import company


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    with KnowledgeIndex.open(tmp_path_factory.mktemp("articles") / "index") as opened:
        opened.rebuild(company().articles)
        yield opened
