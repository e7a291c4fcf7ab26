"""Whether an article helped, asked without a name: what was missing, and what this hides and what it cannot."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.domain.feedback.questions import LONGEST_REASON, AlreadyAnswered, helped
from desktop_app.store.queries.ballots import Feedback, Standing
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.operation import Failure
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

Shown = Literal["asking", "telling", "waiting", "given"]
_SHOWS: dict[Standing, Shown] = {
    Standing.OPEN: "asking", Standing.WAITING: "waiting", Standing.GIVEN: "given",
}  # fmt: skip
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TOP = Qt.AlignmentFlag.AlignTop


class Helped(QWidget):
    """Hidden where nobody asks. `resized`: it shows something else and may need another place. `helped`: it did."""

    resized = Signal()
    helped = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._of: Feedback | None = None
        theme, text = context.theme, context.text
        self.yes = Button(theme, text("Yes"), "quiet", "thumbs-up")
        self.no = Button(theme, text("No"), "quiet", "thumbs-down")
        self.missing = QLineEdit()
        self.send = Button(theme, text("Send the answer"), "secondary")
        self.cancel = Button(theme, text("Cancel"), "plain")
        self.take_back = Button(theme, text("Take it back"), "quiet", "arrow-counter-clockwise")
        self._question = Text(text("Did this help?"), 14, 600, leading=0)
        self._pages: dict[Shown, QWidget] = {
            "asking": self._asking(), "telling": self._telling(), "waiting": self._waiting(), "given": self._given(),
        }  # fmt: skip
        self.setLayout(column(*self._pages.values(), gap=0))
        for name, page in self._pages.items():
            page.setVisible(name == "asking")
        self.yes.clicked.connect(lambda: self._say(True))
        self.no.clicked.connect(self._ask_more)
        self.send.clicked.connect(lambda: self._say(False))
        self.missing.returnPressed.connect(lambda: self._say(False))
        self.cancel.clicked.connect(self._never_mind)
        self.take_back.clicked.connect(self._take_back)
        self.hide()

    @property
    def shown(self) -> Shown:
        """What it shows now."""
        return next(name for name, page in self._pages.items() if page.isVisibleTo(self))

    @property
    def is_large(self) -> bool:
        """It needs a line of its own."""
        return self.shown in ("telling", "waiting")

    def show_reading(self, reading: Reading) -> None:
        """Of this article. What is just being typed stays."""
        of, before = reading.feedback, self._of
        self._of = of
        self.setVisible(of is not None)
        if of is None:
            return
        if before is None or before.poll != of.poll:
            self.missing.clear()
        elif of.standing == Standing.OPEN and self.shown == "telling":
            return
        self._show(_SHOWS[of.standing])

    def event(self, event: QEvent) -> bool:
        # While something is typed Esc leaves that; elsewhere it is the way back from the article.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._leaves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leaves(event):
            self._never_mind()
        else:
            super().keyPressEvent(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and self.shown == "telling"

    # What it shows

    def _asking(self) -> QWidget:
        text = self._context.text
        for button in (self.yes, self.no):
            button.setAccessibleDescription(text("Did this help?"))
        aside = Text(text("Without your name"), 12, 400, "soft", leading=0)
        return holder(row(self._question, self.yes, self.no, aside, None, gap=6))

    def _telling(self) -> QWidget:
        text = self._context.text
        what, careful = text("What was missing?"), text("May stay empty. Write nothing that shows who you are.")
        self.missing.setMaxLength(LONGEST_REASON)
        self.missing.setAccessibleName(what)
        self.missing.setAccessibleDescription(careful)
        label = Text(what, 14, 600, leading=0)
        label.setBuddy(self.missing)
        heading = row(label, Text(careful, 12, 400, "soft", leading=0), None, gap=8)
        line = row((self.missing, 1), self.send, self.cancel, gap=8)
        return holder(column(heading, line, self._hidden(), gap=6))

    def _waiting(self) -> QWidget:
        text = self._context.text
        thanks = Text(text("Thank you. Your answer has not left this laptop yet."), 14, 600, wrap=True, leading=0)
        icon = Icon(self._context.theme, "check-circle", "good", 20)
        return holder(row((icon, _TOP), (column(thanks, self._hidden(), gap=2), 1), (self.take_back, _MIDDLE), gap=12))

    def _given(self) -> QWidget:
        icon = Icon(self._context.theme, "check-circle", "good", 20)
        words = Text(self._context.text("You have answered whether this helped. Thank you."), 14, 400, leading=0)
        return holder(row((icon, _MIDDLE), words, None, gap=10))

    def _hidden(self) -> Text:
        words = self._context.text(
            "Your name is not stored with it, only that you took part. It leaves this laptop hours later, on its own, "
            "once four others have taken part too. Whoever watches the database server at that very moment can still "
            "see that your laptop is connected."
        )
        return Text(words, 12, 400, "soft", wrap=True)

    def _show(self, what: Shown) -> None:
        focused = self.focusWidget() is not None and self.isAncestorOf(self.focusWidget())
        for name, page in self._pages.items():
            page.setVisible(name == what)
        if focused:
            to = {"asking": self.no, "telling": self.missing, "waiting": self.take_back}.get(what)
            if to is not None:
                to.setFocus(Qt.FocusReason.OtherFocusReason)
        self.resized.emit()

    # What a person does

    def _ask_more(self) -> None:
        self._show("telling")
        self.missing.setFocus(Qt.FocusReason.OtherFocusReason)

    def _never_mind(self) -> None:
        self.missing.clear()
        self._show("asking")
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _say(self, yes: bool) -> None:
        if (of := self._of) is None:
            return
        if yes:
            self.helped.emit()
        answer, now = helped(yes, self.missing.text()), self._context.now()
        self._context.write(
            lambda store: store.ballots.say(of.poll, answer, now, self), owner=self, failed=self._not_kept
        )

    def _take_back(self) -> None:
        if (of := self._of) is None:
            return
        self.missing.setText(of.missing)  # what was typed is there again, should they say no once more
        self._context.write(lambda store: store.ballots.take_back(of.poll, self), owner=self, failed=self._not_kept)

    def _not_kept(self, failure: Failure) -> None:
        text = self._context.text
        if isinstance(failure.error, AlreadyAnswered):
            self._context.toast(text("Your answer has left already and cannot be changed any more."))
        else:
            self._context.toast(text("This could not be saved. Please try again."))
