"""A telephone number."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.ui.forms.fields.line import LineControl


class Phone(LineControl):
    """A line for a number as it is dialled."""

    name = "phone"
    short = True
    measure = 220
    hints = Qt.InputMethodHint.ImhDialableCharactersOnly

    def hint(self) -> str:
        return "0812-3456-7890"
