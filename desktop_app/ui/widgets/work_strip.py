"""How far something long is, with a way to end it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.text import Text


class WorkStrip(QWidget):
    """One line: what is being done, a bar, and Cancel. `stopping`: it is not wanted any more."""

    stopping = Signal()

    def __init__(self, theme: Theme, stop: str) -> None:
        super().__init__()
        self.words = Text("", 14, 400, "text")
        self.bar = Progress(theme, "", 0, 1)
        self.stop = Button(theme, stop, "secondary")
        middle = Qt.AlignmentFlag.AlignVCenter
        self.setLayout(row((self.words, middle), (self.bar, 1), (self.stop, middle), gap=14))
        self.stop.clicked.connect(self.stopping)

    def say(self, words: str) -> None:
        """Something begins."""
        self.words.say(words)
        self.bar.setAccessibleName(words)
        self.bar.say(0, 1)

    def move_to(self, done: int, total: int) -> None:
        """It is so far."""
        self.bar.say(done, total)
