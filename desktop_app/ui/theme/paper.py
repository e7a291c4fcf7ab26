"""The light theme at its own size, for what is printed: it never touches what is on the screen."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QColor

from desktop_app.ui.theme.icons import Icons
from desktop_app.ui.theme.theme import Appearance, Theme
from desktop_app.ui.theme.tokens import tokens_for


class Paper(Theme):
    """Paints as the light theme does, whatever the screen shows. It belongs to nobody and changes never."""

    def __init__(self, screen: Theme) -> None:
        QObject.__init__(self)  # not Theme's, which dresses the application
        self._icons, self._family = Icons(), screen.font().family()
        self.appearance = Appearance("light")
        self.scheme, self.high_contrast, self.scale = "light", False, 1.0
        self.tokens = tokens_for("light", False)
        self._colors = {name: QColor(value) for name, value in self.tokens.by_name().items()}
