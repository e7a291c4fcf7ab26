"""One thing to set: what it is at the left, the control at the right, under it where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.text import Text

LEAST_WORDS = 128


class SettingRow(QWidget):
    """`about` says in a few soft words what it changes; `say` shows others."""

    def __init__(self, theme: Theme, title: str, about: str, control: QWidget) -> None:
        super().__init__()
        self._theme, self._control = theme, control
        self._about = Text(about, 12, 400, "soft", wrap=True, leading=0)
        self._about.setVisible(bool(about))
        words = holder(column(Text(title, wrap=True, leading=0), self._about, gap=1))
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._box.addWidget(words, 1, Qt.AlignmentFlag.AlignVCenter)
        self._box.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
        if about and not control.accessibleDescription():
            control.setAccessibleDescription(about)

    def say(self, about: str) -> None:
        """Other soft words."""
        self._about.say(about)
        self._about.setVisible(bool(about))
        self._control.setAccessibleDescription(about)

    def swap(self, control: QWidget) -> None:
        """Another control in the place of the present one."""
        self._box.replaceWidget(self._control, control)
        control.setAccessibleDescription(self._control.accessibleDescription())
        self._control.hide()
        self._control.deleteLater()
        self._control = control
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._control.minimumSizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self._control.sizeHint().width() + 12 + self._theme.px(LEAST_WORDS) <= self.width()
        self._box.setSpacing(12 if beside else 6)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
            where = Qt.AlignmentFlag.AlignVCenter if beside else Qt.AlignmentFlag.AlignLeft
            self._box.setAlignment(self._control, where)
            self.updateGeometry()
