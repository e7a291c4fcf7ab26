"""Above an article: where it stands, its title, how old it is and who answers for it, and its languages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.catalogue import native_name
from desktop_app.domain.knowledge.hidden_characters import revealed
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.knowledge.article_words import edition_number, facts, hours_words, path, team_name
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
    """`language_chosen(code)`, `back`, `contents_asked`, `favourite_asked`, `bookmark_asked`: what its buttons ask for.
    `more` opens the menu of what else can be done, which the page fills.
    """

    language_chosen = Signal(str)
    back = Signal()
    contents_asked = Signal()
    favourite_asked = Signal()
    bookmark_asked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        theme, text = context.theme, context.text
        self.back_button = Button(theme, "", "quiet", "arrow-left")
        self.back_button.clicked.connect(self.back)
        self.contents_button = Button(theme, text("On this page"), "secondary", "list")
        self.contents_button.clicked.connect(self.contents_asked)
        self._at, self._marked, self._favourite = "", frozenset[str](), False
        self.favourite = IconButton(theme, "star", text("Add to favourites"))
        self.favourite.clicked.connect(self.favourite_asked)
        self.bookmark = IconButton(theme, "bookmark-simple", text("Bookmark this section"))
        self.bookmark.clicked.connect(self.bookmark_asked)
        self.more = IconButton(theme, "dots-three", text("More to do with this article"))
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
        buttons = (self.favourite, self.bookmark, self.more, self.contents_button)
        tools = row(*((each, middle) for each in buttons), self._languages, gap=8)
        first = row((column(None, self.back_button, self._path, None, gap=2), 1), tools, gap=12)
        self._place = column(first, self.title, 3, meta, self._only, gap=2)
        self.setLayout(self._place)
        self.stand_at(28, 24)

    def show_reading(self, reading: Reading) -> None:
        """This article's."""
        context, article = self._context, reading.article
        words, text = context.words, context.text
        owner = context.local(reading.team.names) if reading.team is not None else ""
        self._path.say(path(text("Knowledge"), owner, category_name(text, article.category)))
        self.title.say(revealed(article.title))
        self._facts.say(facts(words, article.reviewed, reading.words, edition_number(article)))
        self._favourite, self._marked = reading.favourite, reading.bookmarks
        self._show_marks()
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

    def offer(self, actions: Sequence[Action]) -> None:
        """What the menu of the article holds; what is not possible now is greyed when it opens."""
        menu = QMenu(self.more)
        entries = []
        for action in actions:
            entry = menu.addAction(self._context.theme.icon(action.icon), action.title)
            if action.keys:
                entry.setShortcut(QKeySequence(action.keys[0]))
                entry.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown only: the page listens to it
                entry.setShortcutVisibleInContextMenu(True)
            entry.triggered.connect(lambda _=False, action=action: action.run())
            entries.append((entry, action))

        def settle() -> None:
            for entry, action in entries:
                entry.setEnabled(action.when())

        menu.aboutToShow.connect(settle)
        self.more.clicked.connect(lambda: menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft())))

    def mark_section(self, anchor: str) -> None:
        """The section being read: whether a bookmark lies there is shown."""
        self._at = anchor
        self._show_marks()

    def _show_marks(self) -> None:
        text, theme = self._context.text, self._context.theme
        kept, here = ("-fill", "accent"), self._at in self._marked
        ending, tone = kept if self._favourite else ("", "soft")
        self.favourite.setIcon(theme.icon(f"star{ending}", tone))
        self.favourite.name_it(text("Take out of the favourites") if self._favourite else text("Add to favourites"))
        ending, tone = kept if here else ("", "soft")
        self.bookmark.setIcon(theme.icon(f"bookmark-simple{ending}", tone))
        self.bookmark.name_it(text("Remove this bookmark") if here else text("Bookmark this section"))

    def say_back(self, words: str) -> None:
        """Where the way back leads; empty where there is none."""
        self.back_button.say(words)
        self.back_button.setVisible(bool(words))

    def offer_contents(self, offered: bool) -> None:
        """A button for the contents, where they do not stand beside the text."""
        self.contents_button.setVisible(offered)

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
