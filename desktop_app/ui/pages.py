"""What a page is. To add one: write `ui/<slice>/page.py`, name it as a `PAGE` in `ui/<slice>/listing.py` (which
loads it when it is first shown), and list that in `ui/all_pages.py`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.widgets.layout import holder
from desktop_app.ui.widgets.scroll import Scroll

NARROW = 1100
"""Windows narrower than this have a sidebar of icons and gutters of 24."""


class PageWidget(QWidget):
    """What a page's `build` returns: it paints what a query gave, and asks anew when something it shows has changed.

    A subclass builds its widgets in `__init__`, fills them in `refresh` through `context.read`, and stands either on
    `scrolled(layout)` (a page that scrolls, gutters made for it) or on a layout of its own from edge to edge.
    """

    gutter = 32
    """Where the search field above begins; pages of panes take 16, to be level with their first pane."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self._content: tuple[Scroll, QLayout] | None = None
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def refresh(self, changes: Changed | None) -> None:
        """Something changed while the page is in sight (None: anything may have; also the first time)."""

    def stands(self, view: SyncView) -> None:
        """The laptop stands otherwise with the company, while the page is in sight."""

    def open(self, link: Link) -> None:
        """Shows what the link speaks of; only kinds the page declared in `opens` arrive here."""

    def place(self) -> Link | None:
        """Where the person is on this page, to be opened there again (in another language)."""
        return None

    def leave(self) -> None:
        """The page goes out of sight, or the window closes: keep what was typed."""

    def search(self, typed: str, whole: bool) -> None:
        """Words in the search field of the window, as typed; `whole` after Enter. Only with `Page.searches`."""

    def search_step(self, by: int) -> None:
        """Down (1) or Up (-1) in the search field. Only with `Page.searches`."""

    def top_widgets(self) -> Sequence[QWidget] | None:
        """What stands at the right of the top bar meanwhile; None: the New request button."""
        return None

    def page_actions(self) -> Sequence[Action]:
        """What can be done here by a key."""
        return ()

    def panes(self) -> Sequence[QWidget]:
        """What F6 goes through, in order."""
        return (self,)

    def margin(self) -> int:
        """The gutter at the present width."""
        return 24 if self.gutter > 24 and self.window().width() < self.context.theme.px(NARROW) else self.gutter

    def scrolled(self, content: QLayout, foot: QWidget | None = None) -> Scroll:
        """Makes this layout the page: it scrolls, with the gutter at both sides; `foot` stays under it."""
        scroll = Scroll(holder(content))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(scroll, 1)
        if foot is not None:
            layout.addWidget(foot)
        self._content = scroll, content
        scroll.verticalScrollBar().rangeChanged.connect(self._set_gutter)
        self._set_gutter()
        return scroll

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_gutter()

    def _set_gutter(self) -> None:
        if self._content is not None:
            (scroll, content), gutter = self._content, self.margin()
            content.setContentsMargins(gutter, 6, scroll.beside_bar(gutter), 24)


@dataclass(frozen=True)
class Page:
    """One page of the window. `title` is a msgid marked with `_()`.

    `opens` are the kinds of links it shows; `in_sidebar` False for pages one only comes to by a link, `under` the
    sidebar page marked meanwhile; `searches` for the page that answers the search field; `at_foot` for Settings.
    `count(context)` gives the query of the number beside its name, read anew when one of `counts_on` changes.
    """

    id: str
    title: str
    icon: str
    build: Callable[[Context], PageWidget]
    seen_by: Callable[[PersonItem], bool] = lambda me: True
    opens: tuple[str, ...] = ()
    in_sidebar: bool = True
    at_foot: bool = False
    searches: bool = False
    under: str = ""
    count: Callable[[Context], Callable[[Any], int]] | None = None
    counts_on: frozenset[str] = frozenset()
