"""A number the form works out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.text import Text


class Calculated(Control):
    """Shown beside its label; nobody types it."""

    name = "calculated"
    short = True
    beside = True

    def __init__(self, field: Any, around: Surroundings) -> None:
        super().__init__(field, around)
        self._shown = Text("–", 17, 600, selectable=True)
        self.setLayout(row(self._shown))

    def show_answer(self, answer: Any) -> None:
        readable = answer is not None and self.kind.wrong(self.field, answer) is None
        name, language = self.around.name, self.around.language
        self._shown.say(self.kind.as_text(self.field, answer, language, name) if readable else "–")

    def inputs(self) -> Sequence[QWidget]:
        return ()

    def name_it(self, name: str, about: str) -> None:
        self.setAccessibleName(name)
