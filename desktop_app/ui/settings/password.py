"""The password, given again where the company's database did not accept the one that is kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.fields import FieldError, field_label
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.toggle import TickBox


class PasswordForm(QWidget):
    """`given(password)`. Nothing of it is shown or kept here."""

    given = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, theme, text = context, context.theme, context.text
        self._tried = False
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.button = Button(theme, text("Use it and connect"), "primary", "key")
        self.shown = TickBox(theme, text("Show it"))
        self._error = FieldError(theme)
        label = field_label(text("Password"), field=self.field)
        self.setLayout(column(label, row((self.field, 1), self.button), self.shown, self._error, gap=4))
        self.button.clicked.connect(self._give)
        self.field.returnPressed.connect(self._give)
        self.field.textEdited.connect(lambda _: self._error.say("", self.field))
        self.shown.toggled.connect(self._show)
        self.hide()

    def refused(self) -> None:
        """The database still does not accept it; said only where one was given here."""
        if self._tried:
            self._tried = False
            self._error.say(self._context.text("This one was not accepted either. Please check it."), self.field)

    def clear(self) -> None:
        """It was accepted, or is no longer asked for."""
        self._tried = False
        self.field.clear()
        self.shown.setChecked(False)
        self._error.say("", self.field)

    def _give(self) -> None:
        if not self.field.text():
            self._error.say(self._context.text("Please write the password first."), self.field)
            self.field.setFocus()
            return
        self._error.say("", self.field)
        self._tried = True
        self.given.emit(self.field.text())

    def _show(self, on: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
