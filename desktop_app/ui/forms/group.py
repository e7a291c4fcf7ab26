"""The questions of one page: those that an answer opened stand behind a line under it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.answers import ShownField
from desktop_app.domain.forms.condition_check import used
from desktop_app.ui.forms.field_row import FieldRow
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.painting import Painted


class Opened(Painted):
    """Questions that an answer above them opened."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.rows: list[FieldRow] = []
        self._place = column(gap=16, margins=(19, 0, 0, 0))
        self.setLayout(self._place)

    def add(self, row: FieldRow) -> None:
        """One more of them."""
        self.rows.append(row)
        self._place.addWidget(row)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, 3, self.height(), self.theme.color("line"))


class Block(QWidget):
    """A question with all that its answers open; a rule above it, but not above the first in sight."""

    def __init__(self, theme: Theme, row: FieldRow) -> None:
        super().__init__()
        self.row = row
        self.opened = Opened(theme)
        self.opened.hide()
        self._rule = holder(column(Rule(), 18, gap=0))
        self._behind = holder(column(14, self.opened, gap=0))
        self.setLayout(column(self._rule, row, self._behind, gap=0))

    def rows(self) -> list[FieldRow]:
        """The question and those it opened."""
        return [self.row, *self.opened.rows]

    def settle(self, *, first: bool) -> bool:
        """Shows itself when any of its questions does; whether it does."""
        shown = any(not row.isHidden() for row in self.rows())
        behind = any(not row.isHidden() for row in self.opened.rows)
        self._rule.setVisible(not first)
        self._behind.setVisible(behind)
        self.opened.setVisible(behind)
        self.setVisible(shown)
        return shown


class FieldGroup(QWidget):
    """One page of a form. `given`, `left`, `confirmed` and `undone` are those of its rows."""

    given = Signal(str, object)
    left = Signal(str)
    confirmed = Signal(str, bool)
    undone = Signal(str)

    def __init__(self, page: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__()
        self.rows: dict[str, FieldRow] = {}
        self._blocks: list[Block] = []
        opens: dict[str, Block] = {}
        for field in page["fields"]:
            row = FieldRow(field, around)
            for mine, its in (
                (self.given, row.given),
                (self.left, row.left),
                (self.confirmed, row.confirmed),
                (self.undone, row.undone),
            ):
                its.connect(mine)
            self.rows[row.key] = row
            block = next((opens[key] for key in used(field.get("show", True)) if key in opens), None)
            if block is None or block is not self._blocks[-1]:
                block = Block(around.theme, row)
                self._blocks.append(block)
            else:
                block.opened.add(row)
            opens[row.key] = block
        self.setLayout(column(*self._blocks, gap=18))

    def show_fields(self, shown: Mapping[str, ShownField], answers: Mapping[str, Any]) -> None:
        """Shows these questions with their answers; the others stay where they are, hidden."""
        for key, row in self.rows.items():
            row.setVisible(key in shown)
            if key in shown:
                row.show_answer(answers.get(key), shown[key].offered)
        first = True
        for block in self._blocks:
            if block.settle(first=first):
                first = False
