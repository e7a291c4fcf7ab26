"""A filter with several choices: a pill that opens a menu, and says what was chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QMenu

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.painting import smooth

_CARET, _ROOM = 12, 18


class MenuChip(Chip):
    """`name` stands there while nothing is chosen; `every` is the choice of nothing. `chosen(key)`: empty for that."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, name: str, every: str) -> None:
        self._name, self._every = name, every
        self._items: list[tuple[str, str]] = []
        self._at = ""
        super().__init__(theme, name, checkable=True)
        self.clicked.connect(self.open_menu)
        self.show_choice("")

    def offer(self, items: Sequence[tuple[str, str]]) -> None:
        """(key, words) of what can be chosen."""
        self._items = list(items)
        self.show_choice(self._at)

    def items(self) -> list[tuple[str, str]]:
        """What can be chosen."""
        return list(self._items)

    def show_choice(self, key: str) -> None:
        """This was chosen. A key that is not offered stands there as it is."""
        self._at = key
        words = next((words for each, words in self._items if each == key), key)
        self.setChecked(bool(key))
        self.say(words or self._name)
        self.setAccessibleName(f"{self._name}: {words or self._every}")

    def open_menu(self) -> QMenu:
        """All choices, the present one ticked."""
        self.setChecked(bool(self._at))  # a click has turned it
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = QActionGroup(menu)
        for key, words in (("", self._every), *self._items):
            action = menu.addAction(words.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == self._at)
            action.triggered.connect(lambda _=False, key=key: self.chosen.emit(key))
            group.addAction(action)
            if key == self._at:
                menu.setActiveAction(action)
        menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self.theme.px(_ROOM), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self.theme.px(_CARET)
        place = QRectF(self.width() - side - self.theme.px(11), (self.height() - side) / 2, side, side)
        self.theme.draw_icon(smooth(self), place, "caret-down", "accent" if self.isChecked() else "soft")
