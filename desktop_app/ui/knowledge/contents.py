"""The contents of an article as a list of its own: Qt tells a screen reader nothing of the headings in a text."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.search.render import Heading
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import focus_ring, wrapped
from desktop_app.ui.widgets.rows import Index, Row, RowModel, RowRole

_INDENT = 14
_DEEPER = 12
_PAD = 5
_MOST_LINES = 3


class _Delegate(QStyledItemDelegate):
    """A heading on as many lines as it needs, beside a line that says where one is."""

    def __init__(self, theme: Theme, size: int, parent: ContentsList) -> None:
        super().__init__(parent)
        self._theme, self._size, self._list = theme, size, parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        lines = max(1, len(self._lines(index)))
        height = lines * self._theme.line_height(self._size) + 2 * self._theme.px(_PAD)
        return QSize(0, max(height, self._theme.px(26)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, place = self._theme, QRectF(option.rect)
        here = index.data(RowRole.KEY) == self._list.at() and not self._list.offered
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        offered = self._list.offered
        if not offered:
            painter.fillRect(QRectF(place.x(), place.y(), 1, place.height()), theme.color("line"))
        if here:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawRoundedRect(QRectF(place.x(), place.y() + 3, 3, place.height() - 6), 1.5, 1.5)
        painter.setPen(theme.color("accent" if here or offered else "text" if hovered else "soft"))
        painter.setFont(theme.font(self._size, 600 if here or offered else 400))
        lines, height = self._lines(index), theme.line_height(self._size)
        y = place.y() + (place.height() - len(lines) * height) / 2
        left = place.x() + self._left(index)
        for _, words in lines:
            painter.drawText(QRectF(left, y, place.width(), height), Qt.AlignmentFlag.AlignVCenter, words)
            y += height
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, theme, place.adjusted(5, 1, -1, -1), 6)
        painter.restore()

    def _left(self, index: Index) -> int:
        if self._list.offered:
            return 1
        row = index.data(RowRole.ROW)
        return self._theme.px(_INDENT) + self._theme.px(_DEEPER) * (row.extra or 0)

    def _lines(self, index: Index) -> list[tuple[int, str]]:
        width = self._list.viewport().width() - self._left(index) - 4
        return wrapped(index.data(), self._theme.font(self._size, 600), width, _MOST_LINES)


class ContentsList(QListView):
    """As high as its headings. `chosen(anchor)`: Enter or a click; an empty anchor is the top.

    `offered`: these are places worth going to, not the way the text goes.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, *, offered: bool = False) -> None:
        super().__init__()
        self.theme, self._at, self.offered = theme, "", offered
        self.setAccessibleName(name)
        self.setModel(RowModel())
        self.setItemDelegate(_Delegate(theme, 12, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.viewport().setAutoFillBackground(False)
        self.clicked.connect(lambda index: self.chosen.emit(index.data(RowRole.KEY)))

    def show_outline(self, outline: Sequence[Heading]) -> None:
        """These headings, the deeper ones further in."""
        least = min((heading.level for heading in outline), default=2)
        rows = [Row(each.anchor, each.text, extra=min(2, each.level - least)) for each in outline if each.level <= 4]
        model = self.model()
        assert isinstance(model, RowModel)
        model.set_rows(rows)
        self._at = ""
        self._settle()

    def mark(self, anchor: str) -> None:
        """Says that this section is being read."""
        self._at = anchor
        self.viewport().update()

    def at(self) -> str:
        """The section it marks."""
        return self._at

    def place_of(self, anchor: str) -> QRect:
        """Where this heading stands in the list; not valid where it has none."""
        for i in range(self.model().rowCount()):
            if self.model().index(i, 0).data(RowRole.KEY) == anchor:
                return self.visualRect(self.model().index(i, 0))
        return QRect()

    def choose(self, key: Hashable) -> bool:
        """Moves to the heading with this anchor; False where there is none."""
        for i in range(self.model().rowCount()):
            if self.model().index(i, 0).data(RowRole.KEY) == key:
                self.setCurrentIndex(self.model().index(i, 0))
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.chosen.emit(self.currentIndex().data(RowRole.KEY))
        elif event.text().isprintable() and event.text():
            event.ignore()  # single letters are the page's shortcuts
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.choose(self._at):
            self.setCurrentIndex(self.model().index(0, 0))
        super().focusInEvent(event)

    def sizeHint(self) -> QSize:
        option = QStyleOptionViewItem()
        indexes = (self.model().index(i, 0) for i in range(self.model().rowCount()))
        return QSize(160, sum(self.itemDelegate().sizeHint(option, index).height() for index in indexes))

    def minimumSizeHint(self) -> QSize:
        return QSize(100, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self._settle()

    def _settle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
