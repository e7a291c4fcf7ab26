"""A person at a glance: initials on a disc."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import Painted, draw_avatar, smooth


class Avatar(Painted):
    """Stands beside the person's name, so a screen reader may pass it over. `me` is the signed-in person."""

    def __init__(self, theme: Theme, name: str, size: int = 36, *, me: bool = False) -> None:
        super().__init__(theme)
        self._name, self._size, self._me = name, size, me
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_avatar(smooth(self), self.theme, QRectF(self.rect()), self._name, self._me)
