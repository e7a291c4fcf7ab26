"""The one search field on top of every page, and what the page puts beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.ui.actions import shown_keys
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.fields import SearchField

SEARCH_WIDE, SEARCH_NARROW = 560, 480


class TopBar(QWidget):
    """64 px high; the field begins where the page's content begins."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.field = SearchField(theme, "", "", shown_keys("Ctrl+K"))
        self.new_request = Button(theme, "", "secondary", "plus")
        self._own: list[QWidget] = []
        self._layout = QHBoxLayout(self)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.field, 100)
        self._layout.addStretch(1)
        self._layout.addWidget(self.new_request)
        self.settle(32, narrow=False)

    def speak(self, text: Catalogue) -> None:
        """Says everything in this language."""
        self.setAccessibleName(text("Search and actions"))
        self.field.say(text("Search policies, forms, requests, people…"), text("Clear the search"))
        self.new_request.say(text("New request"))

    def settle(self, gutter: int, narrow: bool) -> None:
        """Level with the page under it."""
        self._layout.setContentsMargins(gutter, 14, gutter, 14)
        self.field.setMaximumWidth(self.theme.px(SEARCH_NARROW if narrow else SEARCH_WIDE))

    def hold(self, widgets: Sequence[QWidget] | None) -> None:
        """What stands at the right; None: the New request button."""
        for widget in self._own:
            self._layout.removeWidget(widget)
            widget.hide()
            widget.setParent(None)
        self._own = list(widgets or ())
        for widget in self._own:
            self._layout.addWidget(widget)
            widget.show()
        self.new_request.setVisible(widgets is None)
