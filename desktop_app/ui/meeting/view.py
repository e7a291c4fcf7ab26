"""The first minute on a new laptop: fetching the company, or why that does not go and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.shell.logo import NAME, Logo, window_icon
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import number

_WIDTH = 480


class FirstMeeting(QWidget):
    """Shown instead of the window until the first pull has ended; `again` when the person wants another try, `closing`
    once it is shut."""

    again = Signal()
    closing = Signal()

    def __init__(self, theme: Theme, text: Catalogue, company: str) -> None:
        super().__init__()
        self._text = text
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(NAME)
        self.setWindowIcon(window_icon(theme))
        self.resize(theme.px(720), theme.px(440))
        self._title = Text(text("Getting to know your company"), 24, 700, wrap=True)
        self._more = Text("", 14, 400, "soft", wrap=True)
        self._bar = Progress(theme, text("Fetching what is new"), 0, 1)
        self._retry = Button(theme, text("Try again"), "primary", "arrow-clockwise")
        self._retry.clicked.connect(self.again)
        self._retry.hide()
        inside = QVBoxLayout()
        inside.setSpacing(theme.px(12))
        for widget in (Logo(theme), self._title, self._more, self._bar, self._retry):
            widget.setMaximumWidth(theme.px(_WIDTH))
            inside.addWidget(widget)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(theme.px(80), theme.px(48), theme.px(80), theme.px(48))
        outside.addStretch(1)
        outside.addLayout(inside)
        outside.addStretch(2)
        self.fetching(0, company)

    def fetching(self, done: int, company: str) -> None:
        """So many rows are here; how many there will be nobody knows."""
        self._title.say(self._text("Getting to know your company"))
        words = self._text(
            "Articles, forms and colleagues of {company} are being fetched. This happens once.", company=company
        )
        if done:
            words += " " + self._text("{n} so far.", n=number(done))
        self._more.say(words)
        self._bar.show()
        self._bar.setRange(0, 0)
        self._retry.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closing.emit()

    def failed(self, what: str, to_do: str) -> None:
        """It does not go: what happened, what to do."""
        self._title.say(what)
        self._more.say(to_do)
        self._bar.hide()
        self._retry.show()
        self._retry.setFocus()
