"""Agreement to a text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.conditions import is_missing
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox


class Consent(Control):
    """The whole text, and a tick box under it."""

    name = "consent"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._box = TickBox(self.theme, self._text("I agree"))
        self._box.clicked.connect(lambda on: self.given.emit(True if on else None))
        said = Card(
            self.theme, column(Text(self.local(field["text"]), wrap=True)), fill="canvas", radius=RADIUS_CONTROL,
            margins=(14, 10, 14, 12),
        )  # fmt: skip
        self.setLayout(column(said, row(self._box, None), gap=6))
        self.setFocusProxy(self._box)
        self.watch(self._box)

    def show_answer(self, answer: Any) -> None:
        self._box.setChecked(not is_missing(answer) and answer is not False)

    def inputs(self) -> Sequence[QWidget]:
        return (self._box,)

    def name_it(self, name: str, about: str) -> None:
        self._box.setAccessibleDescription(
            " ".join(part for part in (name, self.local(self.field["text"]), about) if part)
        )
