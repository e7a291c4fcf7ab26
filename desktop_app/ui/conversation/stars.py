"""One to five stars, given by pointer or keyboard; none is given before a person gives one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import focus_ring, smooth

MOST = 5
_CELL = 34


class Stars(QAbstractSlider):
    """`given(n)`. Arrows go up and down, digits give at once; `said(n)` names a number of stars for screen readers."""

    given = Signal(int)

    def __init__(self, theme: Theme, name: str, said: Callable[[int], str]) -> None:
        super().__init__()
        self.theme, self._name, self._said, self._hovered = theme, name, said, 0
        self.setRange(0, MOST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_stars(0)

    def stars(self) -> int:
        """How many were given, 0 before any."""
        return self.value()

    def show_stars(self, stars: int) -> None:
        """Shows so many, without telling `given`."""
        self.setValue(stars)
        self.setAccessibleName(self._name)
        self.setAccessibleDescription(self._said(stars) if stars else "")
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(MOST * self.theme.px(_CELL) + 8, self.theme.px(36))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if Qt.Key.Key_1 <= key <= Qt.Key.Key_5:
            self._give(key - Qt.Key.Key_0)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up):
            self._give(min(MOST, self.value() + 1))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self._give(max(1, self.value() - 1))
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hovered = self._at(event.position())
        self.update()

    def leaveEvent(self, event: object) -> None:
        self._hovered = 0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if at := self._at(event.position()):
            self._give(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, px = smooth(self), self.theme.px
        shown = self._hovered or self.value()
        for at in range(MOST):
            place = QRectF(4 + at * px(_CELL) + px(4), (self.height() - px(26)) / 2, px(26), px(26))
            full = at < shown
            self.theme.draw_icon(painter, place, "star-fill" if full else "star", "accent" if full else "control")
        if self.hasFocus():
            focus_ring(painter, self.theme, QRectF(self.rect()))

    def _at(self, place: QPointF) -> int:
        at = int((place.x() - 4) // self.theme.px(_CELL)) + 1
        return at if 1 <= at <= MOST else 0

    def _give(self, stars: int) -> None:
        self.show_stars(stars)
        self.given.emit(stars)
