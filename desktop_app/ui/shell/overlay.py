"""A panel before the veiled window: what the palette and the help on keys have in common."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import SHADOW, Painted, draw_raised, smooth

TOP = 84
_VEIL = {"light": QColor(10, 18, 16, 92), "dark": QColor(0, 0, 0, 115)}


class Panel(Painted):
    """The raised ground the overlay shows."""

    def __init__(self, theme: Theme, width: int) -> None:
        super().__init__(theme)
        self._width = width
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*(edge + 1 for edge in SHADOW))
        self.column.setSpacing(0)

    def width_wanted(self) -> int:
        """At the present size of text."""
        return self.theme.px(self._width) + SHADOW[0] + SHADOW[2]

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(smooth(self), self.theme, QRectF(self.rect()))


class Overlay(QWidget):
    """Covers `over`. Esc or a click beside the panel closes it; Tab stays inside; the focus returns to where it was."""

    def __init__(self, theme: Theme, over: QWidget, width: int) -> None:
        super().__init__(over)
        self.theme, self._over = theme, over
        self._before: QWidget | None = None
        self.panel = Panel(theme, width)
        self.panel.setParent(self)
        self.hide()
        over.installEventFilter(self)

    def open_over(self, focus: QWidget) -> None:
        """Shows itself and gives the focus to one of its widgets."""
        if not self.isVisible():
            self._before = self.window().focusWidget()
        self.setGeometry(self._over.rect())
        self.settle()
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_over(self) -> None:
        """Goes away."""
        if self.isVisible():
            self.hide()
            if self._before is not None and self._before.isVisible():
                self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def settle(self) -> None:
        """Places the panel."""
        width = min(self.panel.width_wanted(), self.width() - 16)
        top = min(self.theme.px(TOP), self.height() // 8)
        height = min(self.panel.sizeHint().height(), self.height() - top - 8)
        self.panel.setGeometry((self.width() - width) // 2, top - SHADOW[1], width, height)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._over and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._over.rect())
            self.settle()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        inside = [w for w in self.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
        shown = [widget for widget in inside if widget.isVisible() and widget.isEnabled()]
        if shown:
            now = self.window().focusWidget()
            at = shown.index(now) if now in shown else -1
            reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
            shown[(at + (1 if forward else -1)) % len(shown)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.panel.geometry().contains(event.position().toPoint()):
            self.close_over()

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), _VEIL[self.theme.scheme])
