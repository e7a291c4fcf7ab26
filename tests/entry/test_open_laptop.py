"""A laptop in its window: what is seen first waits for nothing; what came is told as the person wants it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.knowledge.rows import GlossaryRow
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.settings import DESKTOP_NOTICES, SYNC
from desktop_app.sync.state import State
from desktop_app.ui.theme import Appearance, Theme
from tests.ui.laptop_builder import NOW, arrive, at, filled_laptop, raised

NOWHERE = "postgresql://sari@127.0.0.1:9/sigap"


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[OpenLaptop]:
    filled_laptop(tmp_path, "sari").close()
    gc.disable()  # as the product: widgets are freed in their own thread
    made = OpenLaptop(qapp, Theme(qapp, Appearance("light")), Laptop.open(tmp_path, NOWHERE, "id"))
    yield made
    made.close()
    gc.enable()
    qapp.setStyleSheet("")


def seen(opened: OpenLaptop) -> list[str]:
    assert opened.window is not None
    return [one.accessibleName() or one.text() for one in opened.window.findChildren(QLabel) if one.isVisible()]


def test_the_first_page_stands_before_sync_and_index_begin(opened: OpenLaptop, qtbot: QtBot) -> None:
    begun: list[bool] = []
    words: list[str] = []

    def settled() -> None:
        begun.append("engine" in vars(opened))
        words.extend(seen(opened))

    opened.settled.connect(settled)
    opened.open()
    qtbot.waitUntil(lambda: bool(begun))

    assert begun == [False]
    assert "Permintaan saya" in words  # what only the laptop's rows bring on the page
    qtbot.waitUntil(lambda: opened.engine.status.state is State.OFFLINE, timeout=15_000)


def test_a_laptop_that_was_paused_says_so(opened: OpenLaptop, qtbot: QtBot) -> None:
    opened.laptop.store.settings.set(SYNC, False)
    with qtbot.waitSignal(opened.settled):
        opened.open()

    assert opened.window is not None
    qtbot.waitUntil(lambda: opened.window.sync_view().standing == "paused")


def test_a_window_closed_at_the_first_look_leaves_nothing_running(opened: OpenLaptop, qtbot: QtBot) -> None:
    def close() -> None:
        opened.window.close()

    opened.settled.connect(close)
    with qtbot.waitSignal(opened.closed):
        opened.open()

    assert "engine" not in vars(opened)


def test_a_reply_is_told_in_the_window_alone_where_the_desktop_is_not_wanted(opened: OpenLaptop, qtbot: QtBot) -> None:
    store = opened.laptop.store
    store.settings.set(DESKTOP_NOTICES, False)
    with qtbot.waitSignal(opened.settled):
        opened.open()
    story = raised("sari", "hr", "Sisa cuti", at("23 09.00"), number="HR-2000")
    arrive(store, "sari", story)

    changes = arrive(store, "sari", story.said("budi", "Masih enam hari.", NOW))
    opened.window.announce(changes)
    opened._changed(changes)

    qtbot.waitUntil(lambda: any("Budi Santoso membalas: Sisa cuti" in line for line in seen(opened)))
    assert "notices" not in vars(opened.window)


def test_a_word_of_the_company_that_comes_while_the_window_is_open_is_searched_by(
    opened: OpenLaptop, qtbot: QtBot
) -> None:
    def found() -> list[str]:
        page = opened.index.search("zamrudku ", language="id", category=None, limit=3)
        return [hit.article_id for hit in page.hits]

    with qtbot.waitSignal(opened._news.index, timeout=60_000, check_params_cb=lambda news: news.ready):
        opened.open()
    assert found() == []

    own = GlossaryRow("zamrudku|", {"id": ["zamrudku", "cuti melahirkan"], "en": []}, "same")
    opened._changed(arrive(opened.laptop.store, "sari", own))

    qtbot.waitUntil(lambda: "maternity-leave" in found())
