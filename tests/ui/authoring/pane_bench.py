"""A tab of the page for writing over a real laptop, and what a person does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.store.engine import Store
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowModel
from tests.ui.laptop_builder import arrive, filled_laptop
from tests.ui.page_bench import Bench, page_bench

P = TypeVar("P", bound=QWidget)


@dataclass
class PaneBench(Generic[P]):
    """`pane` in a window of its own."""

    pane: P
    bench: Bench
    me: str
    qtbot: Any

    @property
    def store(self) -> Store:
        return self.bench.store

    def settled(self) -> None:
        """What was announced is read, as the page does it."""
        self.bench.settled(self.qtbot)
        while self.bench.shell.announced:
            changes = self.bench.shell.announced.pop(0)
            self.pane.refresh(changes)  # type: ignore[attr-defined]
            self.bench.settled(self.qtbot)

    def click(self, button: QAbstractButton) -> None:
        assert button.isVisible() and button.isEnabled(), button.accessibleName()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settled()

    def arrive(self, *rows: Any) -> None:
        """What a sync brings."""
        self.pane.refresh(arrive(self.store, self.me, *rows))  # type: ignore[attr-defined]
        self.settled()


@contextmanager
def pane_bench(
    tmp_path: Path, qtbot: Any, build: Callable[[Context], P], me: str, *rows: Any, language: str = "id",
    size: tuple[int, int] = (1160, 760),
) -> Iterator[PaneBench[P]]:  # fmt: skip
    """Fails on an unexpected failure."""
    store = filled_laptop(tmp_path, me, rows=list(rows))
    with page_bench(store, me, language=language) as bench:
        pane = build(bench.context)
        qtbot.addWidget(pane)
        pane.resize(*size)
        pane.show()
        pane.refresh(None)  # type: ignore[attr-defined]
        here = PaneBench(pane, bench, me, qtbot)
        here.settled()
        yield here
        here.settled()
        assert not bench.shell.failures, bench.shell.failures


def rows_of(view: RowList) -> list[Row]:
    """The rows of a list, its headings left out."""
    model = view.model()
    assert isinstance(model, RowModel)
    return [row for row in model.rows() if isinstance(row, Row)]
