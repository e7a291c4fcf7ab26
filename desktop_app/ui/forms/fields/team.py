"""A team of the company."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.choice import Choice as DropDown
from desktop_app.ui.widgets.layout import row


class Team(Control):
    """A list of the teams that drops down."""

    name = "team"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        named = [(each.id, around.name("team", each.id)) for each in around.directory.teams]
        self._list = DropDown(self.theme, "", sorted(named, key=lambda team: team[1]))
        self._list.setPlaceholderText(self._text("Choose…"))
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._list.setMaximumWidth(self.theme.px(420))
        self._list.activated.connect(lambda at: self.given.emit(self._list.itemData(at)))
        self.setLayout(row((self._list, 1)))
        self.setFocusProxy(self._list)
        self.watch(self._list)

    def show_answer(self, answer: Any) -> None:
        self._list.setCurrentIndex(self._list.findData(answer) if answer is not None else -1)

    def inputs(self) -> Sequence[QWidget]:
        return (self._list,)
