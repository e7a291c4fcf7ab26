"""How the home page stands at every width, with a scroll bar and without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint

from desktop_app.ui.widgets.button import LINK_EDGE
from tests.ui.audit import assert_usable, clipped, small_targets
from tests.ui.home.home_bench import home_of


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [700, 967, 1440])
@pytest.mark.parametrize("me", ["sari", "budi"])
def test_it_is_usable_at_every_width(tmp_path: Path, qtbot: Any, me: str, width: int, language: str) -> None:
    with home_of(tmp_path, qtbot, me, width=width, language=language) as (page, _):
        qtbot.waitUntil(lambda: not clipped(page) and not small_targets(page))  # laid out in the next round of events
        assert_usable(page)


def test_forms_stand_under_what_waits_or_under_the_requests_or_all_in_one_column(tmp_path: Path, qtbot: Any) -> None:
    def place(widget: Any) -> QPoint:
        where: QPoint = widget.mapTo(page, QPoint(0, 0))
        return where

    with home_of(tmp_path, qtbot) as (page, _):
        assert place(page.forms).x() == place(page.waiting).x()
        assert place(page.requests).x() > place(page.waiting).x() + 400

        page.resize(967, 640)
        qtbot.waitUntil(lambda: place(page.forms).x() == place(page.requests).x())
        assert place(page.forms).y() > place(page.requests).y()
        assert place(page.requests).x() > place(page.waiting).x() + 300

        page.resize(700, 640)
        column = (page.waiting, page.requests, page.forms, page.today)
        qtbot.waitUntil(lambda: len({place(part).y() for part in column}) == 4)
        assert sorted(column, key=lambda part: place(part).y()) == list(column)
        assert len({place(part).x() for part in column}) == 1


@pytest.mark.parametrize("height", [836, 400])
def test_cards_and_links_end_where_the_gutter_begins_with_a_scroll_bar_too(
    tmp_path: Path, qtbot: Any, height: int
) -> None:
    with home_of(tmp_path, qtbot) as (page, _):
        page.resize(1440, height)

        def right(part: Any) -> int:
            return int(part.mapTo(page, QPoint(part.width(), 0)).x())

        qtbot.waitUntil(lambda: right(page.requests) == page.width() - page.margin())
        more = page.requests.head.more
        qtbot.waitUntil(lambda: right(more) - LINK_EDGE == right(page.requests) - 16)
        qtbot.waitUntil(lambda: right(page.forms.every) - LINK_EDGE == right(page.forms))
