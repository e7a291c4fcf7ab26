"""A day, typed or chosen from a calendar that opens under the field."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.calendar import Calendar, HolidayOf
from desktop_app.ui.widgets.painting import SHADOW, Painted, draw_raised, smooth
from desktop_app.wording import MONTHS, Wording


class CalendarPopup(Painted):
    """The calendar, floating; it closes when a day is chosen, on Esc, and when the person goes elsewhere."""

    def __init__(self, calendar: Calendar, theme: Theme) -> None:
        super().__init__(theme)
        self.setWindowFlags(Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(edge + 12 for edge in SHADOW))
        layout.addWidget(calendar)
        self.setFocusProxy(calendar)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_raised(smooth(self), self.theme, QRectF(self.rect()))


class DateField(QLineEdit):
    """`changed(date | None)` once a day was chosen or what was typed reads as one; `day()` is that day.

    Reads 25/11/2026, 25-11-26, 25 November, 25 Nov 2026 and 2026-11-25; without a year it is this one. What cannot be
    read stays as it was typed, and `unreadable()` says so.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme, words: Wording, holiday: HolidayOf = lambda day: "") -> None:
        super().__init__()
        self.theme, self._words = theme, words
        self._day: date | None = None
        self.calendar = Calendar(theme, words, holiday)
        self.calendar.picked.connect(self._picked)
        self._popup = CalendarPopup(self.calendar, theme)
        self._popup.setParent(self, self._popup.windowFlags())
        self._button = IconButton(theme, "calendar-blank", words.text("Open the calendar"))
        self._button.setParent(self)
        self._button.clicked.connect(self.open_calendar)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(words.text("day/month/year"))
        self.editingFinished.connect(self._typed)

    def day(self) -> date | None:
        """The day chosen."""
        return self._day

    def unreadable(self) -> bool:
        """Something was typed that is no day."""
        return bool(self.text().strip()) and self._day is None

    def show_day(self, day: date | None) -> None:
        """Shows this day, without telling `changed`."""
        self._day = day
        self.setText(self._words.day(day) if day else "")
        self.setCursorPosition(0)
        self.calendar.choose(day)

    def offer(self, least: date | None, most: date | None) -> None:
        """Only days from `least` to `most` can be chosen in the calendar; what is typed, the form checks."""
        self.calendar.offer(least, most)

    def open_calendar(self) -> None:
        """Opens it under the field, or above where there is no room."""
        self._popup.adjustSize()
        at = self.mapToGlobal(QPoint(-SHADOW[0], self.height() + 2 - SHADOW[1]))
        room = self.screen().availableGeometry()
        if at.y() + self._popup.height() > room.bottom():
            at.setY(self.mapToGlobal(QPoint(0, 0)).y() - self._popup.height() + SHADOW[3] - 2)
        at.setX(max(room.left(), min(at.x(), room.right() - self._popup.width())))
        self._popup.move(at)
        self._popup.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() in (
            Qt.KeyboardModifier.AltModifier,
            Qt.KeyboardModifier.NoModifier,
        ):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        size = self._button.sizeHint()
        self._button.setGeometry(self.width() - size.width() - 4, (self.height() - size.height()) // 2, *size.toTuple())
        self.setTextMargins(0, 0, size.width(), 0)

    def _picked(self, day: date) -> None:
        self._popup.hide()
        self.show_day(day)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit(day)

    def _typed(self) -> None:
        text = self.text().strip()
        if self._day is not None and text == self._words.day(self._day):
            return
        before, self._day = self._day, read_day(text, self._words)
        if self._day is not None:
            self.show_day(self._day)
        if self._day != before:
            self.changed.emit(self._day)


def read_day(typed: str, words: Wording) -> date | None:
    """A day as people type it; None where it is none. Day before month; a lone day and month are of this year."""
    if iso := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", typed):
        return _made(int(iso[1]), int(iso[2]), int(iso[3]))
    this_year = words.today().year
    if digits := re.fullmatch(r"(\d{1,2})[/.\-\s](\d{1,2})(?:[/.\-\s](\d{2}|\d{4}))?", typed):
        return _made(_year(digits[3], this_year), int(digits[2]), int(digits[1]))
    if named := re.fullmatch(r"(?:\w+,?\s+)?(\d{1,2})\s+([^\W\d]{3,})\.?(?:\s+(\d{4}))?", typed):
        name = named[2].casefold()
        for i, english in enumerate(MONTHS):
            if english.casefold().startswith(name) or words.text(english).casefold().startswith(name):
                return _made(_year(named[3], this_year), i + 1, int(named[1]))
    return None


def _year(typed: str | None, this_year: int) -> int:
    if typed is None:
        return this_year
    return int(typed) + (this_year // 100 * 100 if len(typed) == 2 else 0)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
