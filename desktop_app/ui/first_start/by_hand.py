"""Address, login and password, for who was told them instead of given a file."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import FieldError, field_label
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox


class ByHand(Card):
    """`given(address, login, password)` once all three are there; `file_wanted` goes back to the file."""

    given = Signal(str, str, str)
    file_wanted = Signal()

    def __init__(self, theme: Theme, text: Catalogue) -> None:
        self._text = text
        self.address, self.login, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.shown = TickBox(theme, text("Show it"))
        self.connect_button = Button(theme, text("Connect"), "primary")
        self.connect_button.setAutoDefault(True)
        self.file_button = Button(theme, text("Use the enrolment file instead"), "quiet")
        self._error = FieldError(theme)
        address_help = text("As your administrator gave it, for example db.example/sigap.")
        super().__init__(
            theme,
            column(
                Text(text("Connect by hand"), 15, 600), 4,
                field_label(text("Server address"), address_help, field=self.address), self.address, 8,
                field_label(text("Login"), field=self.login), self.login, 8,
                field_label(text("Password"), text("A one-time code goes here too."), field=self.password),
                row((self.password, 1), self.shown), self._error, 8,
                row(self.connect_button, self.file_button, None),
                gap=6,
            ),
            margins=(24, 20, 24, 24),
        )  # fmt: skip
        self.connect_button.clicked.connect(self._give)
        self.file_button.clicked.connect(self.file_wanted)
        self.shown.toggled.connect(self._show)
        for field in self.fields():
            field.returnPressed.connect(self._give)
            field.textEdited.connect(lambda _, field=field: self._error.say("", field))

    def fields(self) -> tuple[QLineEdit, ...]:
        """In the order they are filled."""
        return self.address, self.login, self.password

    def fill(self, address: str, login: str) -> None:
        """What was written before; a password is written anew."""
        self.address.setText(address)
        self.login.setText(login)

    def first_empty(self) -> QWidget:
        """Where to go on writing."""
        return next((field for field in self.fields() if not field.text().strip()), self.password)

    def error(self) -> str:
        """What it says is missing."""
        return self._error.text()

    def _give(self) -> None:
        missing = [field for field in self.fields() if not field.text().strip()]
        if missing:
            self._error.say(self._text("Please fill in all three."), missing[0])
            missing[0].setFocus()
            return
        self.given.emit(*(field.text() for field in self.fields()))

    def _show(self, on: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
