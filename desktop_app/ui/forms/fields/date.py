"""A day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.forms.schema import is_date
from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.widgets.date_field import DateField, read_day
from desktop_app.ui.widgets.layout import column


def day_of(answer: Any) -> date | None:
    """The day an answer holds, None when it holds none."""
    return date.fromisoformat(answer) if is_date(answer) else None


class Day(DateField):
    """A field for a day that also says what it holds while it is no day; `brief` ones write it in digits."""

    def __init__(self, around: Surroundings, *, brief: bool = False) -> None:
        super().__init__(around.theme, around.words, around.holiday)
        self._brief = brief

    def answer(self) -> str | None:
        """The day in ISO, else what was typed."""
        typed = self.text().strip()
        if (day := self.day()) is not None and typed == self._said(day):
            return day.isoformat()
        found = read_day(typed, self._words)
        return found.isoformat() if found else typed or None

    def show_day(self, day: date | None) -> None:
        super().show_day(day)
        if day is not None and self._brief:
            self.setText(self._said(day))
            self.setCursorPosition(0)

    def show_answer(self, answer: Any) -> None:
        """Shows a day, or what was typed instead."""
        day = day_of(answer)
        if day is not None or answer is None:
            self.show_day(day)
        else:
            self.setText(str(answer))

    def _said(self, day: date) -> str:
        return f"{day:%d/%m/%Y}" if self._brief else self._words.day(day)


class Date(Control):
    """A field for a day, with a calendar that opens under it."""

    name = "date"
    short = True

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self.day = Day(around, brief=bool(field.get("cell")))
        if not field.get("cell"):
            self.day.setFixedWidth(self.theme.px(280))
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setLayout(column(self.day))
        self.setFocusProxy(self.day)
        self.day.changed.connect(lambda _: self.given.emit(self.day.answer()))
        self.day.textEdited.connect(lambda _: self.given.emit(self.day.answer()))
        self.watch(self.day)

    def show_answer(self, answer: Any) -> None:
        if self.day.answer() != answer:
            self.day.show_answer(answer)

    def inputs(self) -> Sequence[QWidget]:
        return (self.day,)
