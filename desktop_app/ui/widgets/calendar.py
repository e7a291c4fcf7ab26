"""One month of days to choose from: keys, pointer and screen reader; holidays in words, not only in red."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)  # fmt: skip

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.painting import CENTRE
from desktop_app.ui.widgets.rows import Index
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import WEEKDAYS_SHORT, Wording

HolidayOf = Callable[[date], str]
CELL = (44, 34)
WEEKS = 6


class MonthModel(QAbstractTableModel):
    """Six weeks from the Monday on or before the first. UserRole: the date."""

    def __init__(self, words: Wording, holiday: HolidayOf) -> None:
        super().__init__()
        self._words, self._holiday = words, holiday
        self.month = words.today().replace(day=1)
        self.least: date | None = None
        self.most: date | None = None

    def show(self, month: date) -> None:
        """Another month."""
        self.beginResetModel()
        self.month = month.replace(day=1)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else WEEKS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else 7

    def day_at(self, index: Index) -> date:
        """The date of a cell."""
        return self._first() + timedelta(index.row() * 7 + index.column())

    def index_of(self, day: date) -> QModelIndex:
        """The cell of a date, invalid where it is not shown."""
        apart = (day - self._first()).days
        return self.index(apart // 7, apart % 7) if 0 <= apart < WEEKS * 7 else QModelIndex()

    def offered(self, day: date) -> bool:
        """Within the days that may be chosen."""
        return (self.least is None or day >= self.least) and (self.most is None or day <= self.most)

    def flags(self, index: Index) -> Qt.ItemFlag:
        day = self.day_at(index)
        return (
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if self.offered(day) else Qt.ItemFlag.NoItemFlags
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if role == Qt.ItemDataRole.UserRole:
            return day
        if role == Qt.ItemDataRole.DisplayRole:
            return str(day.day)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(part for part in (self._words.day(day), self._holiday(day)) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._holiday(day) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._words.text(WEEKDAYS_SHORT[section])
        return None

    def _first(self) -> date:
        return self.month - timedelta(self.month.weekday())


class DayDelegate(QStyledItemDelegate):
    """Range filled with solid ends, today ringed, holidays red with a dot, other days soft."""

    def __init__(self, calendar: Calendar) -> None:
        super().__init__(calendar)
        self._calendar = calendar

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        calendar, theme = self._calendar, self._calendar.theme
        day: date = index.data(Qt.ItemDataRole.UserRole)
        start, end = calendar.chosen()
        cell = QRectF(option.rect).adjusted(0, 1, 0, -1)
        within = start is not None and end is not None and start <= day <= end
        at_end = day in (start, end)
        holiday = bool(calendar.holiday(day))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if within:
            painter.setBrush(theme.color("accent_soft"))
            painter.drawPath(_range_path(cell, day == start or index.column() == 0, day == end or index.column() == 6))
        if at_end:
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(cell, 8, 8)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if day == calendar.today:
            painter.setPen(QPen(theme.color("on_accent" if at_end else "accent"), 1.5))
            inset = (cell.width() - cell.height()) / 2
            painter.drawRoundedRect(cell.adjusted(inset, 1, -inset, -1), 8, 8)
        other = day.month != calendar.month().month or not calendar.offered(day)
        tone = "on_accent" if at_end else "danger" if holiday else "soft" if other or day.weekday() >= 5 else "text"
        bold = at_end or holiday or day == calendar.today
        painter.setPen(theme.color(tone))
        painter.setFont(theme.font(12 if other else 14, 600 if bold else 400))
        painter.drawText(cell.adjusted(0, -2 if holiday else 0, 0, -2 if holiday else 0), CENTRE, str(day.day))
        if holiday:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(tone))
            painter.drawEllipse(QRectF(cell.center().x() - 2, cell.bottom() - 7, 4, 4))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("on_accent" if at_end else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(cell.adjusted(3, 2, -3, -2), 6, 6)
        painter.restore()


class Days(QTableView):
    """The grid of the month; a move over its edge turns the page."""

    turn = Signal(int, int)
    picked = Signal(object)

    def __init__(self, model: MonthModel, name: str) -> None:
        super().__init__()
        self._month = model
        self.setModel(model)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        for bar in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            bar(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        for header in (self.verticalHeader(), self.horizontalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(10)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setHighlightSections(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._pick)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self._month.index_of(self._month.month))
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (-7, 0), Qt.Key.Key_Down: (7, 0),
            Qt.Key.Key_PageUp: (0, -1), Qt.Key.Key_PageDown: (0, 1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key in steps:
            self.turn.emit(*steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._pick(self.currentIndex())
        else:
            event.ignore()

    def _pick(self, index: Index) -> None:
        if self._month.offered(day := self._month.day_at(index)):
            self.picked.emit(day)


class Calendar(QWidget):
    """`picked(date)`: a day was chosen. What is shown as chosen is set with `choose(start, end)`."""

    picked = Signal(object)

    def __init__(self, theme: Theme, words: Wording, holiday: HolidayOf = lambda day: "") -> None:
        super().__init__()
        self.theme, self._words, self.holiday = theme, words, holiday
        self.today = words.today()
        self._start: date | None = None
        self._end: date | None = None
        text = words.text
        self._model = MonthModel(words, holiday)
        self._days = Days(self._model, text("Choose a day"))
        self._days.setItemDelegate(DayDelegate(self))
        self._days.turn.connect(self._turn)
        self._days.picked.connect(self.picked)
        self._title = Text("", 14, 600)
        before = IconButton(theme, "caret-left", text("Earlier month"))
        after = IconButton(theme, "caret-right", text("Later month"))
        before.clicked.connect(lambda: self.show_month(_months_later(self.month(), -1)))
        after.clicked.connect(lambda: self.show_month(_months_later(self.month(), 1)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(row(14, self._title, None, before, after, 6, gap=4))
        layout.addWidget(self._days)
        self.setFocusProxy(self._days)
        self._measure()
        theme.changed.connect(self._measure)
        self.show_month(self.today)

    def month(self) -> date:
        """The first of the month shown."""
        return self._model.month

    def chosen(self) -> tuple[date | None, date | None]:
        """From and to; the same day twice where one is chosen."""
        return self._start, self._end

    def choose(self, start: date | None, end: date | None = None) -> None:
        """Shows these days as chosen."""
        self._start, self._end = start, end if end is not None else start
        if start is not None:
            self.show_month(start)
            self._days.setCurrentIndex(self._model.index_of(start))
        self._days.viewport().update()

    def offer(self, least: date | None, most: date | None) -> None:
        """Only days from `least` to `most` can be chosen."""
        self._model.least, self._model.most = least, most
        self._days.viewport().update()

    def offered(self, day: date) -> bool:
        """This day can be chosen."""
        return self._model.offered(day)

    def show_month(self, day: date) -> None:
        """The month of this day."""
        if day.replace(day=1) != self._model.month or not self._title.text():
            self._model.show(day)
            self._title.say(self._words.month(day))

    def _turn(self, days: int, months: int) -> None:
        index = self._days.currentIndex()
        at = self._model.day_at(index) if index.isValid() else self.today
        to = at + timedelta(days) if days else _months_later(at, months)
        if to.month != self.month().month or to.year != self.month().year:
            self.show_month(to)
        self._days.setCurrentIndex(self._model.index_of(to))

    def _measure(self) -> None:
        width, height = (self.theme.px(side) for side in CELL)
        self._days.horizontalHeader().setDefaultSectionSize(width)
        self._days.verticalHeader().setDefaultSectionSize(height)
        self._days.horizontalHeader().setFixedHeight(self.theme.px(24))
        self._days.setFixedSize(QSize(7 * width, self.theme.px(24) + WEEKS * height))


def _range_path(cell: QRectF, first: bool, last: bool) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(cell, 8, 8)
    if not first:
        path.addRect(QRectF(cell.x(), cell.y(), 10, cell.height()))
    if not last:
        path.addRect(QRectF(cell.right() - 10, cell.y(), 10, cell.height()))
    return path


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
