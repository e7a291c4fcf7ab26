"""The mark of the product: a tick on a rounded square."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import LEFT, Painted, smooth

NAME = "Sigap"
_TICK = ((8, 14.5), (12.5, 19), (20, 9.5))


def draw_mark(painter: QPainter, theme: Theme, place: QRectF) -> None:
    """The mark, filling `place` (28 px at 100 %)."""
    unit = place.width() / 28
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent"))
    painter.drawRoundedRect(place, 8 * unit, 8 * unit)
    pen = QPen(theme.color("on_accent"), 2.6 * unit, Qt.PenStyle.SolidLine)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.drawPolyline([QPointF(place.x() + x * unit, place.y() + y * unit) for x, y in _TICK])


def window_icon(theme: Theme) -> QIcon:
    """For title bar, task bar and tray, in the sizes they ask for."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        picture = QPixmap(side, side)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_mark(painter, theme, QRectF(0, 0, side, side))
        painter.end()
        icon.addPixmap(picture)
    return icon


class Logo(Painted):
    """The mark and the name; only the mark in the narrow sidebar."""

    def __init__(self, theme: Theme, inset: int = 10) -> None:
        super().__init__(theme)
        self._inset, self._mini = inset, False
        self.setAccessibleName(NAME)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def make_mini(self, mini: bool) -> None:
        """Without the name."""
        self._mini = mini
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self._mini else 180), self.theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        x = (self.width() - px(28)) / 2 if self._mini else px(self._inset)
        draw_mark(painter, theme, QRectF(x, px(4), px(28), px(28)))
        if not self._mini:
            painter.setPen(theme.color("text"))
            painter.setFont(theme.font(17, 700))
            painter.drawText(QRectF(x + px(38), 0, self.width(), self.height()), LEFT, NAME)
