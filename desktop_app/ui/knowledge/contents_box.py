"""Where one is in an article: its contents, and the other sections that answer the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.search.render import Heading
from desktop_app.search.results import Place
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.contents import ContentsList
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text


class ContentsBox(QWidget):
    """`chosen(anchor)`: this section is wanted."""

    chosen = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        text = context.text
        self._named = True
        self.list = ContentsList(context.theme, text("On this page"))
        self.list.chosen.connect(self.chosen)
        self.also = ContentsList(context.theme, text("Also found in"), offered=True)
        self.also.chosen.connect(self.chosen)
        hint = row(Kbd(context.theme, "N"), Text(text("next"), 12, 400, "soft"), None, gap=6)
        self._found = holder(column(Text(text("Also found in"), 12, 600), self.also, 3, hint, gap=4))
        self._title = Text(text("On this page"), 12, 600)
        self.place = column(self._title, self.list, 14, self._found, None, gap=7)
        self.setLayout(self.place)

    def name_itself(self, named: bool) -> None:
        """Whether a heading stands over it."""
        self._named = named
        self._title.setVisible(named and self.list.model().rowCount() > 0)

    def show_outline(self, outline: Sequence[Heading], also: Sequence[Place]) -> None:
        """This article's; `also` are the places found beside the one it opened at."""
        self.list.show_outline(outline)
        self._title.setVisible(self._named and bool(outline))
        self.also.show_outline([Heading(2, place.heading, place.anchor) for place in also])
        self._found.setVisible(bool(also))
