"""What a whole is made of: a bar in parts, and the parts named under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.painting import Painted, smooth
from desktop_app.ui.widgets.text import Text

THICKNESS = 10
LEAST_SHARE = 0.012
"""So that nothing that is there is invisible."""


@dataclass(frozen=True)
class Part:
    """`amount` in any unit, `value` the same in words, `token` its colour."""

    name: str
    amount: int
    value: str
    token: str


class _Bar(Painted):
    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.parts: Sequence[Part] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(120, THICKNESS)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, whole = smooth(self), QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(whole, THICKNESS / 2, THICKNESS / 2)
        painter.setClipPath(outline)
        painter.fillRect(whole, self.theme.color("line"))
        shown = [part for part in self.parts if part.amount > 0]
        total = sum(part.amount for part in shown) or 1
        shares = [max(LEAST_SHARE, part.amount / total) for part in shown]
        x, all_shares = 0.0, sum(shares)
        for part, share in zip(shown, shares, strict=True):
            width = whole.width() * share / all_shares
            painter.fillRect(QRectF(x, 0, width - (0 if part is shown[-1] else 2), whole.height()),
                             self.theme.color(part.token))  # fmt: skip
            x += width


class _Swatch(Painted):
    def __init__(self, theme: Theme, token: str) -> None:
        super().__init__(theme)
        self._token = token
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(10), self.theme.px(10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color(self._token))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)


class ShareBar(QWidget):
    """The bar with its legend; a screen reader hears the parts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._bar = _Bar(theme)
        self._legend = FlowLayout(gap=16, line_gap=4)
        self.setLayout(column(self._bar, self._legend, gap=9))

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Other parts in the same place."""
        if tuple(parts) == tuple(self._bar.parts):
            return
        self._bar.parts = tuple(parts)
        self._bar.update()
        emptied(self._legend)
        middle = Qt.AlignmentFlag.AlignVCenter
        for part in parts:
            name, value = Text(part.name, 12, 400, "soft"), Text(part.value, 12, 600)
            self._legend.addWidget(holder(row((_Swatch(self._theme, part.token), middle), name, value, gap=6)))
        self._bar.setAccessibleName(", ".join(f"{part.name} {part.value}" for part in parts))
        self.updateGeometry()
