"""How helpful the answer was: stars, a sentence if one likes, nothing chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.text import LONGEST
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.conversation.stars import Stars
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import FieldError
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text


class RatingStrip(Card):
    """`rated(stars, sentence)`: the person sends their rating."""

    rated = Signal(int, str)

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        self._request: str | None = None
        self._given = 0
        self._question = Text(text("How helpful was the answer?"), 14, 600)
        self._said = Text("", 12, 400, "soft")
        self.stars = Stars(theme, text("Your rating"), lambda n: text.plural("{n} of 5 stars", "{n} of 5 stars", n))
        self.sentence = QLineEdit()
        self.sentence.setMaxLength(min(500, LONGEST))
        hint = text("One sentence, if you like")
        self.sentence.setPlaceholderText(hint)
        self.sentence.setAccessibleName(hint)
        self.send = Button(theme, text("Send rating"))
        self.change = Button(theme, text("Change rating"), "quiet")
        self.error = FieldError(theme)
        self._fields = holder(row((self.sentence, 1), self.send, gap=10))
        head = row((column(self._question, self._said, gap=1), 1), self.change, self.stars, gap=10)
        super().__init__(theme, column(head, self._fields, self.error, gap=8), fill="surface", margins=(14, 9, 9, 9))
        self.stars.given.connect(self._settle)
        self.send.clicked.connect(self._send)
        self.sentence.returnPressed.connect(self._send)
        self.change.clicked.connect(self._rate_again)

    def show_request(self, request: str, stars: int, text: str, kept: Kept | None) -> None:
        """For this request, rated so before (0: not yet). `kept` is a rating that was refused."""
        if request == self._request and stars == self._given:
            return
        self._request, self._given = request, stars
        self.error.say("")
        self.stars.show_stars(stars or (kept.stars if kept else 0))
        self.sentence.setText(text or (kept.text if kept else ""))
        self._settle()

    def say_wrong(self, sentence: str) -> None:
        """Why it was not saved."""
        self.error.say(sentence)

    def _settle(self, *_: int) -> None:
        text, done = self._context.text, self._given > 0 and self.stars.stars() == self._given
        self._question.say(text("You rated the answer") if self._given else text("How helpful was the answer?"))
        said = f"“{self.sentence.text()}”" if done and self.sentence.text() else ""
        self._said.say(said)
        self._said.setVisible(bool(said))
        self.change.setVisible(done)
        self.stars.setEnabled(not done)
        self._fields.setVisible(not done and self.stars.stars() > 0)

    def _rate_again(self) -> None:
        self._given = 0
        self.stars.setEnabled(True)
        self._settle()
        self.stars.setFocus()

    def thank(self) -> None:
        """It is saved; the keyboard stays here."""
        self.change.setFocus()

    def _send(self) -> None:
        if self.stars.stars():
            self.rated.emit(self.stars.stars(), self.sentence.text().strip())
