"""What one's teams own: a row an article, with how it stands, and the way to begin another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.store.queries.authoring import Shelf, Written, shelf
from desktop_app.ui.authoring.state_words import Filter, about, badges, fits
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text

KINDS = frozenset(("article", "manuscript", "edition", "team", "membership", "outbox"))


class ArticlesPane(QWidget):
    """`opened(article)`: it is to be written on. `beginning()`: a new one is wanted."""

    opened = Signal(object)
    beginning = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shelf: Shelf | None = None
        self._which: Filter = "all"
        theme, text = context.theme, context.text
        titles: dict[Filter, str] = {
            "all": text("All"), "in work": text("In work"), "review": text("In review"),
            "translation": text("Translation"), "due": text("Review is due"),
        }  # fmt: skip
        self.chips: dict[Filter, Chip] = {}
        group = QButtonGroup(self)
        for key, title in titles.items():
            chip = Chip(theme, title, checkable=True, checked=key == "all")
            chip.clicked.connect(lambda _=False, key=key: self._choose(key))
            group.addButton(chip)
            self.chips[key] = chip
        self.search = SearchField(theme, text("Search in what your team owns"), text("Clear the search"), width=280)
        self.new = Button(theme, text("New article"), "primary", "plus")
        self.list = RowList(theme, text("Articles of your team"), RowKind(kicker=True, tags=True), fit=True)
        self._card = Card(theme, column(self.list, gap=0), margins=(0, 4, 0, 4))
        self._empty = EmptyState(
            theme, "pencil-line", text("Nothing is written here yet"),
            text("What your team knows by heart, others look for. Write down what you are asked most."),
        )  # fmt: skip
        self._none = Text(text("Nothing of yours is like that."), 14, 400, "soft")
        chips = row(*self.chips.values(), None, gap=6)
        self.setLayout(
            column(row(self.search, None, self.new, gap=12), chips, self._card, self._none, self._empty, None, gap=12)
        )
        self.search.textChanged.connect(lambda _: self._show())
        self.list.opened.connect(self.opened)
        self.new.clicked.connect(self.beginning)
        for part in (self._card, self._none, self._empty):
            part.hide()

    def refresh(self, changes: Changed | None) -> None:
        """Reads anew where something it shows has changed."""
        if changes is None or changes.kinds & KINDS:
            me = self.context.me.login
            self.context.read(lambda c: shelf(c, me), self.show_shelf, owner=self, latest="shelf")

    def show_shelf(self, found: Shelf) -> None:
        """These articles."""
        self.shelf = found
        self._show()

    def take_focus(self) -> None:
        """To the list, or to the button where there is none."""
        (self.list if self._card.isVisibleTo(self) else self.new).setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose(self, which: Filter) -> None:
        self._which = which
        self._show()

    def _show(self) -> None:
        if self.shelf is None:
            return
        words, today = self.context.words, self.context.words.today()
        typed = self.search.text().casefold().split()
        written = self.shelf.written
        for key, chip in self.chips.items():
            chip.say(chip.text().split("  ")[0].replace("&&", "&"), sum(fits(each, key, today) for each in written))
        shown = [each for each in written if fits(each, self._which, today) and self._has(each, typed)]
        shown.sort(key=lambda each: (not each.manuscripts, each.title(words.text.language).casefold()))
        self.list.set_rows([self._row(each) for each in shown])
        self._card.setVisible(bool(shown))
        self._empty.setVisible(not written)
        self._none.setVisible(bool(written) and not shown)

    def _has(self, written: Written, typed: list[str]) -> bool:
        where = " ".join([written.id, *(written.title(language) for language in written.languages)]).casefold()
        return all(word in where for word in typed)

    def _row(self, written: Written) -> Row:
        words, text = self.context.words, self.context.text
        language = words.text.language
        texts: list[Article | Manuscript] = [*written.articles.values(), *written.manuscripts.values()]
        category = texts[0].category
        return Row(
            key=written.id, kicker=category_name(text, category), title=written.title(language),
            tags=badges(written, words), after=about(written, words),
        )  # fmt: skip
