"""One page in the sidebar: icon, name, and how much waits there."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import CENTRE, LEFT, focus_ring, pill, smooth, text_width


class NavItem(QPushButton):
    """Checked while its page is in sight. In the narrow sidebar the name is its tooltip."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.theme, self._icon, self._title, self._count, self._mini = theme, icon, "", 0, False
        self._spoken = ""
        self.setProperty("kind", "painted")
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, title: str, count: int = 0, spoken: str = "", keys: str = "") -> None:
        """Its name and count; `spoken` is both in a sentence."""
        self._title, self._count, self._spoken = title, count, spoken or title
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(self._spoken)
        self.setToolTip(f"{self._spoken}   {keys}".strip() if self._mini or keys else "")
        self.updateGeometry()
        self.update()

    def make_mini(self, mini: bool) -> None:
        """Only the icon."""
        self._mini = mini
        self.updateGeometry()
        self.update()

    def count(self) -> int:
        """How much waits."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44), self.theme.px(44)) if self._mini else QSize(160, self.theme.px(38))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._mini else QSize(80, self.theme.px(38))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def nextCheckState(self) -> None:
        """The window says which page is in sight; a click only asks."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = smooth(self), self.theme, self.isChecked()
        whole = QRectF(self.rect())
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if on else "hover"))
            painter.drawRoundedRect(whole, 8, 8)
        if self._mini:
            self._paint_mini(painter, whole, on)
        else:
            self._paint_line(painter, whole, on)
        if self.hasFocus():
            focus_ring(painter, theme, whole)

    def _paint_mini(self, painter: QPainter, whole: QRectF, on: bool) -> None:
        theme, px = self.theme, self.theme.px
        side = px(20)
        place = QRectF((whole.width() - side) / 2, (whole.height() - side) / 2, side, side)
        theme.draw_icon(painter, place, self._icon, "accent" if on else "soft")
        if self._count:
            shown, font = str(self._count), theme.font(11, 600)
            width = max(px(17), text_width(font, shown) + px(9))
            bubble = QRectF(whole.width() - 1 - width, 3, width, px(17))
            painter.setPen(QPen(theme.color("accent_soft" if on else "sunken"), 2))
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(bubble, bubble.height() / 2, bubble.height() / 2)
            painter.setPen(theme.color("on_accent"))
            painter.setFont(font)
            painter.drawText(bubble, CENTRE, shown)

    def _paint_line(self, painter: QPainter, whole: QRectF, on: bool) -> None:
        theme, px = self.theme, self.theme.px
        side = px(18)
        icon = QRectF(px(12), (whole.height() - side) / 2, side, side)
        theme.draw_icon(painter, icon, self._icon, "accent" if on else "soft")
        painter.setFont(theme.font(14, 600 if on else 400))
        painter.setPen(theme.color("accent" if on else "text"))
        painter.drawText(whole.adjusted(px(40), 0, -px(36), 0), LEFT, self._title)
        if self._count:
            shown, font = str(self._count), theme.font(12, 600)
            width = max(px(22), text_width(font, shown) + px(14))
            place = QRectF(whole.width() - width - px(10), (whole.height() - px(22)) / 2, width, px(22))
            pill(painter, theme, place, shown, ("accent" if on else "soft", "surface"), font)
