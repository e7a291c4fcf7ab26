"""One of several options: all in sight, or in a list that drops down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QWidget

from desktop_app.domain.forms.conditions import is_missing
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.choice import Choice as DropDown
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import Option


class Choice(Control):
    """`style` radio: an option a line, its help under it. `style` list, and in a table: a list that drops down."""

    name = "choice"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._list: DropDown | None = None
        self._options: dict[str, Option] = {}
        self._lines: dict[str, QWidget] = {}
        if field["style"] == "radio" and not field.get("cell"):
            self._make_options()
        else:
            self._make_list()

    def show_answer(self, answer: Any) -> None:
        if self._list is not None:
            self._list.setCurrentIndex(self._list.findData(answer) if not is_missing(answer) else -1)
        elif answer in self._options:
            self._options[answer].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def offer(self, keys: Sequence[str]) -> None:
        if self._list is not None and [self._list.itemData(at) for at in range(self._list.count())] != list(keys):
            at = self._list.currentData()
            self._fill(keys)
            self._list.setCurrentIndex(self._list.findData(at) if at is not None else -1)
        for key, line in self._lines.items():
            line.setVisible(key in keys)

    def inputs(self) -> Sequence[QWidget]:
        return (self._list,) if self._list is not None else tuple(self._options.values())

    def name_it(self, name: str, about: str) -> None:
        if self._list is not None:
            super().name_it(name, about)
        else:  # each option says its own words; what they answer is the group's name
            self.setAccessibleName(name)
            self.setAccessibleDescription(about)

    def _make_list(self) -> None:
        self._list = DropDown(self.theme, "")
        self._list.setPlaceholderText(self._text("Choose…"))
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._list.setMinimumWidth(self.theme.px(80 if self.field.get("cell") else 160))
        self._list.setMaximumWidth(self.theme.px(420))
        self._fill([option["key"] for option in self.field["options"]])
        self._list.setCurrentIndex(-1)
        self._list.activated.connect(lambda at: self.given.emit(self._list.itemData(at)))
        self.watch(self._list)
        self.setLayout(row((self._list, 1)))
        self.setFocusProxy(self._list)

    def _fill(self, keys: Sequence[str]) -> None:
        assert self._list is not None
        self._list.clear()
        for option in self.field["options"]:
            if option["key"] in keys:
                self._list.addItem(self.local(option["label"]), option["key"])

    def _make_options(self) -> None:
        self._group = QButtonGroup(self)
        for option in self.field["options"]:
            button = Option(self.theme, self.local(option["label"]))
            parts: list[Any] = [row(button, None)]
            if "help" in option:
                about = Text(self.local(option["help"]), 12, 400, "soft", wrap=True, leading=0)
                button.setAccessibleDescription(self.local(option["help"]))
                parts.append(row(self.theme.px(34), (about, 1), gap=0))
            line = holder(column(*parts, gap=0))
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, key=option["key"]: self.given.emit(key))
            self._options[option["key"]] = button
            self._lines[option["key"]] = line
        self.setLayout(column(*self._lines.values(), gap=2))
        self.watch(*self._options.values())
