"""From one day to another, with what of it is worked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.forms.fields.control import Control
from desktop_app.ui.forms.fields.date import Day, day_of
from desktop_app.ui.forms.surroundings import Surroundings
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.calendar import Calendar
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, holder, restyled, row
from desktop_app.ui.widgets.painting import Painted, smooth
from desktop_app.ui.widgets.text import Text

ROOM = 660
"""Narrower than this the calendar only opens under the fields."""
_LONGEST = 366  # days that are looked through one by one
_NAMED = 4  # days off that are named one by one


class Sign(Painted):
    """What the calendar marks days with, for the words beside it."""

    def __init__(self, theme: Theme, shape: str) -> None:
        super().__init__(theme)
        self._shape = shape
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(16), self.theme.px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, unit = smooth(self), self.width() / 16
        if self._shape == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.color("danger"))
            painter.drawEllipse(QRectF(5 * unit, 5 * unit, 6 * unit, 6 * unit))
        else:
            painter.setPen(QPen(self.theme.color("accent"), 1.5))
            painter.drawRoundedRect(QRectF(2 * unit, 2 * unit, 12 * unit, 12 * unit), 4, 4)


class Legend(QWidget):
    """A sign of the calendar and what it means."""

    def __init__(self, theme: Theme, shape: str) -> None:
        super().__init__()
        self.words = Text("", 12, 400, "soft")
        self.setLayout(row(Sign(theme, shape), self.words, None))


class DateRange(Control):
    """Two days, typed or chosen in the calendar beside them: the first click is the first day, the second the last."""

    name = "date_range"

    def __init__(self, field: Mapping[str, Any], around: Surroundings) -> None:
        super().__init__(field, around)
        self._ends = {end: Day(around) for end in ("from", "to")}
        self._calendar = Calendar(self.theme, self.words, around.holiday)
        self._calendar.picked.connect(self._picked)
        self._worked = Text("", 14, 600, "accent")
        self._not_counted = Text("", 12, 400, "text", wrap=True, leading=0)
        self._sum = Card(
            self.theme, column(self._worked, self._not_counted, gap=2), fill="accent_soft", border=None,
            radius=RADIUS_CONTROL, margins=(12, 8, 12, 9),
        )  # fmt: skip
        self._holidays = Legend(self.theme, "dot")
        self._today = Legend(self.theme, "ring")
        self._build()
        for day in self._ends.values():
            day.changed.connect(self._changed)
            day.textEdited.connect(self._changed)
        self.watch(*self._ends.values())
        self._tell(None)

    def show_answer(self, answer: Any) -> None:
        given = answer if isinstance(answer, dict) else {}
        for end, day in self._ends.items():
            if day.answer() != given.get(end):
                day.show_answer(given.get(end))
        self._tell(answer)

    def inputs(self) -> Sequence[QWidget]:
        return tuple(self._ends.values())

    def name_it(self, name: str, about: str) -> None:
        for end, day in self._ends.items():
            day.setAccessibleName(f"{name}, {self._label(end)}")
            day.setAccessibleDescription(about)
        self._calendar.setAccessibleName(name)

    def mark(self, where: str, sentence: str) -> None:
        for end, day in self._ends.items():
            wrong = bool(sentence) and (day_of(day.answer()) is None or end == "to")
            both = [day_of(each.answer()) for each in self._ends.values()]
            if None in both and day_of(day.answer()) is not None:
                wrong = False  # the other one is what is missing
            restyled(day, wrong=wrong)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._beside.setVisible(self.width() >= self.theme.px(ROOM))

    def _build(self) -> None:
        parts: list[Any] = []
        for end, day in self._ends.items():
            label = Text(self._label(end), 12, 400, "soft")
            label.setBuddy(day)
            parts += [label, day, 4]
        legend = column(self._holidays, self._today, gap=4)
        fields = column(*parts, 6, self._sum, 8, legend, None, gap=3)
        self._beside = holder(row(24, (self._calendar, Qt.AlignmentFlag.AlignTop), gap=0))
        self._beside.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._beside.hide()
        self.setLayout(row((fields, 1), self._beside, gap=0))
        self.setFocusProxy(self._ends["from"])

    def _label(self, end: str) -> str:
        return self._text.context("date range", "From") if end == "from" else self._text.context("date range", "To")

    def _answer(self) -> dict[str, Any] | None:
        given = {end: answer for end, day in self._ends.items() if (answer := day.answer()) is not None}
        return given or None

    def _picked(self, day: date) -> None:
        start, end = (day_of(each.answer()) for each in self._ends.values())
        if start is None or end is not None or day < start:
            self._ends["from"].show_day(day)
            self._ends["to"].show_day(None)
        else:
            self._ends["to"].show_day(day)
        self._changed()

    def _changed(self, _: object = None) -> None:
        answer = self._answer()
        self._tell(answer)
        self.given.emit(answer)

    def _tell(self, answer: Any) -> None:
        start, end = (day_of(each.answer()) for each in self._ends.values())
        self._calendar.choose(start, end)
        whole = start is not None and end is not None and start <= end and (end - start).days < _LONGEST
        self._sum.setVisible(whole)
        days = [start + timedelta(at) for at in range((end - start).days + 1)] if start and end and whole else []
        worked = [day for day in days if self.around.is_worked(day)]
        self._worked.say(self._text.plural("{n} working day", "{n} working days", len(worked)))
        off = [day for day in days if day not in worked]
        self._not_counted.setVisible(bool(off))
        self._not_counted.say(self._said_not_counted(off))
        holidays = [day for day in days if self.around.holiday(day)]
        self._holidays.setVisible(bool(holidays))
        shown = self.words.joined([self.words.day(day, year=False, weekday=False) for day in holidays[:_NAMED]])
        self._holidays.words.say(self._text("{days}: holiday", days=shown))
        today = self.words.day(self.words.today(), year=False, weekday=False)
        self._today.words.say(self._text("{day}: today", day=today))

    def _said_not_counted(self, off: Sequence[date]) -> str:
        if len(off) > _NAMED:
            weekend = sum(day.weekday() >= 5 for day in off)
            parts = [self._text.plural("{n} weekend day", "{n} weekend days", weekend)] if weekend else []
            if len(off) > weekend:
                parts.append(self._text.plural("{n} day off", "{n} days off", len(off) - weekend))
            return self._text("Not counted: {days}.", days=self.words.joined(parts))
        named = [
            f"{self.words.weekday(day)} {day.day}"
            + (f" ({self.around.holiday(day)})" if self.around.holiday(day) else "")
            for day in off
        ]
        return self._text("Not counted: {days}.", days=self.words.joined(named))
