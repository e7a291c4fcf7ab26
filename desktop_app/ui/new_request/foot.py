"""The foot of a wizard: back, whether the draft is kept, what is still wrong, and the one button that goes on."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.text import Text

HEIGHT = 64


class WizardFoot(Pane):
    """`back()` and `on()`: the two buttons."""

    back = Signal()
    on = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, edges=("top",))
        self._words, self._text = context.words, context.text
        self.back_button = Button(context.theme, context.text("Back"))
        self.back_button.clicked.connect(self.back)
        self.draft = Text("", 12, 400, "soft")
        self.word = Text("", 12, 400, "soft")
        self._place = row(gap=8)
        self._primary: Button | None = None
        self._icon = ""
        self._line = row(self.back_button, 8, self.draft, None, self.word, 8, self._place)
        self.setLayout(self._line)
        self._context = context
        self.show_primary(context.text("Next"))
        self.margin(32)

    @property
    def primary(self) -> Button:
        """The button that goes on."""
        assert self._primary is not None
        return self._primary

    def margin(self, gutter: int) -> None:
        """Level with the page above it."""
        self._line.setContentsMargins(gutter, 0, gutter, 0)
        self.setFixedHeight(self._context.theme.px(HEIGHT))

    def show_primary(self, words: str, icon: str = "") -> None:
        """What happens when one goes on, in words."""
        if self._primary is None or icon != self._icon:
            had_focus = self._primary is not None and self._primary.hasFocus()
            if self._primary is not None:
                self._place.removeWidget(self._primary)
                self._primary.hide()
                self._primary.deleteLater()
            self._primary = Button(self._context.theme, words, "primary", icon or None)
            self._primary.clicked.connect(self.on)
            self._place.addWidget(self._primary)
            QWidget.setTabOrder(self.back_button, self._primary)
            self._icon = icon
            if had_focus:
                self._primary.setFocus()
        self.primary.say(words)

    def say(self, words: str, tone: str = "soft") -> None:
        """What stands before the button: what is wrong, or what happens after it."""
        self.word.say(words)
        self.word.in_tone(tone, 600 if tone == "danger" else 400)

    def say_kept(self, at: datetime | None) -> None:
        """Draf tersimpan 10.28; nothing before the first change."""
        self.draft.in_tone("soft", 400)
        self.draft.say(self._text("Draft saved {time}", time=self._words.hour(at)) if at else "")

    def say_not_kept(self, sentence: str) -> None:
        """The draft is only on the screen."""
        self.draft.in_tone("danger", 600)
        self.draft.say(sentence)
