"""A file (or an article) as a button: what it is called, how large it is, where it stands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import LEFT, elided, focus_ring, smooth, text_width

WIDEST = 340


class AttachmentChip(QPushButton):
    """`name` is shown bold and shortened in the middle of long names; `about` soft beside it ("388 KB")."""

    def __init__(self, theme: Theme, name: str, about: str, icon: str = "file-text") -> None:
        super().__init__()
        self.theme, self._name, self._about, self._icon = theme, name, about, icon
        self.setProperty("kind", "painted")
        self.setText(name.replace("&", "&&"))
        self.setAccessibleName(f"{name}, {about}" if about else name)
        self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        px = self.theme.px
        name = min(px(WIDEST), text_width(self.theme.font(12, 600), self._name))
        about = text_width(self.theme.font(12), self._about) + px(8) if self._about else 0
        return QSize(round(px(10) + px(18) + px(6) + name + about + px(13)), px(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), self.theme.px(120)), self.theme.px(30))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        whole = QRectF(self.rect())
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        icon = QRectF(px(10), (whole.height() - px(18)) / 2, px(18), px(18))
        theme.draw_icon(painter, icon, self._icon, "accent")
        bold, plain = theme.font(12, 600), theme.font(12)
        about = text_width(plain, self._about) + px(8) if self._about else 0
        left = px(34)
        name = elided(self._name, bold, whole.width() - left - about - px(12))
        painter.setFont(bold)
        painter.setPen(theme.color("text"))
        painter.drawText(QRectF(left, 0, whole.width(), whole.height()), LEFT, name)
        painter.setFont(plain)
        painter.setPen(theme.color("soft"))
        after = left + text_width(bold, name) + px(8)
        painter.drawText(QRectF(after, 0, whole.width(), whole.height()), LEFT, self._about)
        if self.hasFocus():
            focus_ring(painter, theme, whole)
