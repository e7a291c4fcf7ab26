"""The page of requests over a real laptop's database, and what a person does with it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.links import link
from desktop_app.ui.requests.listing import PAGE
from desktop_app.ui.requests.page import RequestsPage
from desktop_app.ui.widgets.rows import Row
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, opened_page


def page_of(
    tmp_path: Path, qtbot: Any, me: str = "sari", *, width: int = 1440, language: str = "id", services: Any = None,
    **laptop: Any,
) -> AbstractContextManager[tuple[Any, Bench]]:  # fmt: skip
    store = filled_laptop(tmp_path, me, **laptop)
    return opened_page(PAGE, store, qtbot, me, width=width, language=language, services=services)


def shown(page: Any) -> list[str]:
    return [row.kicker.partition(" · ")[0] for row in page.list.list.model().rows() if isinstance(row, Row)]


def opened(page: Any, bench: Bench, qtbot: Any, number: str) -> Any:
    page.open(link("request", number))
    bench.settled(qtbot)
    assert page.stack.currentWidget() is page.pane
    return page.pane


def tell(page: RequestsPage, bench: Bench, qtbot: Any, changes: Any) -> None:
    page.refresh(changes)
    bench.settled(qtbot)


def texts(page: RequestsPage) -> list[str]:
    return [entry.text for entry in page.pane.conversation._entries if isinstance(entry, Said)]
