"""What tests of windows stand on: a theme, a reader's words, and a `Wording` that knows when it is."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.catalogue import Catalogue
from desktop_app.search import KnowledgeIndex
from desktop_app.ui.theme import Appearance, Theme
from desktop_app.wording import Wording
from tests.ui.laptop_builder import company

MONDAY = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
"""Monday 23 November 2026, 10.42 in Jakarta."""


@pytest.fixture(autouse=True)
def _widgets_are_freed_in_their_thread() -> Iterator[None]:
    """As in the product: Python collects in any thread, and a widget freed in a reader's ends the process."""
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """Its sheet stays until the next one takes its place: clearing it under living widgets ends Qt later."""
    return Theme(qapp, Appearance("light"))


@pytest.fixture
def wording() -> Callable[..., Wording]:
    """`wording("id", zone="Asia/Jakarta", now=…)`."""

    def made(language: str = "id", zone: str = "Asia/Jakarta", now: datetime = MONDAY) -> Wording:
        return Wording(Catalogue.load(language), ZoneInfo(zone), lambda: now)

    return made


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeIndex]:
    """The sample company's articles, to be found; built once for all tests, so none of them changes it.

    By their words only: what a question means depends on the table that ships.
    """
    folder = tmp_path_factory.mktemp("articles")
    with KnowledgeIndex.open(folder / "index", folder / "no table") as opened:
        opened.rebuild(company().articles)
        yield opened
