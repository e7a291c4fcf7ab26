"""An icon beside words. Icons never stand alone: they have no accessible name of their own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import Painted, smooth


class Icon(Painted):
    """A Phosphor icon, 18 px unless told otherwise."""

    def __init__(self, theme: Theme, name: str, tone: str = "soft", size: int = 18) -> None:
        super().__init__(theme)
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_icon(name, tone)

    def show_icon(self, name: str, tone: str) -> None:
        """Another icon in the same place."""
        self._name, self._tone = name, tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        self.theme.draw_icon(QPainter(self), QRectF(self.rect()), self._name, self._tone)


class IconTile(Painted):
    """An icon on a soft square, the lead of a form or a team."""

    def __init__(self, theme: Theme, name: str, tone: str = "accent", size: int = 36) -> None:
        super().__init__(theme)
        self._name, self._tone, self._size = name, tone, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        draw_tile(self.theme, painter, QRectF(self.rect()), self._name, self._tone)


def draw_tile(theme: Theme, painter: QPainter, place: QRectF, name: str, tone: str) -> None:
    """The tile, also in the rows of lists."""
    painter.setPen(theme.color(f"{tone}_soft" if tone != "soft" else "sunken"))
    painter.setBrush(theme.color(f"{tone}_soft" if tone != "soft" else "sunken"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
    inset = place.width() * 8 / 36
    theme.draw_icon(painter, place.adjusted(inset, inset, -inset, -inset), name, tone)
