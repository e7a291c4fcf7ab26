"""An e-mail address."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.ui.forms.fields.line import LineControl


class Email(LineControl):
    """A line for an address."""

    name = "email"
    short = True
    measure = 320
    hints = Qt.InputMethodHint.ImhEmailCharactersOnly

    def hint(self) -> str:
        return self._text("name@company.com")
