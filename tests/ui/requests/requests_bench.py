"""The page of requests over a real laptop's database, and what a person does with it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.ui.conversation.entries import Said
from desktop_app.ui.links import link
from desktop_app.ui.requests.listing import PAGE
from desktop_app.ui.requests.page import RequestsPage
from desktop_app.ui.widgets.rows import Row
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


@contextmanager
def page_of(
    tmp_path: Path, qtbot: Any, me: str = "sari", *, width: int = 1440, language: str = "id", services: Any = None,
    **laptop: Any,
) -> Iterator[tuple[Any, Bench]]:  # fmt: skip
    with page_bench(filled_laptop(tmp_path, me, **laptop), me, language=language) as bench:
        page = PAGE.build(replace(bench.context, services=services or {}))
        page.setAccessibleName(bench.context.text(PAGE.title))
        qtbot.addWidget(page)
        page.resize(width, 836)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.refresh(None)
        bench.settled(qtbot)
        yield page, bench
        page.leave()
        bench.settled(qtbot)


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


def echo(page: RequestsPage, bench: Bench, qtbot: Any) -> None:
    """The window tells the page what was saved."""
    bench.settled(qtbot)
    while bench.shell.announced:
        page.refresh(bench.shell.announced.pop(0))
        bench.settled(qtbot)


def click(qtbot: Any, button: QPushButton) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def texts(page: RequestsPage) -> list[str]:
    return [entry.text for entry in page.pane.conversation._entries if isinstance(entry, Said)]
