"""What a page is, and the pages there are. To add one: write `ui/<slice>/page.py` with a `PAGE`, list it here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.store.queries.people import PersonItem
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link


class PageWidget(QWidget):
    """What a page's `build` returns: it paints what a query gave, and asks anew when something it shows has changed.

    A subclass fills itself in `refresh` (called with None when it is shown for the first time) through `context.read`.
    """

    gutter = 32
    """Where the content begins at the left; the search field above stands at the same x. Pages of panes take 16."""
    bare_top = False
    """True where the page stands close under the top bar, with a line between (pages of panes)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setProperty("ground", "canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def refresh(self, changes: Changed | None) -> None:
        """Something changed while the page is in sight (None: anything may have; also the first time)."""

    def open(self, link: Link) -> None:
        """Shows what the link speaks of; only kinds the page declared in `opens` arrive here."""

    def place(self) -> Link | None:
        """Where the person is on this page, so that it can be opened there again (another language, another start)."""
        return None

    def leave(self) -> None:
        """The page goes out of sight, or the window closes: keep what was typed."""

    def top_widgets(self) -> list[QWidget] | None:
        """What stands at the right of the top bar while this page is in sight; None: the New request button."""
        return None

    def say_search(self, text: str) -> None:
        """The words in the search field changed while this page is in sight; only pages with `searches` hear of it."""


@dataclass(frozen=True)
class Page:
    """One page of the window. `title` is a msgid marked with `_()`.

    `opens` are the kinds of links it shows; `in_sidebar` False for pages one only comes to by a link, `under` the
    sidebar page marked meanwhile; `searches` for the page that answers the search field; `at_foot` for Settings.
    `count` gives the number beside its name (a query, read anew when one of `counts_on` changes).
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


PAGES: tuple[Page, ...] = ()
