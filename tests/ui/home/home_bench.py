"""The home page over a real laptop's database, and what a person does with it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop_app.domain.knowledge.rows import Acknowledgement
from desktop_app.ui.home.listing import PAGE
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row
from desktop_app.ui.widgets.text import Text
from tests.ui.laptop_builder import NOW, filled_laptop
from tests.ui.page_bench import Bench, opened_page

READ = tuple(
    Acknowledgement(article, "id", 1, person, NOW)
    for article in ("code-of-conduct", "information-security")
    for person in ("elsye", "sari", "ayu")
)
READ_BEFORE = tuple(
    Acknowledgement(article, "id", 1, person, NOW)
    for article in ("gifts-and-conflicts", "harassment-and-bullying", "personal-data")
    for person in ("anton", "ayu", "budi", "elsye", "sari")
)
"""What must be read by everybody, but for the two that these tests are about."""


@dataclass(frozen=True)
class IndexNews:
    """What the entry tells of the index."""

    ready: bool
    done: int = 0
    total: int = 0


def home_of(
    tmp_path: Path, qtbot: Any, me: str = "sari", *, width: int = 1440, language: str = "id", now: datetime = NOW,
    sync: SyncView | None = None, rows: tuple[Any, ...] = (), **laptop: Any,
) -> AbstractContextManager[tuple[Any, Bench]]:  # fmt: skip
    store = filled_laptop(tmp_path, me, rows=(*READ_BEFORE, *rows), **laptop)
    return opened_page(PAGE, store, qtbot, me, width=width, language=language, now=now, sync=sync)


def rows_of(rows: RowList) -> list[Row]:
    return [row for row in rows.model().rows() if isinstance(row, Row)]  # type: ignore[attr-defined]


def drawn(page: Any) -> str:
    """What waits as text: the headings with their counts, the rows under them."""
    lines = []
    for part in page.waiting.parts.values():
        if not part.isHidden():
            lines.append(f"## {part.head.title.text()} {part.head.badge.text()}")
            for row in rows_of(part.list):
                lines.append(" | ".join(said for said in (row.title, row.due[0] if row.due else row.side) if said))
    return "\n".join(lines)


def wanted(test: Any) -> str:
    return "\n".join(line.strip() for line in test.__doc__.strip().splitlines())


def words_in(widget: Any) -> list[str]:
    return [label.accessibleName() for label in widget.findChildren(Text) if label.isVisible()]


def button(widget: Any, name: str) -> QPushButton:
    found: list[QPushButton] = widget.findChildren(QPushButton)
    return next(each for each in found if each.accessibleName() == name and each.isVisible())


def click_row(qtbot: Any, rows: RowList, title: str) -> None:
    row = next(each for each in rows_of(rows) if each.title == title)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect(row.key).center().toPoint())


def tick(page: Any, qtbot: Any, title: str) -> None:
    rows = page.waiting.parts["tasks"].list
    row = next(each for each in rows_of(rows) if each.title == title)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.tick_rect(row.key).center().toPoint())
