"""The two columns of a wizard: head and form share the left one; the right one goes under them on a narrow window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.columns import NARROW

SIDE = 344


class Beside(QWidget):
    """`aside` stands level with `main`, `aside_head` over it beside the head."""

    def __init__(self, theme: Theme, head: QWidget, main: QWidget, aside_head: QWidget, aside: QWidget) -> None:
        super().__init__()
        self.theme = theme
        self._parts = (head, main, aside_head, aside)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(12)
        self._grid.setColumnStretch(0, 1)
        self.narrow: bool | None = None
        for part in self._parts:
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.arrange(narrow=False)
        theme.changed.connect(self._measure)

    def arrange(self, *, narrow: bool) -> None:
        """Two columns, or one."""
        if narrow == self.narrow:
            return
        self.narrow = narrow
        for part in self._parts:
            self._grid.removeWidget(part)
        head, main, aside_head, aside = self._parts
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        self._grid.addWidget(head, 0, 0)
        self._grid.addWidget(main, 1, 0, top)
        self._grid.addWidget(aside_head, 2 if narrow else 0, 0 if narrow else 1, bottom)
        self._grid.addWidget(aside, 3 if narrow else 1, 0 if narrow else 1, top)
        self._grid.setRowStretch(1, 0 if narrow else 1)
        self._grid.setRowStretch(4, 1 if narrow else 0)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange(narrow=self.window().width() < self.theme.px(NARROW))

    def _measure(self) -> None:
        for part in self._parts[2:]:
            if self.narrow:
                part.setMinimumWidth(0)
                part.setMaximumWidth(16_777_215)
            else:
                part.setFixedWidth(self.theme.px(SIDE))
