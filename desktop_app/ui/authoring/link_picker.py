"""Where a link may lead: articles and their headings, forms, the web; found by typing, put in by Enter."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.knowledge.sections import split
from desktop_app.store.queries.authoring import Place
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import column
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text

MOST = 12


@dataclass(frozen=True)
class Target:
    """One place: what it is called, what stands beside it, and its address."""

    title: str
    about: str
    address: str


def targets(places: list[Place], forms: list[Form], language: str) -> list[Target]:
    """Articles in this language with their headings, and forms."""
    found = []
    for place in places:
        if place.language == language:
            found.append(Target(place.title, "", f"sigap://article/{place.article}"))
            found += [
                Target(section.heading, place.title, f"sigap://article/{place.article}#{section.anchor}")
                for section in split(place.title, place.body)
                if section.anchor
            ]
    for form in forms:
        names = form.definition["title"]
        title = str(names.get(language) or next(iter(names.values())))
        found.append(Target(title, "", f"sigap://form/{form.form}"))
    return found


def fitting(typed: str, found: list[Target]) -> list[Target]:
    """Those with all the words typed, whole titles before headings; an address as it is."""
    words = typed.casefold().split()
    if typed.strip().startswith(("https://", "mailto:")):
        return [Target(typed.strip(), "", typed.strip())]
    fits = [each for each in found if all(word in f"{each.title} {each.about}".casefold() for word in words)]
    return sorted(
        fits, key=lambda each: (not each.title.casefold().startswith(typed.strip().casefold()), bool(each.about))
    )[:MOST]


class LinkPicker(Card):
    """`picked(title, address)`: this link. `closed()`: none, after all."""

    picked = Signal(str, str)
    closed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        self._targets: list[Target] = []
        theme, text = context.theme, context.text
        self.search = SearchField(theme, text("Article, heading, form or address"), text("Clear the search"))
        self.list = RowList(theme, text("Where the link leads"), RowKind(), fit=False, keeps=True)
        head = Text(text("Where the link leads"), 14, 600)
        super().__init__(theme, column(head, self.search, (self.list, 1), gap=8), margins=(14, 12, 14, 12))
        self.setParent(parent)
        self._over = parent
        self.search.textChanged.connect(self._show)
        self.search.stepped.connect(self.list.step)
        self.search.returnPressed.connect(self._pick)
        self.list.opened.connect(lambda _: self._pick())
        self.hide()

    def open_with(self, found: list[Target]) -> None:
        """Shows itself over the middle of its parent."""
        self._targets = found
        theme, parent = self.theme, self._over
        width, height = min(theme.px(520), parent.width() - 48), min(theme.px(420), parent.height() - 48)
        self.setGeometry((parent.width() - width) // 2, theme.px(48), width, height)
        self.search.clear()
        self._show()
        self.show()
        self.raise_()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        shown = fitting(self.search.text(), self._targets)
        self.list.set_rows([Row(key=each.address, title=each.title, side=each.about) for each in shown])
        if shown:
            self.list.choose(shown[0].address)

    def _pick(self) -> None:
        address = self.list.chosen()
        found = [each for each in fitting(self.search.text(), self._targets) if each.address == address]
        if found:
            self.hide()
            self.picked.emit(found[0].title, found[0].address)
