"""One of two to four choices, all in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import CENTRE, Painted, smooth, text_width


class Segment(QRadioButton):
    """One of the choices; arrow keys move between them."""

    def __init__(self, theme: Theme, text: str, icon: str | None) -> None:
        super().__init__()
        self.theme, self._text, self._icon = theme, text, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = text_width(self.theme.font(14, 600), self._text) + self.theme.px(32)
        return QSize(round(width) + (self.theme.px(24) if self._icon else 0), self.theme.px(36))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: object) -> bool:
        return True

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, on = smooth(self), self.theme, self.isChecked()
        place = QRectF(self.rect())
        if on:
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(theme.color("accent_soft"))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 7, 7)
        tone = "accent" if on else "text"
        if self._icon:
            side = theme.px(18)
            theme.draw_icon(painter, QRectF(theme.px(14), (place.height() - side) / 2, side, side), self._icon, tone)
            place.adjust(theme.px(22), 0, 0, 0)
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font(14, 600 if on else 400))
        painter.drawText(place, CENTRE, self._text)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 5, 5)


class Segmented(Painted):
    """`items`: (key, words) or (key, words, icon). `chosen` tells the key when a person chose."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, items: Sequence[tuple[object, ...]], at: object = None) -> None:
        super().__init__(theme)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._keys: list[object] = []
        for i, (key, words, *icon) in enumerate(items):
            segment = Segment(theme, str(words), str(icon[0]) if icon else None)
            self._group.addButton(segment, i)
            layout.addWidget(segment)
            self._keys.append(key)
        self._group.idClicked.connect(lambda i: self.chosen.emit(self._keys[i]))
        self._group.idToggled.connect(self.update)
        if at is not None:
            self.choose(at)

    def choose(self, key: object) -> None:
        """Shows this choice, without telling `chosen`."""
        if key in self._keys:
            self._group.button(self._keys.index(key)).setChecked(True)

    def at(self) -> object:
        """The key chosen, None before any was."""
        chosen = self._group.checkedId()
        return None if chosen < 0 else self._keys[chosen]

    def segments(self) -> list[QWidget]:
        """The single buttons, in order."""
        return list(self._group.buttons())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        painter.setPen(QPen(theme.color("control"), 1))
        painter.setBrush(theme.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        at = self._group.checkedId()
        for i, segment in enumerate(self._group.buttons()):
            if i and at not in (i, i - 1):
                painter.fillRect(QRectF(segment.x(), self.height() / 4, 1, self.height() / 2), theme.color("line"))
