"""Lines of the same columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop_app.domain.forms.conditions import is_missing
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.layout import column, restyled, row
from desktop_app.ui.widgets.text import Text

ROOM = 620
"""Narrower than this a line shows its cells one under the other, each with its label."""
_WIDTHS = {"date": 148, "time": 96, "whole": 104, "decimal": 116, "money": 140, "phone": 168, "yes_no": 132}
_STRETCH = {"short_text": 3, "choice": 3, "person": 3, "place": 3, "team": 2, "email": 3}

MakeControl = Callable[[Mapping[str, Any], Surroundings], Control]


class Line(QWidget):
    """The cells of one line. `changed()`, `left()`, `removed()`."""

    changed = Signal()
    left = Signal()
    removed = Signal()

    def __init__(self, columns: Sequence[Mapping[str, Any]], around: Surroundings, make: MakeControl) -> None:
        super().__init__()
        self._around = around
        self._columns = columns
        self.answer: dict[str, Any] = {}
        self.cells = {each["key"]: make({**each, "cell": True}, around) for each in columns}
        self.remove = IconButton(around.theme, "x", around.words.text("Remove this line"))
        self.remove.clicked.connect(self.removed)
        for key, cell in self.cells.items():
            cell.given.connect(partial(self._given, key))
            cell.left.connect(self.left)
        self._labels = {key: Text(cell.local(each["label"]), 12, 400, "soft") for each, (key, cell) in self._each()}
        for label in self._labels.values():
            label.setParent(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._wide: bool | None = None
        self.arrange(wide=True)

    def show_answer(self, answer: Mapping[str, Any]) -> None:
        """Shows the cells of a line."""
        self.answer = dict(answer)
        for key, cell in self.cells.items():
            cell.show_answer(answer.get(key))

    def name_it(self, number: int) -> None:
        """Which line this is, for a screen reader."""
        for each in self._columns:
            cell = self.cells[each["key"]]
            label = cell.local(each["label"])
            cell.name_it(self._around.words.text("{column}, line {n}", column=label, n=number), "")
        self.remove.name_it(self._around.words.text("Remove line {n}", n=number))

    def arrange(self, *, wide: bool) -> None:
        """Side by side, or one under the other."""
        if wide == self._wide:
            return
        self._wide = wide
        for widget in (*self.cells.values(), *self._labels.values(), self.remove):
            self._grid.removeWidget(widget)
        for at, (each, (key, cell)) in enumerate(self._each()):
            self._labels[key].setVisible(not wide)
            measure = _WIDTHS.get(each["type"]) if wide else None
            cell.setMinimumWidth(self._around.theme.px(measure) if measure else 0)
            cell.setMaximumWidth(self._around.theme.px(measure) if measure else 16_777_215)
            if wide:
                self._grid.addWidget(cell, 0, at)
            else:
                self._grid.addWidget(self._labels[key], 2 * at, 0)
                self._grid.addWidget(cell, 2 * at + 1, 0)
            self._grid.setColumnStretch(at, _STRETCH.get(each["type"], 0) if wide else at == 0)
        self._grid.addWidget(self.remove, 0 if wide else 1, len(self.cells) if wide else 1)

    def _each(self) -> list[tuple[Mapping[str, Any], tuple[str, Control]]]:
        return [(each, (each["key"], self.cells[each["key"]])) for each in self._columns]

    def _given(self, key: str, answer: Any) -> None:
        self.answer.pop(key, None)
        if not is_missing(answer):
            self.answer[key] = answer
        self.changed.emit()


class Table(Control):
    """Lines with a head; a new line with the button under them. A blank line does not count."""

    name = "table"

    def __init__(self, field: Mapping[str, Any], around: Surroundings, make: MakeControl) -> None:
        super().__init__(field, around)
        self._make = make
        self._lines: list[Line] = []
        self._wide = True
        self._head = self._heads()
        self._place = column(gap=8)
        self._add = Button(self.theme, self._text("Add a line"), "secondary", "plus")
        self._add.clicked.connect(self._add_line)
        self.setLayout(column(self._head, self._place, row(self._add, None), gap=8))
        self.watch(self._add)
        self.show_answer(None)

    def show_answer(self, answer: Any) -> None:
        lines = [line for line in answer if isinstance(line, dict)] if isinstance(answer, list) else []
        if [line.answer for line in self._lines if line.answer] == [line for line in lines if line] and self._lines:
            return
        while len(self._lines) > max(1, len(lines)):
            self._drop(self._lines[-1])
        while len(self._lines) < max(1, len(lines)):
            self._append()
        for line, shown in zip(self._lines, lines or [{}], strict=True):
            line.show_answer(shown)

    def inputs(self) -> Sequence[QWidget]:
        return tuple(widget for line in self._lines for cell in line.cells.values() for widget in cell.inputs())

    def name_it(self, name: str, about: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)

    def mark(self, where: str, sentence: str) -> None:
        _, at, key = where.split("/") if where.count("/") == 2 else ("", "", "")
        for number, line in enumerate(self._lines):
            for name, cell in line.cells.items():
                cell.mark("", sentence if (at, key) == (str(number), name) else "")
        if sentence and not key:
            for widget in self.inputs()[:1]:
                restyled(widget, wrong=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.theme.px(ROOM)
        if wide != self._wide:
            self._wide = wide
            self._head.setVisible(wide)
            for line in self._lines:
                line.arrange(wide=wide)

    def _heads(self) -> QWidget:
        parts: list[Any] = []
        for each in self.field["columns"]:
            label = Text(self.local(each["label"]), 12, 400, "soft", wrap=True, leading=0)
            if width := _WIDTHS.get(each["type"]):
                label.setFixedWidth(self.theme.px(width))
            else:
                label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            parts.append((label, _STRETCH.get(each["type"], 0)))
        head = QWidget()
        head.setLayout(row(*parts, self.theme.px(32), gap=8))
        return head

    def _append(self) -> Line:
        line = Line(self.field["columns"], self.around, self._make)
        line.arrange(wide=self._wide)
        line.changed.connect(self._tell)
        line.left.connect(self.left)
        line.removed.connect(partial(self._remove, line))
        self._lines.append(line)
        self._place.addWidget(line)
        self._number()
        return line

    def _add_line(self) -> None:
        line = self._append()
        line.show_answer({})
        next(iter(line.cells.values())).focus_at("")

    def _remove(self, line: Line) -> None:
        at = self._lines.index(line)
        if len(self._lines) == 1:
            line.show_answer({})
        else:
            self._drop(line)
        self._tell()
        next(iter(self._lines[min(at, len(self._lines) - 1)].cells.values())).focus_at("")

    def _drop(self, line: Line) -> None:
        self._lines.remove(line)
        self._place.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._number()

    def _number(self) -> None:
        for number, line in enumerate(self._lines, start=1):
            line.name_it(number)
            line.remove.setVisible(len(self._lines) > 1)
        self._add.setEnabled(len(self._lines) < self.field["max"])

    def _tell(self) -> None:
        self.given.emit(
            [dict(line.answer) for line in self._lines] if any(line.answer for line in self._lines) else None
        )
