"""The pages at the left, 216 px wide, or as icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout

from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page
from desktop_app.ui.shell.foot import PersonBlock, StateLine
from desktop_app.ui.shell.logo import Logo
from desktop_app.ui.shell.nav_item import NavItem
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.card import Pane
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.scroll import Scroll

WIDE, MINI = 216, 57


class Sidebar(Pane):
    """`chosen(page id)` when a person asks for a page."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, pages: Sequence[Page]) -> None:
        super().__init__(theme, fill="sunken", edges=("right",))
        self._pages = [page for page in pages if page.in_sidebar]
        self._items = {page.id: NavItem(theme, page.icon) for page in self._pages}
        self._counts: dict[str, int] = {}
        self.logo, self.person, self.state = Logo(theme), PersonBlock(theme), StateLine(theme)
        self._mini = False
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.logo)
        self._layout.addSpacing(12)
        upper, foot = column(gap=2), column(gap=2)
        for page in self._pages:
            item = self._items[page.id]
            item.clicked.connect(partial(self.chosen.emit, page.id))
            (foot if page.at_foot else upper).addWidget(item)
        upper.addStretch(1)
        scroll = Scroll(upper)  # seven pages at 200 % are higher than a small window
        scroll.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(48)
        self._layout.addWidget(scroll, 1)
        self._layout.addLayout(foot)
        self._layout.addSpacing(6)
        self._layout.addWidget(self.person)
        self._layout.addSpacing(8)
        self._layout.addWidget(self.state)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self._measure)
        self._measure()

    def speak(self, context: Context) -> None:
        """Says everything in the language of the context."""
        self._context = context
        me = context.me
        team, site = context.local(me.team_names), context.local(me.site_names)
        place = " · ".join(filter(None, (team, site)))
        short = " · ".join(filter(None, (team, site.partition(" (")[0])))
        self.setAccessibleName(context.text("Pages"))
        self.person.say(me.name, short, context.text("{name}, {place}. Menu", name=me.name, place=place))
        for page in self._pages:
            self._say(page)

    def mark(self, page_id: str) -> None:
        """Which page is in sight."""
        for key, item in self._items.items():
            item.setChecked(key == page_id)

    def count(self, page_id: str, n: int) -> None:
        """How much waits at a page."""
        self._counts[page_id] = n
        for page in self._pages:
            if page.id == page_id:
                self._say(page)

    def item(self, page_id: str) -> NavItem:
        """The button of a page. Raises KeyError for one that is not here."""
        return self._items[page_id]

    def make_mini(self, mini: bool) -> None:
        """Icons only, or names too."""
        if mini != self._mini:
            self._mini = mini
            for item in self._items.values():
                item.make_mini(mini)
            self.logo.make_mini(mini)
            self.person.make_mini(mini)
            self.state.make_mini(mini)
            for page in self._pages:
                self._say(page)
            self._measure()

    def _say(self, page: Page) -> None:
        text, n = self._context.text, self._counts.get(page.id, 0)
        title = text(page.title)
        spoken = text.plural("{title}, {n} waiting", "{title}, {n} waiting", n, title=title) if n else title
        self._items[page.id].say(title, n, spoken)

    def _measure(self) -> None:
        self.setFixedWidth(self.theme.px(MINI if self._mini else WIDE))
        self._layout.setContentsMargins(*((6, 14, 7, 12) if self._mini else (10, 14, 11, 12)))
