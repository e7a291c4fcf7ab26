"""Buttons: one filled (`primary`) a page; the others are outlined, accent text (`quiet`) or soft text (`plain`)."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import smooth

Kind = Literal["primary", "secondary", "quiet", "plain", "danger", "link"]
LINK_EDGE = 4
"""What a link has beyond its last letter: edge, padding, and the pixel its width is rounded up to."""
_ICON_TONE = {
    "primary": "on_accent", "quiet": "accent", "plain": "soft", "danger": "danger", "link": "accent",
    "secondary": "text",
}  # fmt: skip


class Button(QPushButton):
    """A button with words, and maybe an icon before them. `link` is for words inside a line, 24 px high."""

    def __init__(self, theme: Theme, text: str, kind: Kind = "secondary", icon: str | None = None) -> None:
        super().__init__()
        self.theme, self._kind, self._icon = theme, kind, icon
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)  # Enter presses the button that has the focus, as Space does
        if icon:
            self.setIcon(theme.icon(icon, _ICON_TONE[kind]))
            self._measure()
        self.say(text)

    def say(self, text: str) -> None:
        """Shows other words. An ampersand is an ampersand."""
        self.setText((" " if self._icon else "") + text.replace("&", "&&"))
        self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and self._icon:
            self._measure()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._kind == "primary" and self.hasFocus():  # a ring of its own colour would not be seen
            painter = smooth(self)
            painter.setPen(QPen(self.theme.color("on_accent"), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 5, 5)

    def _measure(self) -> None:
        side = self.theme.px(14 if self._kind == "link" else 18)
        self.setIconSize(QSize(side, side))


class IconButton(QToolButton):
    """A small button of an icon only; its name is what a screen reader says and what the tooltip shows."""

    def __init__(self, theme: Theme, icon: str, name: str, tone: str = "soft") -> None:
        super().__init__()
        self.theme = theme
        self.setIcon(theme.icon(icon, tone))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.name_it(name)
        self._measure()

    def name_it(self, name: str) -> None:
        """What it does, in words."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self._measure()
        super().changeEvent(event)

    def _measure(self) -> None:
        self.setIconSize(QSize(self.theme.px(18), self.theme.px(18)))
