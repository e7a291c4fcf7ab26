"""Finding words in the article that is open."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.text import Text


class FindBar(Pane):
    """`sought(words)` as they are typed, `stepped(1 or -1)` to the next or the one before, `closed` by Esc."""

    sought = Signal(str)
    stepped = Signal(int)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "canvas", ("bottom",))
        theme, text = context.theme, context.text
        self._text = text
        self.field = SearchField(theme, text("Find in this article"), text("Clear the search"), width=260)
        self.field.textChanged.connect(self.sought)
        self.field.stepped.connect(self.stepped)
        self.count = Text("", 12, 400, "soft")
        before = IconButton(theme, "caret-up", text("The one before"))
        after = IconButton(theme, "caret-down", text("The next one"))
        close = IconButton(theme, "x", text("Close"))
        before.clicked.connect(lambda: self.stepped.emit(-1))
        after.clicked.connect(lambda: self.stepped.emit(1))
        close.clicked.connect(self.close_bar)
        self._line = row((self.field, 1), self.count, None, before, after, close, gap=8)
        self.setLayout(self._line)
        self.stand_at(28)
        self.setAccessibleName(text("Find in this article"))
        self.hide()

    def stand_at(self, left: int) -> None:
        """Level with the column of text."""
        self._line.setContentsMargins(left, 8, 16, 8)

    def open_bar(self) -> None:
        """Shows itself, ready to type."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def close_bar(self) -> None:
        """Goes away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def say(self, at: int, count: int) -> None:
        """The one that is shown, of how many; `at` counts from 1."""
        if not self.field.text().strip():
            self.count.say("")
        elif count:
            self.count.say(self._text("{n} of {total}", n=at, total=count))
        else:
            self.count.say(self._text("not in this article"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)
