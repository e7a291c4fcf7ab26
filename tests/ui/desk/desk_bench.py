"""The desk over a real laptop's database, and what an agent does with it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from desktop_app.store.queries import outbox, requests
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.desk.listing import PAGE
from desktop_app.ui.links import link
from tests.ui.audit import assert_usable, clipped
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import Bench, opened_page


def desk_of(
    tmp_path: Path, qtbot: Any, me: str = "budi", *, width: int = 1440, language: str = "id", index: Any = None,
    services: Any = None, **laptop: Any,
) -> AbstractContextManager[tuple[Any, Bench]]:  # fmt: skip
    store = filled_laptop(tmp_path, me, **laptop)
    return opened_page(PAGE, store, qtbot, me, width=width, language=language, index=index, services=services)


def choose(page: Any, bench: Bench, qtbot: Any, number: str) -> None:
    page.open(link("page", "desk", request=number))
    bench.settled(qtbot)
    assert page.request._called.text().startswith(number)


def usable(page: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: not clipped(page))  # words that changed are laid out in the next round of events
    assert_usable(page)


def item(bench: Bench, number: str) -> RequestItem:
    found = bench.store.reader.read(lambda c: requests.item(c, bench.context.me.login, number, now=NOW))
    assert found is not None
    return found


def saved(bench: Bench) -> list[str]:
    return [each.kind for each in bench.store.reader.read(outbox.pending)]


def press(qtbot: Any, page: Any, key: Any) -> None:
    qtbot.keyClick(page.focusWidget() or page, key)
