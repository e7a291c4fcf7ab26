"""Several of several options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import TickBox


class Choices(Control):
    """A tick box a line; the answer has the order of the form."""

    name = "choices"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._boxes: dict[str, TickBox] = {}
        self._lines: dict[str, QWidget] = {}
        for option in field["options"]:
            box = TickBox(self.theme, self.local(option["label"]))
            parts: list[Any] = [row(box, None)]
            if "help" in option:
                about = Text(self.local(option["help"]), 12, 400, "soft", wrap=True, leading=0)
                box.setAccessibleDescription(self.local(option["help"]))
                parts.append(row(self.theme.px(34), (about, 1), gap=0))
            box.clicked.connect(self._changed)
            self._boxes[option["key"]] = box
            self._lines[option["key"]] = holder(column(*parts, gap=0))
        self.setLayout(column(*self._lines.values(), gap=2))
        self.watch(*self._boxes.values())

    def show_answer(self, answer: Any) -> None:
        for key, box in self._boxes.items():
            box.setChecked(isinstance(answer, list) and key in answer)

    def offer(self, keys: Sequence[str]) -> None:
        for key, line in self._lines.items():
            line.setVisible(key in keys)

    def inputs(self) -> Sequence[QWidget]:
        return tuple(self._boxes.values())

    def name_it(self, name: str, about: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)

    def _changed(self) -> None:
        self.given.emit([key for key, box in self._boxes.items() if box.isChecked()])
