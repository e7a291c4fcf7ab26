"""On or off, ticked or not, this one of several: switches, tick boxes and radio buttons in the look of the product."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import LEFT, draw_tick, focus_ring, smooth, text_width


class Toggle(QCheckBox):
    """A switch that takes effect at once. Its label stands beside it; `name` is the same for a screen reader."""

    def __init__(self, theme: Theme, name: str, on: bool = False) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44), self.theme.px(28))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = smooth(self), self.theme, self.isChecked()
        unit = self.height() / 28
        track = QRectF(3 * unit, 4 * unit, 38 * unit, 20 * unit)
        painter.setPen(QPen(theme.color("accent" if on else "control"), 1.5))
        painter.setBrush(theme.color("accent" if on else "surface"))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("on_accent" if on else "control"))
        painter.drawEllipse(QRectF((24 if on else 7) * unit, 7 * unit, 14 * unit, 14 * unit))
        if self.hasFocus():
            focus_ring(painter, theme, QRectF(self.rect()), round(self.height() / 2))


class TickBox(QCheckBox):
    """A tick box with its words at the right."""

    def __init__(self, theme: Theme, text: str, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self.theme = theme
        _prepare(self, text, checked)

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, at: object) -> bool:
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = smooth(self), self.theme.px(22)
        draw_tick(painter, self.theme, QRectF(4, (self.height() - side) / 2, side, side), self.isChecked())
        _words(self, painter)


class Option(QRadioButton):
    """A radio button with its words at the right."""

    def __init__(self, theme: Theme, text: str, checked: bool = False) -> None:
        super().__init__(text.replace("&", "&&"))
        self.theme = theme
        _prepare(self, text, checked)

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, at: object) -> bool:
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, side, on = smooth(self), self.theme, self.theme.px(20), self.isChecked()
        disc = QRectF(5, (self.height() - side) / 2, side, side).adjusted(0.75, 0.75, -0.75, -0.75)
        painter.setPen(QPen(theme.color("accent" if on else "control"), 1.5))
        painter.setBrush(theme.color("surface"))
        painter.drawEllipse(disc)
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            inset = side * 0.26
            painter.drawEllipse(disc.adjusted(inset, inset, -inset, -inset))
        _words(self, painter)


def _prepare(button: QAbstractButton, text: str, checked: bool) -> None:
    button.setAccessibleName(text)
    button.setChecked(checked)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


def _size(button: TickBox | Option) -> QSize:
    width = text_width(button.theme.font(), button.accessibleName())
    return QSize(round(width) + button.theme.px(34) + 10, button.theme.px(32))


def _words(button: TickBox | Option, painter: QPainter) -> None:
    theme, place = button.theme, QRectF(button.rect())
    painter.setFont(theme.font())
    painter.setPen(theme.color("text" if button.isEnabled() else "faint"))
    painter.drawText(place.adjusted(theme.px(34), 0, 0, 0), LEFT, button.accessibleName())
    if button.hasFocus():
        focus_ring(painter, theme, place, 6)
