"""A filter or a suggestion: one or two words in a pill, maybe with a count."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import LEFT, RIGHT, focus_ring, smooth, text_width


class Chip(QPushButton):
    """Checkable as a filter (`checkable=True`), a plain button as a suggestion."""

    def __init__(
        self, theme: Theme, text: str, count: int | None = None, *, checkable: bool = False, checked: bool = False
    ) -> None:
        super().__init__()
        self.theme = theme
        self.setProperty("kind", "painted")
        self.setCheckable(checkable)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.say(text, count)

    def say(self, text: str, count: int | None = None) -> None:
        """Other words or another count."""
        self._text, self._count = text, count
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text if count is None else f"{text}, {count}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        font = self.theme.font(12, 600)
        width = text_width(font, self._text) + self.theme.px(24)
        if self._count is not None:
            width += text_width(font, str(self._count)) + self.theme.px(7)
        return QSize(round(width), self.theme.px(30))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = smooth(self), self.theme, self.isChecked()
        pill = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("accent" if on else "control" if theme.high_contrast else "line"), 1))
        painter.setBrush(theme.color("accent_soft" if on else "hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setFont(theme.font(12, 600))
        pad = theme.px(12)
        painter.setPen(theme.color("accent" if on else "text"))
        painter.drawText(pill.adjusted(pad - 0.5, 0, 0, 0), LEFT, self._text)
        if self._count is not None:
            painter.setPen(theme.color("accent" if on else "soft"))
            painter.drawText(pill.adjusted(0, 0, 0.5 - pad, 0), RIGHT, str(self._count))
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), round(pill.height() / 2))
