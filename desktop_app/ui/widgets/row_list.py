"""A list of rows: keyboard, pointer and screen reader for every list of the product."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QObject,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)  # fmt: skip
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)  # fmt: skip

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import focus_ring
from desktop_app.ui.widgets.row_painter import RowPainter
from desktop_app.ui.widgets.rows import Group, Index, Row, RowKind, RowModel, RowRole


class RowDelegate(QStyledItemDelegate):
    """Paints rows with a `RowPainter`; `keeps` says whether the chosen row stays marked."""

    def __init__(self, painter: RowPainter, keeps: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.painter, self._keeps = painter, keeps

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        is_row = index.data(RowRole.KEY) is not None
        return QSize(0, self.painter.height() if is_row else self.painter.group_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row, place = index.data(RowRole.ROW), QRectF(option.rect)
        if isinstance(row, Group):
            self.painter.paint_group(painter, place, row)
        else:
            state = option.state
            chosen = self._keeps and bool(state & QStyle.StateFlag.State_Selected)
            hovered = bool(state & QStyle.StateFlag.State_MouseOver)
            self._rule(painter, place, index, hidden=chosen or hovered)
            self.painter.paint(painter, place, row, chosen=chosen, hovered=hovered)
            if state & QStyle.StateFlag.State_HasFocus:
                focus_ring(painter, self.painter.theme, place.adjusted(6, 2, -6, -2))
        painter.restore()

    def _rule(self, painter: QPainter, place: QRectF, index: Index, hidden: bool) -> None:
        after = index.model().index(index.row() + 1, 0)
        if hidden or not self.painter.kind.rules or not after.isValid() or isinstance(after.data(RowRole.ROW), Group):
            return
        kind, theme = self.painter.kind, self.painter.theme
        left = self.painter.title_x() if kind.rule_inset is None else theme.px(kind.rule_inset)
        width = place.width() - left - theme.px(kind.pad_x)
        painter.fillRect(QRectF(place.x() + left, place.bottom() - 1, width, 1), theme.color("line"))

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        return False


class RowList(QListView):
    """A list of rows of one kind. `fit`: as high as its rows, the page scrolls; `keeps`: the chosen row stays marked.

    `opened(key)`: Enter or a click. `moved(key)`: another row has the focus. `ticked(key, on)`: Space, or a click on
    the tick box. `acted(key)`: a click on the row's action, or Ctrl+Enter.
    """

    opened = Signal(object)
    moved = Signal(object)
    ticked = Signal(object, bool)
    acted = Signal(object)

    def __init__(
        self, theme: Theme, name: str, kind: RowKind, rows: Sequence[Row | Group] = (), *, fit: bool = True,
        keeps: bool = False, ground: str = "surface", model: QAbstractItemModel | None = None, uniform: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.theme, self._fit, self._pressed = theme, fit, QPointF()
        self._painter = RowPainter(theme, kind, ground)
        self._kept: Hashable = None
        self.setAccessibleName(name)
        self.setItemDelegate(RowDelegate(self._painter, keeps, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(
            uniform
        )  # long lists without groups: only then does Qt not ask each row for its height
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setModel(model if model is not None else RowModel(rows))
        self.clicked.connect(self._clicked)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is None:
            return
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self.updateGeometry)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)

    def set_rows(self, rows: Sequence[Row | Group]) -> None:
        """Other rows; the focused row stays focused where it still exists."""
        model = self.model()
        assert isinstance(model, RowModel), "a list with a model of its own is changed through that"
        model.set_rows(rows)

    def chosen(self) -> Hashable:
        """The key of the focused row, None where there is none."""
        return self.currentIndex().data(RowRole.KEY)

    def choose(self, key: Hashable) -> bool:
        """Moves to the row with this key; False where there is none."""
        for i in range(self.model().rowCount()):
            index = self.model().index(i, 0)
            if index.data(RowRole.KEY) == key:
                self.setCurrentIndex(index)
                return True
        return False

    def step(self, by: int) -> None:
        """Moves by so many rows, over headings."""
        self._step(self.currentIndex().row(), by)

    def step_to(self, last: bool) -> None:
        """Moves to the last row, or to the first, with its heading in sight."""
        self._step(self.model().rowCount() if last else -1, -1 if last else 1)
        if not last:
            self.scrollToTop()

    def _step(self, at: int, by: int) -> None:
        count = self.model().rowCount()
        while 0 <= (at := at + by) < count:
            if self.model().index(at, 0).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.setCurrentIndex(self.model().index(at, 0))
                return

    def row_rect(self, key: Hashable) -> QRectF:
        """Where the row with this key stands in the list, empty where there is none."""
        for i in range(self.model().rowCount()):
            index = self.model().index(i, 0)
            if index.data(RowRole.KEY) == key:
                return QRectF(self.visualRect(index))
        return QRectF()

    def tick_rect(self, key: Hashable) -> QRectF:
        """Where the tick box of that row stands."""
        return self._painter.tick_place(self.row_rect(key))

    def content_height(self) -> int:
        """How high all its rows are together."""
        model = self.model()
        keys = [model.index(i, 0).data(RowRole.KEY) for i in range(model.rowCount())]
        groups = sum(key is None for key in keys)
        return (len(keys) - groups) * self._painter.height() + groups * self._painter.group_height()

    def sizeHint(self) -> QSize:
        if not self._fit or self.model() is None:
            return super().sizeHint()
        return QSize(240, self.content_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height() if self._fit else 60)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._fit:
            event.ignore()
        else:
            super().wheelEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.StyleChange and self.model() is not None:
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()
        super().changeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.step(1)
        super().focusInEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._fit and current.isValid():
            self._bring_into_sight(self.visualRect(current))
        self.moved.emit(current.data(RowRole.KEY))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().data(RowRole.ROW)
        if isinstance(row, Row) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row.action and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.acted.emit(row.key)
            else:
                self.opened.emit(row.key)
        elif isinstance(row, Row) and event.key() == Qt.Key.Key_Space and self._tickable(row):
            self.ticked.emit(row.key, not row.ticked)
        elif (
            event.text().isprintable() and event.text() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()  # single letters are the pages' own shortcuts, not a search in the list
        else:
            super().keyPressEvent(event)

    def _tickable(self, row: Row) -> bool:
        return self._painter.kind.lead == "tick" and row.ticked is not None and row.tickable

    def _clicked(self, index: Index) -> None:
        row, place = index.data(RowRole.ROW), QRectF(self.visualRect(index))
        if not isinstance(row, Row):
            return
        if self._tickable(row) and self._painter.tick_place(place).adjusted(-6, -6, 6, 6).contains(self._pressed):
            self.ticked.emit(row.key, not row.ticked)
        elif row.action and self._painter.action_place(place, row).contains(self._pressed):
            self.acted.emit(row.key)
        else:
            self.opened.emit(row.key)

    def _bring_into_sight(self, place: QRect) -> None:
        """A list as high as its rows does not scroll; the page around it does."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        inside = around.widget() if around is not None else None
        if around is not None and inside is not None and self.hasFocus():
            at = self.mapTo(inside, place.topLeft())
            around.ensureVisible(at.x(), at.y() + place.height() // 2, 0, place.height())

    def _keep(self) -> None:
        self._kept = self.chosen()

    def _restore(self) -> None:
        if self._kept is None:
            return
        for i in range(self.model().rowCount()):
            index = self.model().index(i, 0)
            if index.data(RowRole.KEY) == self._kept:
                self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                return
