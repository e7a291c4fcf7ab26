"""One of many choices: a drop-down list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from desktop_app.ui.theme import Theme


class Choice(QComboBox):
    """`items`: (key, words). The key is the item's data."""

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[object, str]] = (), at: object = None) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        for key, words in items:
            self.addItem(words, key)
        self.setCurrentIndex(self.findData(at) if at is not None else -1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page over a list must not change an answer

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.px(14)
        place = QRectF(self.width() - side - self.theme.px(11), (self.height() - side) / 2, side, side)
        self.theme.draw_icon(QPainter(self), place, "caret-down", "soft" if self.isEnabled() else "faint")
