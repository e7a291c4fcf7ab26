"""Above an article: where it stands, its title, how old it is and who answers for it, and its languages."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.catalogue import native_name
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.knowledge.article_words import facts, hours_words, path, team_name
from desktop_app.ui.knowledge.reading import Reading
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button, IconButton
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.painting import BADGE_HEIGHT
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


class ArticleHead(QWidget):
    """`language_chosen(code)`, `back`, `contents_asked`, `link_asked`: what its buttons ask for."""

    language_chosen = Signal(str)
    back = Signal()
    contents_asked = Signal()
    link_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme, text = context.theme, context.text
        self.back_button = Button(theme, "", "quiet", "arrow-left")
        self.back_button.clicked.connect(self.back)
        self.contents_button = Button(theme, text("On this page"), "secondary", "list")
        self.contents_button.clicked.connect(self.contents_asked)
        self.link_button = IconButton(theme, "link", text("Copy the link to this section"))
        self.link_button.clicked.connect(self.link_asked)
        self._path = Text("", 12, 400, "soft", wrap=True, leading=0)
        self._languages = row(gap=0)
        self.languages: Segmented | None = None
        self._shown: tuple[tuple[str, ...], str] = ((), "")
        self.title = Text("", 24, 700, wrap=True, leading=0)
        self._facts = Text("", 12, 400, "soft")
        self._clock = Icon(theme, "clock", "good", 16)
        self._owner = Text("", 12, 400, "soft")
        for words in (self._facts, self._owner):
            words.setMinimumHeight(theme.px(BADGE_HEIGHT))  # level with the badge beside them
        self._duty = Badge(theme, text("must be read"), "warn")
        self._only = Text("", 12, 400, "soft", wrap=True, leading=0)
        middle = Qt.AlignmentFlag.AlignVCenter
        self._owned = holder(row((self._clock, middle), (self._owner, middle), gap=5))
        meta = holder(FlowLayout(self._facts, self._owned, self._duty, gap=14, line_gap=3))
        self._named = column(self.back_button, self._path, gap=2)
        tools = row((self.link_button, middle), (self.contents_button, middle), self._languages, gap=8)
        side = column(tools, None, gap=0)
        self._under = column(self.title, gap=0)
        self._place = column(row((self._named, 1), side, gap=12), self._under, 3, meta, self._only, gap=2)
        self.setLayout(self._place)
        self.stand_at(28, 24)

    def show_reading(self, reading: Reading) -> None:
        """This article's."""
        context, article = self._context, reading.article
        words, text = context.words, context.text
        owner = context.local(reading.team.names) if reading.team is not None else ""
        self._path.say(path(text("Knowledge"), owner, category_name(text, article.category)))
        self.title.say(article.title)
        self._facts.say(facts(words, article.reviewed, reading.words, article.version))
        hours = hours_words(words, reading.hours)
        name = team_name(context, reading.team, article.owner)
        self._owner.say(text("{team}, {hours}", team=name, hours=hours) if hours else name)
        self._owned.setVisible(bool(name))
        self._clock.setVisible(bool(hours))
        self._clock.show_icon("clock", "good" if reading.hours is not None and reading.hours.is_open else "soft")
        self._duty.setVisible(reading.duty is not None and reading.said is None)
        self._only.setVisible(context.language not in reading.languages)
        self._only.say(text("This article is not written in your language yet."))
        self._show_languages(reading.languages, article.language)

    def say_back(self, words: str) -> None:
        """Where the way back leads; empty where there is none."""
        self.back_button.say(words)
        self.back_button.setVisible(bool(words))

    def leave_room(self, for_tools: bool) -> None:
        """The title beside the buttons where there are few, else under them over the whole width."""
        self.contents_button.setVisible(for_tools)
        to, away = (self._under, self._named) if for_tools else (self._named, self._under)
        if to.indexOf(self.title) < 0:
            away.removeWidget(self.title)
            to.addWidget(self.title)

    def stand_at(self, left: int, right: int) -> None:
        """Level with the column of text."""
        self._place.setContentsMargins(left, 12, right, 12)

    def _show_languages(self, languages: tuple[str, ...], at: str) -> None:
        if self._shown != (languages, self._context.language):
            self._shown = (languages, self._context.language)
            if self.languages is not None:
                self._languages.removeWidget(self.languages)
                self.languages.deleteLater()
            items = [(code, native_name(code)) for code in languages]
            self.languages = Segmented(self._context.theme, self._context.text("Language of this article"), items, at)
            self.languages.chosen.connect(lambda code: self.language_chosen.emit(str(code)))
            self._languages.addWidget(self.languages)
        if self.languages is not None:
            self.languages.choose(at)
            self.languages.setVisible(len(languages) > 1)
