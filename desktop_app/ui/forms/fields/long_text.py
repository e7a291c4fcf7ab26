"""Text of several lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop_app.domain.text import LONGEST
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import number

LINES = (4, 14)
"""At least and at most so many lines high; it grows with what is written."""


class GrowingText(QPlainTextEdit):
    """Tab goes on to the next field: a form is walked through by it.

    `too_much_given(characters)`: more than any answer may have was pasted; it would keep Qt busy for minutes, and stays
    out.
    """

    too_much_given = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self.grow)
        self.grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.grow()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if len(given := source.text()) > LONGEST:
            self.too_much_given.emit(len(given))
        else:
            super().insertFromMimeData(source)

    def grow(self) -> None:
        """As high as what is written."""
        lines = max(LINES[0], min(LINES[1], int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self.theme.px(26))


class LongText(Control):
    """Several lines; how many characters are left is said when they become few."""

    name = "long_text"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self.edit = GrowingText(self.theme)
        self._left = Text("", 12, 400, "soft")
        self._left.hide()
        self.setLayout(column(self.edit, self._left, gap=4))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._changed)
        self.edit.too_much_given.connect(lambda characters: self._count(len(self.edit.toPlainText()) + characters))
        self.watch(self.edit)

    def show_answer(self, answer: Any) -> None:
        if self.clean(self.edit.toPlainText()) != (answer or ""):
            with QSignalBlocker(self.edit):
                self.edit.setPlainText(str(answer or ""))
            self.edit.grow()

    def inputs(self) -> Sequence[QWidget]:
        return (self.edit,)

    def _changed(self) -> None:
        typed = self.edit.toPlainText()
        self._count(len(typed))
        self.given.emit(self.clean(typed))

    def _count(self, characters: int) -> None:
        left = self.field["max"] - characters
        self._left.setVisible(left < self.field["max"] / 5)
        self._left.say(
            self._text("{n} characters left", n=number(left))
            if left >= 0
            else self._text("{n} characters too many", n=number(-left))
        )
