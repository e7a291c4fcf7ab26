"""F1: every key there is, in the groups they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.shell.overlay import Overlay
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.card import Rule
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text

WIDTH = 760


class CheatSheet(Overlay):
    """Made anew each time it opens, from the actions that are possible then."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, over, WIDTH)
        self._inside: QWidget | None = None
        self._wanted = 0

    def open_sheet(self, text: Catalogue, actions: Sequence[Action]) -> None:
        """Shows the keys of these actions."""
        if self._inside is not None:
            self.panel.column.removeWidget(self._inside)
            self._inside.deleteLater()
        close = IconButton(self.theme, "x", text("Close"))
        close.clicked.connect(self.close_over)
        head = row(Text(text("Keyboard shortcuts"), 17, 600), None, close, margins=(20, 14, 12, 8))
        groups = holder(self._groups([action for action in actions if action.keys]))
        scroll = Scroll(groups)
        inside = QWidget()
        inside.setLayout(column(head, Rule(), (scroll, 1), gap=0))
        self._inside = inside
        self.panel.setAccessibleName(text("Keyboard shortcuts"))
        self.panel.column.addWidget(inside)
        self._wanted = head.sizeHint().height() + groups.sizeHint().height() + 20
        self.open_over(close)

    def settle(self) -> None:
        super().settle()
        place = self.panel.geometry()
        place.setHeight(min(self._wanted + 24, self.height() - place.top() - 8))
        self.panel.setGeometry(place)

    def _groups(self, actions: Sequence[Action]) -> QLayout:
        grid = QGridLayout()
        grid.setContentsMargins(20, 14, 20, 16)
        grid.setHorizontalSpacing(32)
        grid.setVerticalSpacing(18)
        order = {action.group: i for i, action in reversed(list(enumerate(actions)))}
        by_group = groupby(sorted(actions, key=lambda action: order[action.group]), key=lambda action: action.group)
        for i, (group, members) in enumerate(by_group):
            lines = [self._line(action) for action in members]
            grid.addLayout(column(Text(group, 14, 600), *lines, None, gap=6), i // 2, i % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _line(self, action: Action) -> QLayout:
        keys = [Kbd(self.theme, shown_keys(keys)) for keys in action.keys]
        words = Text(action.title, 12, 400, "soft", wrap=True, leading=0)
        words.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return row((words, 1), *keys, gap=4)
