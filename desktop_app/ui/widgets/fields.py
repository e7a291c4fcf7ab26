"""What stands around a field of a form: its label and help, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.layout import column, restyled, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


def field_label(text: str, help_text: str = "", aside: str = "", field: QWidget | None = None) -> QBoxLayout:
    """The question, softly beside it whether it must be answered, help under it; names `field` for screen readers."""
    beside = bool(aside) and len(text) + len(aside) <= 60  # longer ones stand under each other
    label = Text(text, 14, 600, wrap=not beside, leading=0)
    soft = Text(aside, 12, 400, "soft", wrap=not beside, leading=0)
    lines: list[object] = [row(label, soft, None)] if beside else [label, *([soft] if aside else [])]
    if help_text:
        lines.append(Text(help_text, 12, 400, "soft", wrap=True, leading=0))
    if field is not None:
        label.setBuddy(field)
        field.setAccessibleName(text)
        field.setAccessibleDescription(" ".join(part for part in (aside, help_text) if part))
    return column(*lines, gap=1)


class FieldError(QWidget):
    """The sentence that says how to put it right; hidden while all is well."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = Text("", 14, 400, "danger", wrap=True, leading=0)
        line = (Icon(theme, "warning-circle", "danger"), Qt.AlignmentFlag.AlignTop)
        self.setLayout(row(line, (self._words, 1), gap=6))
        self.hide()

    def say(self, sentence: str, field: QWidget | None = None) -> None:
        """Shows it, or hides itself for an empty one; marks the field."""
        self._words.say(sentence)
        self.setVisible(bool(sentence))
        if field is not None:
            restyled(field, wrong=bool(sentence))

    def text(self) -> str:
        """What it says now."""
        return self._words.accessibleName()


class SearchField(QLineEdit):
    """Words to look for. Empty it shows the keys that lead here, else a button that empties it; so does Esc.

    `stepped(1 or -1)`: Down or Up, for who shows results under it.
    """

    stepped = Signal(int)

    def __init__(self, theme: Theme, hint: str, clear: str, keys: str = "", width: int = 0) -> None:
        super().__init__()
        self.theme = theme
        self._kbd = Kbd(theme, keys)
        self._kbd.setParent(self)
        self._kbd.setVisible(bool(keys))
        self._keys = keys
        self._clear = IconButton(theme, "x", clear)
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self.textChanged.connect(self._settle)
        self.say(hint, clear)
        if width:
            self.setMaximumWidth(width)

    def say(self, hint: str, clear: str) -> None:
        """What can be looked for here."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._clear.name_it(clear)

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth() if self.maximumWidth() < 4000 else 320, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.px(16)
        place = QRectF(self.theme.px(11), (self.height() - side) / 2, side, side)
        self.theme.draw_icon(QPainter(self), place, "magnifying-glass", "soft")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        self._clear.setVisible(bool(self.text()))
        self._kbd.setVisible(bool(self._keys) and not self.text())
        for widget in (self._kbd, self._clear):
            size = widget.sizeHint()
            widget.resize(size)
            widget.move(self.width() - size.width() - 7, (self.height() - size.height()) // 2)
        used = (self._clear if self.text() else self._kbd).width() + 10
        self.setTextMargins(self.theme.px(20), 0, used, 0)
