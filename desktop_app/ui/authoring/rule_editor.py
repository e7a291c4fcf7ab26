"""Asking people to acknowledge an article: which, whom, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Signal

from desktop_app.domain.knowledge.acknowledgement import TIME_TO_READ
from desktop_app.store.queries.acknowledgements import Asked
from desktop_app.store.queries.knowledge import ArticleItem
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.choice import Choice
from desktop_app.ui.widgets.date_field import DateField
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.text import Text


@dataclass(frozen=True)
class Wish:
    """What is to be asked; `major` the version that is asked for."""

    article: str
    audience: str
    major: int
    due: date


class RuleEditor(Card):
    """`asked(Wish)`; `withdrawn(article)`: nobody is to be asked any more; `closed()`."""

    asked = Signal(object)
    withdrawn = Signal(str)
    closed = Signal()

    def __init__(self, context: Context) -> None:
        self._context = context
        theme, text, words = context.theme, context.text, context.words
        self._majors: dict[str, int] = {}
        self.article = Choice(theme, text("Article"))
        self.audience = Choice(theme, text("Who is asked"))
        self.due = DateField(theme, words)
        self.due.setAccessibleName(text("By when"))
        self.save = Button(theme, text("Ask them"), "primary", "check")
        self.withdraw = Button(theme, text("Ask nobody any more"), "quiet")
        self.cancel = Button(theme, text("Cancel"), "plain")
        self._about = Text(
            text("They see it among what they must read, at their next sync. A new version asks them again."), 12, 400,
            "soft", wrap=True,
        )  # fmt: skip
        fields = []
        for words_of, field in (
            (text("Article"), self.article), (text("Who is asked"), self.audience), (text("By when"), self.due),
        ):  # fmt: skip
            label = Text(words_of, 12, 600, leading=0)
            label.setBuddy(field)
            fields.append(holder(column(label, field, gap=4)))
        self._which = fields[0]
        acts = holder(FlowLayout(self.save, self.withdraw, self.cancel, gap=8))
        super().__init__(theme, column(*fields, self._about, acts, gap=10), fill="sunken", border=None)
        self.save.clicked.connect(self._ask)
        self.withdraw.clicked.connect(lambda: self.withdrawn.emit(str(self.article.currentData())))
        self.cancel.clicked.connect(self.closed)
        self.due.changed.connect(lambda _: self._settle())
        self.article.currentIndexChanged.connect(lambda _: self._settle())
        self.hide()

    def change(self, asked: Asked, audiences: Sequence[tuple[str, str]]) -> None:
        """Of an article that is asked for already."""
        rule = asked.rule
        self._offer([asked.item], audiences, "all" if rule is None else rule.audience)
        self._majors = {asked.item.id: asked.major}
        self._begin(None if rule is None else date.fromisoformat(rule.due), new=False)

    def begin(self, articles: Sequence[ArticleItem], audiences: Sequence[tuple[str, str]]) -> None:
        """Of another article."""
        self._offer(articles, audiences, "all")
        self._majors = {each.id: each.version for each in articles}
        self._begin(None, new=True)

    def _offer(self, articles: Sequence[ArticleItem], audiences: Sequence[tuple[str, str]], at: str) -> None:
        for field in (self.article, self.audience):
            field.clear()
        for each in articles:
            self.article.addItem(each.title, each.id)
        known = audiences if any(scope == at for scope, _ in audiences) else [*audiences, (at, at)]
        for scope, words in known:
            self.audience.addItem(words, scope)
        self.audience.setCurrentIndex(self.audience.findData(at))
        self.article.setCurrentIndex(0)

    def _begin(self, due: date | None, *, new: bool) -> None:
        today = self._context.words.today()
        self.due.offer(today, today + timedelta(days=366))
        self.due.show_day(due or today + TIME_TO_READ)
        self._which.setVisible(new)
        self.withdraw.setVisible(not new)
        self.show()
        self._settle()

    def _settle(self) -> None:
        self.save.setEnabled(self.due.day() is not None and self.article.currentData() is not None)

    def _ask(self) -> None:
        day, article = self.due.day(), str(self.article.currentData())
        if day is not None:
            self.asked.emit(Wish(article, str(self.audience.currentData()), self._majors[article], day))
