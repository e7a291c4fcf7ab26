"""Several lists under one another, read with the arrow keys as if they were one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from desktop_app.ui.widgets.row_list import RowList

_WAY = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class RowChain(QObject):
    """Down on the last row goes to the first of the next list in sight, Up on the first to the last of the one before.

    Single letters, Tab and all else stay the lists' own.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._lists: list[RowList] = []

    def link(self, lists: Sequence[RowList]) -> None:
        """These lists, from top to bottom."""
        for gone in self._lists:
            gone.removeEventFilter(self)
        self._lists = list(lists)
        for each in self._lists:
            each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and isinstance(watched, RowList):
            way = _WAY.get(Qt.Key(event.key()))
            if way is not None and not event.modifiers() and self._goes_on(watched, way):
                return True
        return super().eventFilter(watched, event)

    def _goes_on(self, at: RowList, way: int) -> bool:
        before = at.chosen()
        at.step(way)
        if at.chosen() != before:
            return True
        here = self._lists.index(at)
        others = self._lists[here + 1 :] if way > 0 else self._lists[:here][::-1]
        return any(_enter(other, way) for other in others if other.isVisible())


def _enter(rows: RowList, way: int) -> bool:
    """To its first row, or from below to its last one; False where it has none."""
    model = rows.model()
    every = [model.index(i, 0) for i in range(model.rowCount())]
    for index in every[::way]:
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            rows.setFocus(Qt.FocusReason.TabFocusReason)
            rows.setCurrentIndex(index)
            return True
    return False
