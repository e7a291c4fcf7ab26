"""The page of writing over a real laptop of somebody who answers for a team."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop_app.ui.authoring.listing import PAGE
from tests.ui.laptop_builder import filled_laptop
from tests.ui.page_bench import Bench, page_bench


@contextmanager
def writing_of(
    tmp_path: Path, qtbot: Any, me: str = "budi", *, width: int = 1440, language: str = "en", **laptop: Any
) -> Iterator[tuple[Any, Bench]]:
    with page_bench(filled_laptop(tmp_path, me, **laptop), me, language=language) as bench:
        page = PAGE.build(bench.context)
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


def echo(page: Any, bench: Bench, qtbot: Any) -> None:
    """The window tells the page what was saved."""
    bench.settled(qtbot)
    while bench.shell.announced:
        page.refresh(bench.shell.announced.pop(0))
        bench.settled(qtbot)
