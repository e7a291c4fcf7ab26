"""Words that were refused, offered again where one writes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.conversation.kept import Kept
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import restyled, row
from desktop_app.ui.widgets.text import Text

_SHOWN = 90


class Offer(QWidget):
    """One after the other. `taken(kept)`: to be sent again; `discarded(no)`: to be forgotten."""

    taken = Signal(object)
    discarded = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        self._offered: list[Kept] = []
        self._words = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.take_up = Button(theme, text("Use again"), "link")
        self.discard = Button(theme, text("Discard"), "link")
        restyled(self.discard, tone="soft")
        self.setLayout(row((self._words, 1), self.take_up, self.discard, gap=6))
        self.take_up.clicked.connect(lambda: self.taken.emit(self._offered[0]))
        self.discard.clicked.connect(lambda: self.discarded.emit(self._offered[0].no))

    def offer(self, refused: Sequence[Kept]) -> None:
        """These, hidden where there are none."""
        self._offered = list(refused)
        if self._offered:
            first = " ".join(self._offered[0].text.split())
            shown = first if len(first) <= _SHOWN else first[: _SHOWN - 1].rstrip() + "…"
            self._words.say(self._context.text("Kept, because it was not sent: “{words}”", words=shown))

    def but(self, no: int) -> None:
        """All but this one, which was taken up."""
        self.offer([each for each in self._offered if each.no != no])

    def has_words(self) -> bool:
        """Whether there is something to offer."""
        return bool(self._offered)
