"""Numbers: whole ones, decimals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from desktop_app.ui.forms.fields.line import LineControl


class Whole(LineControl):
    """A line for a whole number, written with points between thousands once the person goes on."""

    name = "whole"
    short = True
    measure = 140
    hints = Qt.InputMethodHint.ImhFormattedNumbersOnly

    def written(self, answer: Any) -> str:
        if type(answer) is not int:
            return str(answer)
        return self.kind.as_text(self.field, answer, self.around.language, self.around.name)
