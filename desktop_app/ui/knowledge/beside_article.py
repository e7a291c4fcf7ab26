"""Beside an article on a wide window: who answers for it, where it leads, which keys help while reading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.search.results import Hit
from desktop_app.ui.actions import Action, shown_keys
from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_words import hours_words, team_name
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.links import Link, link
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.symbol import Icon, IconTile
from desktop_app.ui.widgets.text import Text

_MOST = 6
_TOP = Qt.AlignmentFlag.AlignTop


class BesideArticle(QWidget):
    """`opened(link)`: a related article is wanted."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._keys: Sequence[Action] = ()
        self._like: tuple[str, Sequence[Hit]] = ("", ())
        self._like_place = column(gap=0)
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(24, 20, 32, 20)
        self._lines.setSpacing(12)
        self.setLayout(self._lines)

    def name_keys(self, keys: Sequence[Action]) -> None:
        """The keys that help while reading."""
        self._keys = keys

    def show_reading(self, reading: Reading) -> None:
        """Of this article."""
        text = self._context.text
        emptied(self._lines)
        if reading.team is not None:
            self._lines.addWidget(self._owner(reading))
        self._like_place = column(gap=0)
        self._lines.addLayout(self._like_place)
        about = [(text("Leads to"), reading.related), (text("What links here"), reading.linked_from)]
        for title, articles in about:
            if articles:
                rows = [(link("article", each.id, language=each.language), each.title) for each in articles[:_MOST]]
                self._lines.addWidget(self._list(title, rows))
        if self._like[0] == reading.article.id:
            self.show_like(*self._like)
        self._lines.addWidget(self._shortcuts())
        self._lines.addStretch(1)

    def show_like(self, article: str, hits: Sequence[Hit]) -> None:
        """Articles about the same, once they are found."""
        self._like = (article, hits)
        emptied(self._like_place)
        if hits:
            rows = [(link("article", each.article_id, language=each.language), each.title) for each in hits]
            self._like_place.addWidget(self._list(self._context.text("About the same"), rows))

    def _owner(self, reading: Reading) -> Card:
        context, text, team = self._context, self._context.text, reading.team
        assert team is not None
        hours = hours_words(context.words, reading.hours)
        is_open = reading.hours is not None and reading.hours.is_open
        lines: list[object] = [Text(team_name(context, team), 14, 600, wrap=True, leading=0)]
        if hours:
            clock = Icon(context.theme, "clock", "good" if is_open else "soft", 14)
            lines.append(row(clock, (Text(hours, 12, 400, "soft", wrap=True, leading=0), 1), gap=5))
        for symbol, contact in (("phone", team.phone), ("envelope-simple", team.email)):
            if contact:
                words = Text(contact, 12, 400, "soft", wrap=True, leading=0, selectable=True)
                lines.append(row(Icon(context.theme, symbol, "soft", 14), (words, 1), gap=5))
        who = row((IconTile(context.theme, "users-three"), _TOP), (column(*lines, gap=3), 1), gap=12)
        return Card(context.theme, column(Text(text("Owner"), 12, 400, "soft"), who, gap=6), margins=(16, 12, 16, 13))

    def _list(self, title: str, articles: Sequence[tuple[Link, str]]) -> Card:
        kind = RowKind(title_weight=400, chevron=True, pad_y=8)
        rows = [Row(to, name, exact=name) for to, name in articles]
        listed = RowList(self._context.theme, title, kind, rows)
        listed.opened.connect(self.opened.emit)
        heading = Text(title, 15, 600)
        heading.setContentsMargins(16, 12, 16, 0)
        return Card(self._context.theme, column(heading, listed, gap=2), margins=(0, 0, 0, 4))

    def _shortcuts(self) -> Card:
        lines = []
        for action in self._keys:
            keys = [Kbd(self._context.theme, shown_keys(each)) for each in (*action.keys, *_aside(action))]
            words = Text(action.title, 12, 400, "soft", wrap=True, leading=0)
            lines.append(row((words, 1), *keys, gap=4))
        heading = Text(self._context.text("Keys while reading"), 15, 600)
        return Card(self._context.theme, column(heading, *lines, gap=7), margins=(16, 12, 16, 14))


def _aside(action: Action) -> tuple[str, ...]:
    return (action.aside,) if action.aside and not action.keys else ()
