"""Short words on a ground: a state (`Badge`) or a key of the keyboard (`Kbd`)."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.painting import (
    BADGE_HEIGHT,
    KBD_HEIGHT,
    Painted,
    badge_width,
    draw_badge,
    draw_kbd,
    kbd_width,
    smooth,
)  # fmt: skip


class Badge(Painted):
    """A state in words; the colour only repeats what they say."""

    def __init__(self, theme: Theme, text: str, state: State = "neutral") -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(text, state)

    def say(self, text: str, state: State) -> None:
        """Another state in the same place."""
        self._text, self._state = text, state
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words shown."""
        return self._text

    def sizeHint(self) -> QSize:
        return QSize(badge_width(self.theme, self._text), self.theme.px(BADGE_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_badge(smooth(self), self.theme, 0, 0, self._text, self._state)


class Kbd(Painted):
    """A key or a chord, as it is written on the keyboard."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme)
        self._text = text
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(kbd_width(self.theme, self._text), self.theme.px(KBD_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_kbd(smooth(self), self.theme, 0, 0, self._text)
