"""Text to read between the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.notice import Notice


class FixedText(Control):
    """Heading and text on a quiet ground."""

    name = "fixed_text"
    speaks = True

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self.setLayout(
            column(Notice(self.theme, "neutral", "info", self.local(field["label"]), self.local(field["text"])))
        )

    def show_answer(self, answer: Any) -> None:
        """There is none."""

    def inputs(self) -> Sequence[QWidget]:
        return ()
