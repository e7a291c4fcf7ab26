"""The pages, built when first asked for: the one in sight refreshes at once, the others when they are seen again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from desktop_app.ui.actions import listen
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link
from desktop_app.ui.pages import Page, PageWidget


class PageStack(QStackedWidget):
    """`turned(page)`: another page is in sight."""

    turned = Signal(object)

    def __init__(self, pages: Sequence[Page]) -> None:
        super().__init__()
        self._pages = {page.id: page for page in pages}
        self._built: dict[str, PageWidget] = {}
        self._dirty: set[str] = set()
        self._context: Context | None = None
        self._at = ""

    def at(self) -> Page | None:
        """The page in sight."""
        return self._pages.get(self._at)

    def widget_at(self) -> PageWidget | None:
        """Its widget."""
        return self._built.get(self._at)

    def page_for(self, link: Link) -> Page | None:
        """The page that shows such things."""
        if link.kind == "page":
            return self._pages.get(link.key)
        return next((page for page in self._pages.values() if link.kind in page.opens), None)

    def speak(self, context: Context) -> None:
        """Builds the page in sight anew with this context, at the same place; the others when they are asked for."""
        place = None
        if (current := self.widget_at()) is not None:
            current.leave()
            place = current.place()
        self._context = context
        old, at, self._at = list(self._built.values()), self._at, ""
        self._built.clear()
        self._dirty.clear()
        if at:
            self.show_page(at)
            if place is not None:
                self._built[at].open(place)
        for widget in old:
            self.removeWidget(widget)
            widget.deleteLater()

    def show_page(self, page_id: str) -> PageWidget | None:
        """Brings a page to the front; None where this person has no such page."""
        page = self._pages.get(page_id)
        if page is None or self._context is None:
            return None
        before = self.widget_at()
        widget = self._built.get(page_id)
        if widget is None:
            widget = page.build(self._context)
            widget.setAccessibleName(self._context.text(page.title))
            listen(widget.page_actions(), widget)
            self._built[page_id] = widget
            self.addWidget(widget)
            self._dirty.add(page_id)
        if page_id != self._at:
            if before is not None:
                before.leave()
            self._at = page_id
            self.setCurrentWidget(widget)
            self.turned.emit(page)
        if page_id in self._dirty:
            self._dirty.discard(page_id)
            widget.refresh(None)
        return widget

    def announce(self, changes: Changed) -> None:
        """The page in sight is told what differs, the hidden ones will ask for everything when they are seen."""
        for page_id, widget in self._built.items():
            if page_id == self._at:
                widget.refresh(changes)
            else:
                self._dirty.add(page_id)

    def leave(self) -> None:
        """The window closes."""
        if (widget := self.widget_at()) is not None:
            widget.leave()
