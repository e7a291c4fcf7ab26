"""A time of the day."""

from __future__ import annotations

from typing import Any

from desktop_app.ui.forms.fields.line import LineControl


class Time(LineControl):
    """A line for a time: 9.30, 09:30."""

    name = "time"
    short = True
    measure = 120

    def hint(self) -> str:
        return self._text("hour.minute")

    def written(self, answer: Any) -> str:
        return self.kind.as_text(self.field, answer, self.around.language, self.around.name)
