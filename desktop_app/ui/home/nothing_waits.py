"""Where nothing waits: says so kindly, and offers what one may want instead."""

from __future__ import annotations

from datetime import date

from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.ui.context import Context
from desktop_app.ui.home.reading import HomeRows
from desktop_app.ui.links import link
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.card_head import CardHead
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import Wording

_KIND = RowKind(lead="tile", body_lines=1, chevron=True, pad_x=24, pad_y=9)


class NothingWaits(Card):
    """A quiet picture, two ways on, and the articles that were looked at last."""

    def __init__(self, context: Context) -> None:
        self._context = context
        text, theme = context.text, context.theme
        ask = Button(theme, text("New request"), "secondary", "plus")
        ask.clicked.connect(lambda: context.open(link("page", "new_request")))
        read = Button(theme, text("Read articles"), "secondary", "book-open")
        read.clicked.connect(lambda: context.open(link("page", "knowledge")))
        state = EmptyState(
            theme, "coffee", text("You are all caught up"),
            text("Replies, articles you must read and your tasks appear here as soon as there are any."), read, ask,
        )  # fmt: skip
        self._rule = Rule(24)
        self._title = Text(text("Checked lately"), 12, 600, "soft")
        self._title.setContentsMargins(24, 10, 24, 2)
        self.list = RowList(theme, text("Checked lately"), _KIND)
        self.list.opened.connect(lambda key: context.open(link("article", str(key))))
        parts = (row(state, margins=(24, 36, 24, 30)), self._rule, self._title, self.list)
        super().__init__(theme, column(*parts, gap=0), margins=(0, 0, 0, 8))
        self.hide()

    def show_articles(self, home: HomeRows) -> None:
        """Those that were reviewed last."""
        self.list.set_rows([self._row(item, home) for item in home.reviewed])
        for part in (self._rule, self._title, self.list):
            part.setVisible(bool(home.reviewed))

    def _row(self, item: ArticleItem, home: HomeRows) -> Row:
        words, team = self._context.words, home.team_names.get(item.owner, "")
        reviewed = words.text("reviewed {day}", day=reviewed_day(item, words))
        body = " · ".join(part for part in (team, reviewed) if part)
        return Row(key=item.id, title=item.title, body=body, icon="book-open")


class CheckedLately(Card):
    """The same articles in short, beside what waits."""

    def __init__(self, context: Context) -> None:
        self._context = context
        title = context.text("Checked lately")
        self.list = RowList(context.theme, title, RowKind(title_weight=400, pad_y=8))
        self.list.opened.connect(lambda key: context.open(link("article", str(key))))
        super().__init__(context.theme, column(CardHead(context.theme, title), self.list, gap=2), margins=(0, 2, 0, 8))
        self.hide()

    def show_articles(self, home: HomeRows) -> None:
        """Those that were reviewed last."""
        words = self._context.words
        rows = [Row(key=item.id, title=item.title, side=reviewed_day(item, words)) for item in home.reviewed]
        self.list.set_rows(rows)


def reviewed_day(item: ArticleItem, words: Wording) -> str:
    """When somebody last made sure that it is still right."""
    day = date.fromisoformat(item.reviewed or "")
    return words.day(day, year=day.year != words.today().year, weekday=False)
