"""What one's teams own: a row an article, with how it stands, and the way to begin another."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop_app.domain.knowledge.rows import Article, Manuscript
from desktop_app.store.queries.authoring import Shelf, Written, shelf
from desktop_app.ui.authoring.import_area import ImportArea, dropped
from desktop_app.ui.authoring.state_words import Filter, about, badges, fits
from desktop_app.ui.authoring.working import Working, only_here
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.links import Link, link
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
    """`opened(link)`: it is to be written on. `beginning()`: a new one is wanted. A document or folder may be dropped
    here."""

    opened = Signal(object)
    beginning = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.shelf: Shelf | None = None
        self._kept: list[Working] = []
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
        self.imports = ImportArea(context)
        self.bring = Button(theme, text("Import…"), "secondary", "download-simple")
        self.bring.clicked.connect(lambda: self.imports.ask(self.bring.mapToGlobal(self.bring.rect().bottomLeft())))
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
            column(
                row(self.search, None, self.bring, self.new, gap=12), self.imports, chips, self._card, self._none,
                self._empty, None, gap=12,
            )
        )  # fmt: skip
        self.setAcceptDrops(True)
        self.search.textChanged.connect(lambda _: self._show())
        self.list.opened.connect(self._opened)
        self.new.clicked.connect(self.beginning)
        for part in (self._card, self._none, self._empty):
            part.hide()

    def refresh(self, changes: Changed | None) -> None:
        """Reads anew where something it shows has changed."""
        if changes is None or changes.kinds & KINDS:
            me, store = self.context.me.login, self.context.store

            def work() -> tuple[Shelf, list[Working]]:
                found = store.reader.read(lambda c: shelf(c, me))
                return found, only_here(store, found)

            self.context.operation.read(work, self._hold, doing="read", owner=self, latest="shelf")

    def _hold(self, found: tuple[Shelf, list[Working]]) -> None:
        self.shelf, self._kept = found
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
            here = len(self._kept) if key in ("all", "in work") else 0
            count = here + sum(fits(each, key, today) for each in written)
            chip.say(chip.text().split("  ")[0].replace("&&", "&"), count)
        shown = [each for each in written if fits(each, self._which, today) and self._has(each, typed)]
        shown.sort(key=lambda each: (not each.manuscripts, each.title(words.text.language).casefold()))
        kept = [each for each in self._kept if _says(f"{each.article} {each.title}", typed)]
        rows = [self._kept_row(each) for each in kept] if self._which in ("all", "in work") else []
        rows += [self._row(each) for each in shown]
        self.list.set_rows(rows)
        every = bool(written or self._kept)
        self._card.setVisible(bool(rows))
        self._empty.setVisible(not every)
        self._none.setVisible(every and not rows)

    def _opened(self, key: object) -> None:
        self.opened.emit(key if isinstance(key, Link) else link("write", str(key)))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()
            self._card.drawn("accent_soft", "accent")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._card.drawn("surface", "line")

    def dropEvent(self, event: QDropEvent) -> None:
        self._card.drawn("surface", "line")
        if (path := dropped(event.mimeData())) is not None:
            event.acceptProposedAction()
            self.imports.take(path)

    def _has(self, written: Written, typed: list[str]) -> bool:
        return _says(" ".join([written.id, *(written.title(language) for language in written.languages)]), typed)

    def _kept_row(self, kept: Working) -> Row:
        text = self.context.text
        return Row(
            key=link("write", kept.article, language=kept.language), kicker=category_name(text, kept.category),
            title=kept.title or kept.article, tags=((text("only on this laptop"), "warn"),), after=kept.language,
        )  # fmt: skip

    def _row(self, written: Written) -> Row:
        words, text = self.context.words, self.context.text
        language = words.text.language
        texts: list[Article | Manuscript] = [*written.articles.values(), *written.manuscripts.values()]
        category = texts[0].category
        return Row(
            key=written.id, kicker=category_name(text, category), title=written.title(language),
            tags=badges(written, words), after=about(written, words),
        )  # fmt: skip


def _says(where: str, typed: list[str]) -> bool:
    lower = where.casefold()
    return all(word in lower for word in typed)
