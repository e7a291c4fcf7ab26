"""A word that something was done, with a way to take it back, gone by itself after a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.painting import Painted, draw_raised, smooth
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

LASTS = 8_000


class Toast(Painted):
    """Stays while the pointer or the keyboard is on it. `over` is told once it is gone."""

    over = Signal()

    def __init__(
        self, theme: Theme, text: str, close: str, *, action: str = "", act: Callable[[], object] | None = None,
        icon: str = "check", tone: str = "good", lasts: int = LASTS, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(theme, parent)
        self.words = text
        buttons: list[QWidget] = []
        if act is not None:
            button = Button(theme, action, "quiet")
            button.clicked.connect(act)
            button.clicked.connect(self.finish)
            buttons.append(button)
        closing = IconButton(theme, "x", close)
        closing.clicked.connect(self.finish)
        self.setLayout(
            row(Icon(theme, icon, tone), (Text(text, wrap=False), 1), *buttons, closing, margins=(22, 12, 16, 16))
        )
        self.setAccessibleName(text)
        self._timer = QTimer(self, singleShot=True, interval=lasts)
        self._timer.timeout.connect(self._maybe_finish)
        self._timer.start()
        self.adjustSize()

    def finish(self) -> None:
        """Goes away now."""
        self._timer.stop()
        self.hide()
        self.over.emit()

    def _maybe_finish(self) -> None:
        inside = self.focusWidget()
        if self.underMouse() or (inside is not None and inside.hasFocus()):
            self._timer.start()
        else:
            self.finish()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(smooth(self), self.theme, QRectF(self.rect()))
