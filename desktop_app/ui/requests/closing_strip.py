"""Asks the one who asked whether it is solved: thanks, or one sentence about what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.text import is_blank
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import FieldError
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


class ClosingStrip(Card):
    """`thanked`, and `missing(sentence)`."""

    thanked = Signal()
    missing = Signal(str)

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        self._asks = False
        self.question = Text("", 14, 600, wrap=True, leading=0)
        self.question.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.not_yet = Button(theme, text("Not solved yet"))
        self.thanks = Button(theme, text("Thanks, solved"), "primary", "check")
        middle = Qt.AlignmentFlag.AlignVCenter
        icon = (Icon(theme, "check-square", "good", 20), middle)
        self._asking = holder(row(icon, (self.question, 1), self.not_yet, self.thanks, gap=10))
        self.sentence = QLineEdit()
        hint = text("What is missing? One sentence is enough.")
        self.sentence.setPlaceholderText(hint)
        self.sentence.setAccessibleName(hint)
        self.send = Button(theme, text("Open again"), "primary")
        self.back = Button(theme, text("Never mind"), "plain")
        self.error = FieldError(theme)
        self._telling = holder(column(row((self.sentence, 1), self.back, self.send, gap=8), self.error, gap=6))
        self._telling.hide()
        super().__init__(
            theme, column(self._asking, self._telling, gap=0), fill="good_soft", border=None, margins=(14, 9, 9, 9)
        )
        self.thanks.clicked.connect(self.thanked)
        self.not_yet.clicked.connect(lambda: self._tell(True))
        self.back.clicked.connect(self._back)
        self.send.clicked.connect(self._send)
        self.sentence.returnPressed.connect(self._send)

    def ask(self, who: str, *, asking: bool) -> None:
        """About what this person answered. Not `asking`: it stays hidden until the sentence is asked for."""
        self._asks = asking
        self.setVisible(asking or (self.isVisible() and self._telling.isVisible()))
        text = self._context.text
        self.question.say(text("{name} thinks that this is solved. What do you think?", name=who))

    def say_wrong(self, sentence: str) -> None:
        """Why it was not saved; the sentence stays."""
        self.error.say(sentence)

    def reset(self) -> None:
        """Asks from the beginning."""
        self.sentence.clear()
        self.error.say("")
        self._tell(False)

    def ask_what_is_missing(self) -> None:
        """Straight to the sentence: it was closed and comes up again."""
        self.show()
        self._tell(True)

    def _tell(self, on: bool) -> None:
        self._asking.setVisible(not on)
        self._telling.setVisible(on)
        if on:
            self.sentence.setFocus(Qt.FocusReason.OtherFocusReason)

    def _back(self) -> None:
        self._tell(False)
        self.setVisible(self._asks)

    def _send(self) -> None:
        if is_blank(self.sentence.text()):
            self.error.say(self._context.text("Write in a sentence what is missing."), self.sentence)
            return
        self.error.say("", self.sentence)
        self.missing.emit(self.sentence.text().strip())
