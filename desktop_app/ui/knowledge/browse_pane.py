"""The library before anything is typed: what must be read, what was read, all articles by what they are about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.knowledge.article_words import facts
from desktop_app.ui.knowledge.library import Library, Listed
from desktop_app.ui.knowledge.reading import QUESTION
from desktop_app.ui.links import Link, link
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.row_chain import RowChain
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

FIRST = 6
"""Articles of a category in sight; the others on demand."""
FEW = 4
"""The same, of the reader's own."""
SIDE = 344
ICONS = {
    "leave": "airplane-tilt", "pay": "wallet", "benefits": "heart", "work": "briefcase", "it": "laptop",
    "facilities": "buildings", "safety": "shield-check", "onboarding": "hand-waving",
}  # fmt: skip
_SHORT = RowKind(title_weight=400, chevron=True, pad_y=9, pad_x=18)
_DATED = RowKind(title_weight=400, body_lines=1, chevron=True, pad_y=8, pad_x=18)


class BrowsePane(QWidget):
    """`opened(link)`: an article is wanted. `asking(form)`: a form is wanted. `forgetting`: the history is to go.
    `exporting`: all of it is to be taken along."""

    opened = Signal(object)
    asking = Signal(str)
    forgetting = Signal()
    exporting = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._library: Library | None = None
        self._whole: set[str] = set()
        self._chain = RowChain(self)
        text = context.text
        self._count = Text("", 14, 400, "soft", wrap=True, leading=0)
        self._main, self._side = QVBoxLayout(), QVBoxLayout()
        for part in (self._main, self._side):
            part.setContentsMargins(0, 0, 0, 0)
            part.setSpacing(12)
        self._side_holder = holder(self._side)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(24)
        self._columns.addLayout(self._main, 1)
        self._columns.addWidget(self._side_holder)
        self.export = Button(context.theme, text("Export the handbook…"), "plain", "export")
        self.export.clicked.connect(self.exporting)
        head = row(Text(text("Knowledge"), 24, 700), None, self.export)
        self.place = column(head, self._count, 10, self._columns, None, gap=2, margins=(16, 8, 16, 24))
        self.setLayout(self.place)
        self._wide: bool | None = None

    def show_library(self, library: Library) -> None:
        """These articles."""
        if library == self._library:
            return
        self._library = library
        self._show()

    def take_focus(self) -> None:
        """To the first list."""
        lists = self.lists()
        if lists:
            lists[0].setFocus()

    def lists(self) -> list[RowList]:
        """All lists, as they are read."""
        side = self._side_holder.findChildren(RowList)
        main = [each for each in self.findChildren(RowList) if each not in side]
        return main + side if self._wide else side + main

    def settle(self, wide: bool) -> None:
        """Beside each other on a wide window, else what must be read above the rest."""
        if wide == self._wide:
            return
        self._wide = wide
        way = QBoxLayout.Direction
        self._columns.setDirection(way.LeftToRight if wide else way.BottomToTop)
        self._columns.setSpacing(24 if wide else 12)
        if wide:
            self._side_holder.setFixedWidth(self._context.theme.px(SIDE))
        else:
            self._side_holder.setMinimumWidth(0)
            self._side_holder.setMaximumWidth(16_777_215)
        if self._library is not None:
            self._show()

    def _show(self) -> None:
        library, context, text = self._library, self._context, self._context.text
        assert library is not None
        by_category = library.by_category(context.language)
        count = sum(map(len, by_category.values()))
        self._count.say(
            text.plural(
                "One article, to be read without a network too.", "{n} articles, all to be read without a network too.",
                count,
            )
        )  # fmt: skip
        self.export.setVisible(bool(by_category))
        emptied(self._main)
        emptied(self._side)
        if not by_category:
            self._main.addWidget(self._none_yet())
        cards = [self._category(category, listed) for category, listed in by_category.items()]
        if cards:
            self._main.addWidget(holder(_in_two(cards)))
        mine = (self._favourites(library), self._bookmarks(library), self._read_before(library))
        for card in (self._must_read(library), *mine):
            if card is not None:
                self._side.addWidget(card)
        if (ask := self._ask(library)) is not None:
            (self._side if self._wide else self._main).addWidget(ask)
        self._main.addStretch(1)
        self._side.addStretch(1)
        self._chain.link(self.lists())

    def _category(self, category: str, listed: Sequence[Listed]) -> Card:
        theme, text = self._context.theme, self._context.text
        name = category_name(text, category)
        shown = listed if category in self._whole else listed[:FIRST]
        rows = [Row(_to(each), each.title, exact=each.title) for each in shown]
        articles = RowList(theme, name, _SHORT, rows)
        articles.opened.connect(self.opened.emit)
        head = row(
            Icon(theme, ICONS.get(category, "book-open"), "accent", 20), (Text(name, 15, 600, wrap=True, leading=0), 1),
            Text(str(len(listed)), 12, 400, "soft"), gap=10, margins=(18, 13, 18, 4),
        )  # fmt: skip
        return self._with_more(head, articles, len(listed) - len(shown), name, category)

    def _must_read(self, library: Library) -> Card | None:
        listed = [each for each in library.in_language(self._context.language) if each.id in library.must_read]
        if not listed:
            return None
        count = Badge(self._context.theme, str(len(listed)), "warn")
        return self._dated(self._context.text("Must be read"), listed, count)

    def _favourites(self, library: Library) -> Card | None:
        listed = library.named(library.favourites, self._context.language)
        return self._short(self._context.text("Favourites"), _rows(listed), "favourites") if listed else None

    def _bookmarks(self, library: Library) -> Card | None:
        rows = [
            Row(link("article", each.id, each.anchor, language=each.language), each.heading, exact=each.heading,
                body=each.title if each.anchor else "")
            for each in library.bookmarks
        ]  # fmt: skip
        return self._short(self._context.text("Bookmarks"), rows, "bookmarks", _DATED) if rows else None

    def _read_before(self, library: Library) -> Card | None:
        text = self._context.text
        listed = library.named(library.visited, self._context.language)
        if not listed:
            return None
        forget = Button(self._context.theme, text("Clear"), "link")
        forget.setAccessibleName(text("Clear what you read"))
        forget.clicked.connect(self.forgetting)
        return self._short(text("Read lately"), _rows(listed), "visited", aside=forget)

    def _short(
        self, title: str, rows: Sequence[Row], key: str, kind: RowKind = _SHORT, aside: QWidget | None = None
    ) -> Card:
        """The first few, the others on demand."""
        shown = rows if key in self._whole else rows[:FEW]
        listed = RowList(self._context.theme, title, kind, shown)
        listed.opened.connect(self.opened.emit)
        head = row(Text(title, 15, 600), None, *(() if aside is None else (aside,)), gap=8, margins=(18, 13, 18, 4))
        return self._with_more(head, listed, len(rows) - len(shown), title, key)

    def _with_more(self, head: QHBoxLayout, listed: RowList, hidden: int, name: str, key: str) -> Card:
        """A list under its heading, and a button where some of it is hidden."""
        theme, text = self._context.theme, self._context.text
        parts: list[object] = [head, listed]
        if hidden:
            more = Button(theme, text.plural("{n} more", "{n} more", hidden), "link")
            more.setAccessibleName(text("{n} more in {category}", n=hidden, category=name))
            more.clicked.connect(lambda: self._show_whole(key))
            parts.append(row(more, None, margins=(16, 4, 16, 8)))
        return Card(theme, column(*parts, gap=0), margins=(0, 0, 0, 5))

    def _dated(self, title: str, listed: Sequence[Listed], *badges: QWidget) -> Card:
        words, theme = self._context.words, self._context.theme
        rows = [
            Row(_to(each), each.title, exact=each.title, body=facts(words, each.reviewed, each.words))
            for each in listed
        ]
        articles = RowList(theme, title, _DATED, rows)
        articles.opened.connect(self.opened.emit)
        head = row(Text(title, 15, 600), *badges, None, gap=8, margins=(18, 13, 18, 4))
        return Card(theme, column(head, articles, gap=0), margins=(0, 0, 0, 5))

    def _ask(self, library: Library) -> Card | None:
        text, theme = self._context.text, self._context.theme
        if library.form(QUESTION) is None:
            return None
        ask = Button(theme, text("Ask HR"), "secondary", "chat-circle-dots")
        ask.clicked.connect(lambda: self.asking.emit(QUESTION))
        about = text("Type what you look for above, in your own words. Where no article answers, HR does.")
        words = Text(about, 12, 400, "soft", wrap=True, leading=130)
        lines = column(Text(text("Not found?"), 15, 600), words, 4, row(ask, None), gap=4)
        return Card(theme, lines, margins=(18, 13, 18, 14))

    def _none_yet(self) -> EmptyState:
        text = self._context.text
        body = text("The articles of the company come with the first sync. Then they are here without a network too.")
        return EmptyState(self._context.theme, "book-open", text("No articles yet"), body)

    def _show_whole(self, category: str) -> None:
        self._whole.add(category)
        self._show()


def _rows(listed: Sequence[Listed]) -> list[Row]:
    return [Row(_to(each), each.title, exact=each.title) for each in listed]


def _to(listed: Listed) -> Link:
    return link("article", listed.id, language=listed.language)


def _in_two(cards: Sequence[Card]) -> QHBoxLayout:
    """Cards in two columns, each next one where there is less."""
    columns: tuple[list[object], list[object]] = ([], [])
    heights = [0, 0]
    for card in cards:
        at = heights.index(min(heights))
        columns[at].append(card)
        heights[at] += card.sizeHint().height()
    return row((column(*columns[0], None, gap=12), 1), (column(*columns[1], None, gap=12), 1), gap=12)
