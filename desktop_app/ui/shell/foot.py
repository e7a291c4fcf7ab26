"""The foot of the sidebar: who is signed in, and how the laptop stands with the company."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop_app.ui.sync_view import SyncView, SyncWords, sync_words
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import CENTRE, LEFT, draw_avatar, elided, focus_ring, smooth
from desktop_app.wording import Wording


class FootButton(QPushButton):
    """What both have in common: they paint themselves, in a wide and in a narrow form."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme, self.mini = theme, False
        self.setProperty("kind", "painted")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def make_mini(self, mini: bool) -> None:
        """The form for the narrow sidebar."""
        self.mini = mini
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(44), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)


class PersonBlock(FootButton):
    """The signed-in person; opens the menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._name = self.place = ""

    def say(self, name: str, place: str, spoken: str) -> None:
        """Name, and team and site under it."""
        self._name, self.place = name, place
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(44 if self.mini else 160), self.theme.px(44 if self.mini else 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        whole = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(whole, 8, 8)
        side = px(36 if self.mini else 32)
        x = (whole.width() - side) / 2 if self.mini else px(10)
        draw_avatar(painter, theme, QRectF(x, (whole.height() - side) / 2, side, side), self._name, me=True)
        if not self.mini:
            left, width = px(50), whole.width() - px(50) - px(4)
            half = theme.line_height(12)
            top = (whole.height() - 2 * half) / 2
            for i, (words, weight, tone) in enumerate(((self._name, 600, "text"), (self.place, 400, "soft"))):
                font = theme.font(12, weight)
                painter.setFont(font)
                painter.setPen(theme.color(tone))
                painter.drawText(QRectF(left, top + i * half, width, half), LEFT, elided(words, font, width))
        if self.hasFocus():
            focus_ring(painter, theme, whole)


class StateLine(FootButton):
    """The state of the sync in words; a click opens Settings at it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._said = SyncWords("neutral", "cloud", "", "", "", "")

    def say(self, view: SyncView, words: Wording) -> None:
        """Another state."""
        self._said = sync_words(view, words)
        self.setAccessibleName(self._said.sentence)
        self.setToolTip(self._said.sentence)
        self.updateGeometry()
        self.update()

    def said(self) -> SyncWords:
        """What it says now."""
        return self._said

    def sizeHint(self) -> QSize:
        px = self.theme.px
        if self.mini:
            return QSize(px(44), px(48))
        return QSize(px(160), px(49 if self._said.more else 33))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px, said = smooth(self), self.theme, self.theme.px, self._said
        whole = QRectF(self.rect())
        tone, ground = theme.state(said.state)
        painter.setPen(theme.color("control") if said.state == "neutral" else theme.color(ground))
        painter.setBrush(theme.color("canvas" if said.state == "neutral" else ground))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        side = px(18)
        if self.mini:
            theme.draw_icon(painter, QRectF((whole.width() - side) / 2, px(7), side, side), said.icon, tone)
            painter.setFont(theme.font(11, 600))
            painter.setPen(theme.color(tone))
            painter.drawText(QRectF(0, px(26), whole.width(), px(16)), CENTRE, said.brief)
        else:
            theme.draw_icon(painter, QRectF(px(10), px(8), side, side), said.icon, tone)
            left, width, line = px(36), whole.width() - px(40), theme.line_height(12)
            for i, (words, weight, token) in enumerate(((said.title, 600, tone), (said.more, 400, "text"))):
                font = theme.font(12, weight)
                painter.setFont(font)
                painter.setPen(theme.color(token))
                place = QRectF(left, px(8) + i * line, width, line)
                painter.drawText(place, LEFT, elided(words, font, width))
        if self.hasFocus():
            focus_ring(painter, theme, whole)
