"""A card whose rows can be folded away: the phase of a checklist."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.painting import LEFT, elided, focus_ring, smooth, text_width


class FoldHead(QPushButton):
    """Caret, title, soft words, and how far it is as a short bar at the right."""

    def __init__(self, theme: Theme, title: str, about: str, share: float, open_: bool) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "painted")
        self.setCheckable(True)
        self.setChecked(open_)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(title, about, share)

    def say(self, title: str, about: str, share: float) -> None:
        """`share` is between 0 and 1."""
        self._title, self._about, self._share = title, about, share
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(f"{title}, {about}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self.theme.px(44))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        whole, middle = QRectF(self.rect()), self.height() / 2
        caret = QRectF(px(19), middle - px(8), px(16), px(16))
        theme.draw_icon(painter, caret, "caret-down" if self.isChecked() else "caret-right", "soft")
        painter.setFont(theme.font(15, 600))
        painter.setPen(theme.color("text"))
        x = float(px(50))
        painter.drawText(QRectF(x, 0, whole.width(), whole.height()), LEFT, self._title)
        x += text_width(theme.font(15, 600), self._title) + px(11)
        bar = QRectF(whole.width() - px(16) - px(120), middle - 3, px(120), 6)
        check = px(10 + 16) if self._share >= 1 else 0
        has_bar = x + text_width(theme.font(12), self._about) + check + px(12) <= bar.x()
        room = (bar.x() - px(12) if has_bar else whole.width() - px(16)) - check - x
        about = elided(self._about, theme.font(12), room)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("soft"))
        painter.drawText(QRectF(x, 0, room + 4, whole.height()), LEFT, about)
        if check:
            x += text_width(theme.font(12), about) + px(10)
            theme.draw_icon(painter, QRectF(x, middle - px(8), px(16), px(16)), "check", "good")
        if has_bar:  # it only repeats the words, so they go first
            self._paint_bar(painter, bar)
        if self.hasFocus():
            focus_ring(painter, theme, whole.adjusted(3, 3, -3, -3))

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        painter.drawRoundedRect(bar, 3, 3)
        if self._share > 0:
            painter.setBrush(theme.color("good" if self._share >= 1 else "accent"))
            painter.drawRoundedRect(QRectF(bar.x(), bar.y(), max(6.0, bar.width() * min(1.0, self._share)), 6), 3, 3)


class Foldable(Card):
    """`folded(open)` tells when a person opened or closed it."""

    folded = Signal(bool)

    def __init__(
        self, theme: Theme, title: str, about: str, share: float, content: QWidget, open_: bool = True
    ) -> None:
        self.head = FoldHead(theme, title, about, share, open_)
        self.content = content
        content.setVisible(open_)
        super().__init__(theme, column(self.head, content, gap=0), margins=(0, 0, 0, 0))
        self.head.toggled.connect(content.setVisible)
        self.head.clicked.connect(self.folded)
