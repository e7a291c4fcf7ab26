"""Two columns; on a narrow window the right one waits in a drawer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text

NARROW = 1400
"""Windows narrower than this have one column and a drawer."""


class Drawer(Pane):
    """A panel over the right edge of its parent. Esc or its button closes it; the focus returns to where it was."""

    closed = Signal()

    def __init__(self, theme: Theme, title: str, close: str, width: int, parent: QWidget) -> None:
        super().__init__(theme, fill="canvas", edges=("left",))
        self.setParent(parent)
        self._width = width
        self._before: QWidget | None = None
        self.setAccessibleName(title)
        button = IconButton(theme, "x", close)
        button.clicked.connect(self.close_drawer)
        self._close = button
        self._place = column(gap=0)
        head = row(Text(title, 15, 600), None, button, margins=(16, 10, 10, 4))
        self.setLayout(column(head, (self._place, 1), gap=0))
        self.hide()
        parent.installEventFilter(self)

    def hold(self, content: QWidget) -> None:
        """What it shows."""
        self._place.addWidget(content)

    def open_drawer(self) -> None:
        """Shows itself and takes the focus."""
        self._before = self.window().focusWidget()
        self._settle()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_drawer(self) -> None:
        """Goes away."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_drawer()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        if (parent := self.parentWidget()) is None:
            return
        width = min(self.theme.px(self._width) + 32, parent.width())
        self.setGeometry(parent.width() - width, 0, width, parent.height())


class Columns(QWidget):
    """`main` at the left takes what is left over, `side` has `width`. `narrowed(bool)`: the side went into the drawer.

    Show a button while `is_narrow` that calls `open_drawer`; `title` is the drawer's, in words ("Rincian").
    """

    narrowed = Signal(bool)

    def __init__(
        self, theme: Theme, main: QWidget | QLayout, side: QWidget | QLayout, title: str, close: str, *,
        width: int = 320, gap: int = 24,
    ) -> None:  # fmt: skip
        super().__init__()
        self.main = main if isinstance(main, QWidget) else holder(main)
        self.side = side if isinstance(side, QWidget) else holder(side)
        self.is_narrow = False
        self._theme, self._width = theme, width
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(gap)
        self._line.addWidget(self.main, 1)
        self._scroll = Scroll(self.side)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._line.addWidget(self._scroll)
        self._drawer = Drawer(theme, title, close, width, self)
        self._fit_width()
        theme.changed.connect(self._fit_width)

    def open_drawer(self) -> None:
        """Shows the right column over the page; nothing on a wide window, where it stands anyway."""
        if self.is_narrow:
            self._drawer.open_drawer()

    def close_drawer(self) -> None:
        """Puts it away."""
        self._drawer.close_drawer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.window().width() < self._theme.px(NARROW)
        if narrow != self.is_narrow:
            self.is_narrow = narrow
            if narrow:
                self._line.removeWidget(self._scroll)
                self._drawer.hold(self._scroll)
                self.side.setContentsMargins(16, 4, 16, 16)
            else:
                self._drawer.hide()
                self._line.addWidget(self._scroll)
                self.side.setContentsMargins(0, 0, 0, 0)
            self._fit_width()
            self._scroll.show()
            self.narrowed.emit(narrow)

    def _fit_width(self) -> None:
        self._scroll.setFixedWidth(self._theme.px(self._width) + (32 if self.is_narrow else 0))
