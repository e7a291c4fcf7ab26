"""Saying why one does not acknowledge an article: a line of words for the team that owns it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.knowledge.acknowledgement import LONGEST_REASON
from desktop_app.domain.text import is_blank
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text


class Declining(QWidget):
    """Hidden until `ask`. `declined(reason)`: it is to be sent; `closed`: it is hidden again."""

    declined = Signal(str)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        theme, text = context.theme, context.text
        self._text = text
        what = text("What keeps you from confirming it?")
        self._aside = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.reason = QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self.reason.setAccessibleName(what)
        self.send = Button(theme, text("Send the reason"), "secondary")
        self.cancel = Button(theme, text("Cancel"), "plain")
        label = Text(what, 14, 600, leading=0)
        label.setBuddy(self.reason)
        self.setLayout(column(label, self._aside, row((self.reason, 1), self.send, self.cancel, gap=8), gap=6))
        self.send.clicked.connect(self._send)
        self.reason.returnPressed.connect(self._send)
        self.reason.textChanged.connect(lambda words: self.send.setEnabled(not is_blank(words)))
        self.cancel.clicked.connect(self.close_line)
        self.send.setEnabled(False)
        self.hide()

    def ask(self, team: str) -> None:
        """Shows the line; `team` reads what is sent."""
        said = self._text("This is read with your name by the {team}, who can talk to you about it.", team=team)
        self._aside.say(said)
        self.reason.setAccessibleDescription(said)
        self.show()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_line(self) -> None:
        """Hides it; what was typed is forgotten."""
        self.reason.clear()
        self.hide()
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        # While something is typed Esc leaves that; elsewhere it is the way back from the article.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _leaves(event):
            self.close_line()
        else:
            super().keyPressEvent(event)

    def _send(self) -> None:
        words = self.reason.text()
        if not is_blank(words):
            self.close_line()
            self.declined.emit(words)


def _leaves(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Escape
