"""How far something is: a bar, and the named steps of a wizard. Words stand beside it; it only repeats them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import LEFT, Painted, smooth


class Progress(QProgressBar):
    """`done` of `total`; `tone`: accent, good, or control when nobody has to act; `name` is for screen readers."""

    def __init__(
        self, theme: Theme, name: str, done: int = 0, total: int = 1, tone: str = "accent", thickness: int = 6
    ) -> None:
        super().__init__()
        self.theme, self._tone, self._thickness = theme, tone, thickness
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(done, total, tone)

    def say(self, done: int, total: int, tone: str | None = None) -> None:
        """Other numbers."""
        self._tone = tone or self._tone
        self.setRange(0, max(1, total))
        self.setValue(min(done, max(1, total)))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(80, self._thickness)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self._thickness)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = smooth(self)
        whole = QRectF(0, (self.height() - self._thickness) / 2, self.width(), self._thickness)
        half = whole.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.color("line"))
        painter.drawRoundedRect(whole, half, half)
        if self.value():
            part = max(whole.height(), whole.width() * self.value() / self.maximum())
            painter.setBrush(self.theme.color(self._tone))
            painter.drawRoundedRect(QRectF(0, whole.y(), part, whole.height()), half, half)


class Steps(Painted):
    """The steps of a wizard by name: behind, here, ahead. Going back is the page's own button."""

    def __init__(self, theme: Theme, names: Sequence[str], at: int = 0, place: str = "") -> None:
        super().__init__(theme)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(names, at, place)

    def say(self, names: Sequence[str], at: int, place: str = "") -> None:
        """Other steps, or another one reached. `place` is the same in words ("2 dari 4 · Rincian")."""
        self._names, self._at = tuple(names), at
        self.setAccessibleName(place or (names[at] if names else ""))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, self.theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, gap = smooth(self), self.theme, 8
        width = (self.width() - gap * (len(self._names) - 1)) / max(1, len(self._names))
        for i, name in enumerate(self._names):
            x = i * (width + gap)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if i <= self._at else "line"))
            painter.drawRoundedRect(QRectF(x, 0, width, 4), 2, 2)
            line, text_x = QRectF(x, theme.px(10), width, theme.px(20)), x
            if i < self._at:
                theme.draw_icon(painter, QRectF(x, theme.px(13), theme.px(14), theme.px(14)), "check", "accent")
                text_x += theme.px(18)
            painter.setFont(theme.font(12, 600 if i == self._at else 400))
            painter.setPen(theme.color("accent" if i == self._at else "soft" if i < self._at else "faint"))
            painter.drawText(QRectF(text_x, line.y(), x + width - text_x, line.height()), LEFT, name)
