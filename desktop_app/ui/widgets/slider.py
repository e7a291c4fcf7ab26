"""One of a few sizes on a line, each named under its stop."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import CENTRE, focus_ring, smooth


class StepSlider(QSlider):
    """`items`: (key, words). `chosen(key)` when a person moved it; arrow keys, Home and End do so too."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[object, str]], at: object = None) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.theme, self._items = theme, list(items)
        self.setAccessibleName(name)
        self.setRange(0, len(self._items) - 1)
        self.setPageStep(1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.choose(at)
        self.valueChanged.connect(self._moved)

    def choose(self, key: object) -> None:
        """Shows this choice, without telling `chosen`."""
        keys = [item[0] for item in self._items]
        if key in keys:
            blocked = self.blockSignals(True)
            self.setValue(keys.index(key))
            self.blockSignals(blocked)
        self._say()
        self.update()

    def at(self) -> object:
        """The key it stands at."""
        return self._items[self.value()][0]

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(53) * len(self._items), self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def wheelEvent(self, event: QEvent) -> None:
        event.ignore()  # scrolling the page over it must not change a setting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, at = smooth(self), self.theme, self.theme.px, self.value()
        y = px(13)
        round_ = Qt.PenCapStyle.RoundCap
        for start, end, token in ((0, len(self._items) - 1, "line"), (0, at, "accent")):
            painter.setPen(QPen(theme.color(token), 4, Qt.PenStyle.SolidLine, round_))
            painter.drawLine(QPointF(self._x(start), y), QPointF(self._x(end), y))
        for i, (_, words) in enumerate(self._items):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if i <= at else "control"))
            painter.drawEllipse(QPointF(self._x(i), y), 3, 3)
            painter.setFont(theme.font(12, 600 if i == at else 400))
            painter.setPen(theme.color("text" if i == at else "soft"))
            half = self.width() / len(self._items) / 2
            painter.drawText(QRectF(self._x(i) - half, px(25), 2 * half, px(18)), CENTRE, words)
        painter.setPen(QPen(theme.color("accent"), 2))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(QPointF(self._x(at), y), px(8), px(8))
        if self.hasFocus():
            side = px(24)
            focus_ring(painter, theme, QRectF(self._x(at) - side / 2, y - side / 2, side, side), side // 2)

    def _x(self, i: int) -> float:
        step = self.width() / len(self._items)
        return step * (i + 0.5)

    def _to(self, x: float) -> None:
        self.setValue(max(0, min(len(self._items) - 1, int(x / (self.width() / len(self._items))))))

    def _moved(self) -> None:
        self._say()
        self.update()
        self.chosen.emit(self.at())

    def _say(self) -> None:
        self.setAccessibleDescription(self._items[self.value()][1])
