"""Instead of the window: what happened, what is safe, what to do, and how the last try went."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.shell.logo import NAME, Logo, window_icon
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_WIDTH = 560


class ClosedLaptop(QWidget):
    """Signals: `again` when the person wants another try, `closing` once it is shut."""

    again = Signal()
    closing = Signal()

    def __init__(
        self, theme: Theme, text: Catalogue, what: tuple[str, str], safe: str, to_do: str, icon: str = "lock-key"
    ) -> None:
        """`what`: the title, and why; `safe`: what is not lost; `to_do`: what opens it."""
        super().__init__()
        self._text = text
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(NAME)
        self.setWindowIcon(window_icon(theme))
        self.resize(theme.px(760), theme.px(520))
        top = Qt.AlignmentFlag.AlignTop
        title, why = what
        self._tried = Text("", 14, 400, "soft", wrap=True)
        self._tried.hide()
        self.button = Button(theme, text("Try again"), "primary", "arrow-clockwise")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.again)
        card = Card(
            theme,
            column(
                row((Icon(theme, icon, "warn", 24), top), (Text(title, 17, 700, wrap=True), 1), gap=12),
                Text(why, wrap=True),
                row((Icon(theme, "check", "good"), top), (Text(safe, wrap=True), 1), gap=10),
                row((Icon(theme, "arrow-right", "accent"), top), (Text(to_do, wrap=True), 1), gap=10),
                self._tried,
                row(self.button, None),
                gap=14,
            ),
            margins=(24, 22, 24, 24),
        )
        card.setFixedWidth(theme.px(_WIDTH))  # an alignment in the layout would cut the wrapped lines
        outside = QVBoxLayout(self)
        outside.setContentsMargins(theme.px(40), theme.px(32), theme.px(40), theme.px(32))
        outside.addStretch(1)
        outside.addLayout(row(None, column(Logo(theme, 0), card, gap=20), None))
        outside.addStretch(2)
        self.button.setFocus()

    def fetching(self, done: int, company: str) -> None:
        """It is being tried; so many rows came."""
        self._say(self._text("Connecting to {company} …", company=company))

    def failed(self, what: str, to_do: str) -> None:
        """It did not go: what happened, what to do."""
        self._say(f"{what} {to_do}")

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closing.emit()

    def _say(self, words: str) -> None:
        self._tried.say(words)
        self._tried.show()
