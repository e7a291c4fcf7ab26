"""Before a link leads out of the application it says where to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent

from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text


class OutsideLink(Pane):
    """A strip that asks; `opening` is what opens an address with the system's own program, False where it cannot."""

    def __init__(self, context: Context, opening: Callable[[QUrl], bool] = QDesktopServices.openUrl) -> None:
        super().__init__(context.theme, None, "canvas", ("top",))
        theme, text = context.theme, context.text
        self._context, self._opening, self._address = context, opening, ""
        self._words = Text("", 14, 600, wrap=True, leading=0)
        self._shown = Text("", 12, 400, "soft", wrap=True, leading=0)
        self.open_button = Button(theme, "", "secondary", "arrow-square-out")
        self.copy_button = Button(theme, text("Copy the address"), "quiet", "copy")
        self.cancel_button = Button(theme, text("Cancel"), "plain")
        self.open_button.clicked.connect(self._open)
        self.copy_button.clicked.connect(self._copy)
        self.cancel_button.clicked.connect(self.hide)
        buttons = row(self.open_button, self.copy_button, self.cancel_button, None, gap=6)
        self._lines = column(self._words, self._shown, 4, buttons, gap=2)
        self.setLayout(self._lines)
        self.stand_at(28)
        self.hide()

    def stand_at(self, left: int) -> None:
        """Level with the column of text."""
        self._lines.setContentsMargins(left, 11, 16, 11)

    def ask(self, address: str) -> None:
        """About this address, `https:` or `mailto:`."""
        text, is_mail = self._context.text, address.startswith("mailto:")
        self._address = address
        self._words.say(
            text("This link writes an e-mail.") if is_mail else text("This link leads to a page on the internet.")
        )
        self._shown.say(address.removeprefix("mailto:").partition("?")[0] if is_mail else address)
        self.open_button.say(text("Write the e-mail") if is_mail else text("Open in the browser"))
        self.setAccessibleName(f"{self._words.accessibleName()} {self._shown.accessibleName()}")
        self.show()
        self.open_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        self.hide()
        if not self._opening(QUrl(self._address)):
            text = self._context.text
            self._context.toast(text("No program here opens this address: {address}", address=self._address))

    def _copy(self) -> None:
        self.hide()
        QGuiApplication.clipboard().setText(self._shown.accessibleName())
        self._context.toast(self._context.text("The address is copied."))
