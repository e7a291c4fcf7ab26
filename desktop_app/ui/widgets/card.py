"""Grounds that group: a card with round corners, a flat pane with edge lines, a rule."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import RADIUS_CARD
from desktop_app.ui.widgets.layout import Margins
from desktop_app.ui.widgets.painting import Painted, smooth

Edge = Literal["left", "top", "right", "bottom"]


class Card(Painted):
    """A rounded ground. `fill` and `border` are tokens or None; `bar` is a token for a 4 px stripe at the left."""

    def __init__(
        self, theme: Theme, layout: QLayout | None = None, *, fill: str | None = "surface", border: str | None = "line",
        radius: int = RADIUS_CARD, margins: Margins = (16, 16, 16, 16), bar: str | None = None, dashed: bool = False,
        border_width: int = 1,
    ) -> None:  # fmt: skip
        super().__init__(theme)
        self._radius, self._bar, self._dashed = radius, bar, dashed
        self.drawn(fill, border, border_width)
        if layout is not None:
            layout.setContentsMargins(*margins)
            self.setLayout(layout)
            policy = self.sizePolicy()
            policy.setHeightForWidth(layout.hasHeightForWidth())
            self.setSizePolicy(policy)

    def drawn(self, fill: str | None, border: str | None, border_width: int = 1) -> None:
        """Changes the ground and the edge, for instance while a field inside has the focus."""
        self._fill, self._border, self._border_width = fill, border, border_width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = smooth(self), QRectF(self.rect())
        edge = self._border or ("line" if self.theme.high_contrast else None)
        pen = QPen(self.theme.color(edge), self._border_width) if edge else QPen(Qt.PenStyle.NoPen)
        if self._dashed:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(self.theme.color(self._fill) if self._fill else Qt.BrushStyle.NoBrush)
        half = self._border_width / 2
        painter.drawRoundedRect(whole.adjusted(half, half, -half, -half), self._radius, self._radius)
        if self._bar:
            outline = QPainterPath()
            outline.addRoundedRect(whole, self._radius, self._radius)
            painter.setClipPath(outline)
            painter.fillRect(QRectF(0, 0, 4, whole.height()), self.theme.color(self._bar))


class Pane(Painted):
    """A flat ground with lines at some of its edges."""

    def __init__(
        self, theme: Theme, layout: QLayout | None = None, fill: str = "surface", edges: tuple[Edge, ...] = ()
    ) -> None:
        super().__init__(theme)
        self._fill, self._edges = fill, edges
        if layout is not None:
            self.setLayout(layout)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, r, line = QPainter(self), self.rect(), self.theme.color("line")
        painter.fillRect(r, self.theme.color(self._fill))
        lines = {
            "left": (0, 0, 1, r.height()),
            "top": (0, 0, r.width(), 1),
            "right": (r.right(), 0, 1, r.height()),
            "bottom": (0, r.bottom(), r.width(), 1),
        }
        for edge in self._edges:
            painter.fillRect(*lines[edge], line)


class Rule(QWidget):
    """A hairline between what white space cannot part."""

    def __init__(self, inset: int = 0, right: int | None = None) -> None:
        super().__init__()
        line = QFrame(self)
        line.setProperty("rule", True)
        self._line, self._inset, self._right = line, inset, inset if right is None else right
        self.setFixedHeight(1)

    def resizeEvent(self, event: object) -> None:
        self._line.setGeometry(self._inset, 0, self.width() - self._inset - self._right, 1)
