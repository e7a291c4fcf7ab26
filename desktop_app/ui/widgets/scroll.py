"""A page that is longer than its window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

from desktop_app.ui.widgets.layout import holder


class Scroll(QScrollArea):
    """Scrolls its content up and down, never sideways."""

    def __init__(self, content: QWidget | QLayout) -> None:
        super().__init__()
        inner = content if isinstance(content, QWidget) else holder(content)
        inner.setProperty("flow", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)

    def beside_bar(self, gutter: int) -> int:
        """What the scroll bar leaves of a gutter, while there is one: what scrolls stays level with what does not."""
        bar = self.verticalScrollBar()
        return max(8, gutter - bar.sizeHint().width()) if bar.maximum() > bar.minimum() else gutter

    def to_end(self) -> None:
        """To the last line, as a conversation is read."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.maximum())
