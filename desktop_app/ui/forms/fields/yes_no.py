"""Yes or no."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.segmented import Segmented


class YesNo(Control):
    """Two segments beside the question; neither is chosen before the person does."""

    name = "yes_no"
    short = True
    beside = True

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._segments = Segmented(self.theme, "", [(True, self._text("Yes")), (False, self._text("No"))])
        self._segments.chosen.connect(self.given)
        self.setLayout(row(self._segments))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.watch(*self._segments.segments())

    def show_answer(self, answer: Any) -> None:
        if isinstance(answer, bool):
            self._segments.choose(answer)
            return
        for segment in self._segments.findChildren(QRadioButton):  # a group of them cannot be emptied while exclusive
            segment.group().setExclusive(False)
            segment.setChecked(False)
            segment.group().setExclusive(True)

    def inputs(self) -> Sequence[QWidget]:
        return tuple(self._segments.segments())

    def name_it(self, name: str, about: str) -> None:
        self._segments.setAccessibleName(name)
        self._segments.setAccessibleDescription(about)
