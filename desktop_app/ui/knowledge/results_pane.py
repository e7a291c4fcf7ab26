"""What was found, as it is typed: articles in one's language, what else is called so, articles in other languages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QWidget

from desktop_app.search.results import Hit
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_words import in_language
from desktop_app.ui.knowledge.finding import FIRST, Finding, steady
from desktop_app.ui.knowledge.library import Library
from desktop_app.ui.knowledge.nothing_found import NothingFound, without_words
from desktop_app.ui.knowledge.result_rows import ARTICLE, OTHER, article_row, beside_rows
from desktop_app.ui.links import Link
from desktop_app.ui.widgets.badge import Badge, Kbd
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Pane, Rule
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.notice import Strip
from desktop_app.ui.widgets.row_chain import RowChain
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowRole
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text


class ResultsPane(Pane):
    """`moved(link)`: another result has the mark. `opened(link, whole)`: it is wanted, `whole` for reading alone.
    `more`: more of the articles. `searching(words)`: these words instead. `asking(form)`: a form is wanted.
    `resetting`: without the filters."""

    moved = Signal(object)
    opened = Signal(object, bool)
    more = Signal()
    searching = Signal(str)
    asking = Signal(str)
    resetting = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "canvas", ("right",))
        self._context = context
        self._finding: Finding | None = None
        self._clicking = self._other_is_first = False
        theme, text = context.theme, context.text
        self.articles = RowList(theme, text("Articles found"), ARTICLE, keeps=True)
        self.other = RowList(theme, text("In other languages"), ARTICLE, keeps=True)
        self.beside = RowList(theme, text("Forms, requests and people"), OTHER, keeps=True)
        self._chain = RowChain(self)
        self._chain.link(self.lists)
        for each in self.lists:
            each.moved.connect(lambda key, at=each: self._moved(at, key))
            each.pressed.connect(lambda _: self._by_mouse(True))
            each.opened.connect(self._opened)
            each.doubleClicked.connect(lambda _: self._open_whole())
        self.more_button = Button(theme, "", "link")
        self.more_button.clicked.connect(self.more)
        self._rest = holder(column(Rule(16), row(self.more_button, None, margins=(14, 6, 16, 8)), gap=0))
        found = column(self.articles, self._rest, gap=0)
        self._articles_card = Card(theme, found, margins=(0, 3, 0, 3))
        self._suggestion = Button(theme, "", "quiet", "sparkle")
        self._suggestion.clicked.connect(lambda: self.searching.emit(self._suggested()))
        loose = text("No article has all of these words. These have some of them.")
        self._loose = Strip(theme, "neutral", "info", loose)
        self.preparing = Strip(theme, "neutral", "hourglass-medium", "")
        self._other_title, self._other_count = Text("", 12, 600, "soft"), Badge(theme, "")
        self._other_head = holder(row(self._other_title, self._other_count, None, gap=8, margins=(16, 0, 0, 0)))
        self._other_card = Card(theme, column(self.other, gap=0), margins=(0, 3, 0, 3))
        self._beside_title = Text(text("Forms, requests and people"), 12, 600, "soft")
        self._beside_title.setContentsMargins(16, 0, 0, 0)
        self._beside_card = Card(theme, column(self.beside, gap=0), margins=(0, 3, 0, 3))
        self.nothing = NothingFound(context)
        self.nothing.searching.connect(self.searching)
        self.nothing.asking.connect(self.asking)
        self.nothing.resetting.connect(self.resetting)
        reset = Button(theme, text("Reset the filters"), "quiet")
        reset.clicked.connect(self.resetting)
        self._narrow = Strip(theme, "neutral", "funnel", "", reset)
        self._still = Button(theme, text("Not what you look for? Ask HR"), "link", "chat-circle-dots")
        self._still.clicked.connect(lambda: self.asking.emit("question"))
        last = holder(row(self._still, None, margins=(14, 2, 0, 8)))
        self._last = last
        parts = (
            self.preparing, self._narrow, self._loose, (self._suggestion, Qt.AlignmentFlag.AlignLeft),
            self._articles_card, self._beside_title, self._beside_card, self._other_head, self._other_card, last,
            (self.nothing, 100), None,
        )  # fmt: skip
        self._parts = column(*parts, gap=8, margins=(16, 14, 14, 8))
        self.area = Scroll(holder(self._parts))
        self._hints = self._keys()
        self.setLayout(column((self.area, 1), self._hints, gap=0, margins=(0, 0, 1, 0)))
        self.setAccessibleName(text("Search results"))

    @property
    def lists(self) -> tuple[RowList, ...]:
        """From top to bottom."""
        if self._other_is_first:
            return (self.other, self.articles, self.beside)
        return (self.articles, self.beside, self.other)

    def show_finding(self, finding: Finding, library: Library | None) -> None:
        """These results; the first article gets the mark where none had it."""
        before, held = self._finding, self._held()
        self._finding = finding
        page, context = finding.page, self._context
        hits = list(page.hits)
        if before is not None and before.asked == finding.asked:
            hits = steady(before.page.hits, hits, held)
            if held is None and finding.deep and not before.deep:
                self.start_anew()  # nobody has moved the mark: it goes with the best
        self.articles.set_rows([article_row(context, library, hit) for hit in hits])
        self.other.set_rows([article_row(context, library, hit) for hit in page.other])
        self.beside.set_rows(beside_rows(context, library, finding.beside) if library is not None else [])
        self._articles_card.setVisible(bool(page.hits))
        left = page.total - len(page.hits)
        self._rest.setVisible(left > 0)
        self.more_button.say(context.text.plural("{n} more result", "{n} more results", max(0, left)))
        self._show_other(page.other)
        self._put_other(page.other_first)
        shows_beside = bool(finding.beside.count)
        self._beside_title.setVisible(shows_beside)
        self._beside_card.setVisible(shows_beside)
        self._loose.setVisible(page.loose and bool(page.hits))
        suggested = self._suggested()
        self._suggestion.say(context.text("Did you mean “{words}”?", words=suggested))
        self._suggestion.setVisible(bool(suggested) and not finding.is_empty)
        offered = library is not None and library.form("question") is not None
        self._last.setVisible(offered and bool(page.hits))
        none = context.text("No article fits with these filters.")
        self._narrow.words.say(f"{none} {without_words(context.text, finding)}")
        self._narrow.setVisible(bool(finding.without) and not finding.is_empty)
        self.nothing.setVisible(finding.is_empty)
        self._hints.setVisible(not finding.is_empty)
        if finding.is_empty:
            self.nothing.show_nothing(finding, library)
        if held is not None and self.chosen() is None:
            self._choose(held)
        if self.chosen() is None:
            self.step(1)
            self.area.verticalScrollBar().setValue(0)

    def say_preparing(self, words: str) -> None:
        """The index does not answer for all articles yet; empty when it does."""
        self.preparing.words.say(words)
        self.preparing.setVisible(bool(words))

    def chosen(self) -> Link | None:
        """The result that has the mark."""
        return next((key for key in (each.chosen() for each in self.lists) if isinstance(key, Link)), None)

    def has_articles(self) -> bool:
        """Whether an article was found in any language."""
        return any(each.model().rowCount() for each in (self.articles, self.other))

    def hit(self, key: Link) -> Hit | None:
        """The article that this link stands for."""
        for each in (self.articles, self.other):
            for i in range(each.model().rowCount()):
                shown = each.model().index(i, 0).data(Qt.ItemDataRole.UserRole)
                if isinstance(shown, Row) and shown.key == key and isinstance(shown.extra, Hit):
                    return shown.extra
        return None

    def step(self, by: int) -> None:
        """Moves the mark by one, from list to list; the focus stays where it is."""
        shown = [each for each in self.lists if each.model().rowCount()]
        at = next((each for each in shown if each.chosen() is not None), None)
        if at is None:
            if shown:
                shown[0].step(1)
            return
        before = at.chosen()
        at.step(by)
        place = shown.index(at) + by
        if at.chosen() == before and 0 <= place < len(shown):
            model = shown[place].model()
            shown[place].setCurrentIndex(model.index(0 if by > 0 else model.rowCount() - 1, 0))
        self._bring_into_sight()

    def take_focus(self) -> None:
        """To the result that has the mark."""
        at = next((each for each in self.lists if each.chosen() is not None), self.articles)
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    def start_anew(self) -> None:
        """Other words: the mark goes to the first result."""
        for each in self.lists:
            each.setCurrentIndex(QModelIndex())

    def _held(self) -> tuple[str, str] | None:
        """The article somebody is about to choose: under the pointer, or marked and not merely the first."""
        at = self.articles.currentIndex()
        if self.articles.viewport().underMouse():
            at = self.articles.indexAt(self.articles.viewport().mapFromGlobal(QCursor.pos()))
        elif at.row() <= 0:
            return None
        hit = at.data(RowRole.ROW).extra if at.isValid() else None
        return (hit.article_id, hit.language) if isinstance(hit, Hit) else None

    def _choose(self, held: tuple[str, str]) -> None:
        """Marks the article again, now perhaps at another section."""
        model = self.articles.model()
        for index in (model.index(number, 0) for number in range(model.rowCount())):
            hit = index.data(RowRole.ROW).extra
            if (hit.article_id, hit.language) == held:
                self.articles.setCurrentIndex(index)

    def _suggested(self) -> str:
        return (self._finding.page.suggestion if self._finding is not None else None) or ""

    def _show_other(self, hits: Sequence[Hit]) -> None:
        languages = {hit.language for hit in hits}
        title = in_language(self._context.text, languages.pop()) if len(languages) == 1 else ""
        self._other_title.say(title or self._context.text("In other languages"))
        self._other_count.say(str(len(hits)), "neutral")
        self._other_head.setVisible(bool(hits))
        self._other_card.setVisible(bool(hits))

    def _put_other(self, first: bool) -> None:
        """Above one's own language where the answer is clearly there, else below all others."""
        if first == self._other_is_first:
            return
        self._other_is_first = first
        for part in (self._other_head, self._other_card):
            self._parts.removeWidget(part)
        place = self._parts.indexOf(self._articles_card if first else self._last)
        self._parts.insertWidget(place, self._other_head)
        self._parts.insertWidget(place + 1, self._other_card)
        self._chain.link(self.lists)

    def _moved(self, at: RowList, key: object) -> None:
        if key is None:
            return
        for each in self.lists:
            if each is not at and each.currentIndex().isValid():
                each.setCurrentIndex(QModelIndex())
        self.moved.emit(key)

    def _by_mouse(self, clicking: bool) -> None:
        self._clicking = clicking

    def _opened(self, key: object) -> None:
        clicking, self._clicking = self._clicking, False
        self.opened.emit(key, not clicking)

    def _open_whole(self) -> None:
        if (key := self.chosen()) is not None:
            self.opened.emit(key, True)

    def _bring_into_sight(self) -> None:
        at = next((each for each in self.lists if each.chosen() is not None), None)
        inside = self.area.widget()
        if at is not None and inside is not None:
            place = at.visualRect(at.currentIndex())
            corner = at.mapTo(inside, place.topLeft())
            self.area.ensureVisible(corner.x(), corner.y() + place.height() // 2, 0, place.height())

    def _keys(self) -> QWidget:
        theme, text = self._context.theme, self._context.text
        hints = []
        for keys, about in (("↑ ↓", text("choose")), ("Enter", text("read in full")), ("Esc", text("empty the field"))):
            hints.append(holder(row(Kbd(theme, keys), Text(about, 12, 400, "soft"), gap=5)))
        return holder(row((holder(FlowLayout(*hints, gap=13)), 1), margins=(31, 8, 8, 12)))


def more_of(limit: int) -> int:
    """How many articles are fetched when more are wanted."""
    return limit + 2 * FIRST
