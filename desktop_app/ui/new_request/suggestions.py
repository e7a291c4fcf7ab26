"""Beside the form: articles that may answer, found in what is typed, and what to know before it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.forms.categories import category_name
from desktop_app.ui.links import Link, link
from desktop_app.ui.new_request.suggestion import MOST, Suggestion, chosen, found
from desktop_app.ui.theme.tokens import RADIUS_CONTROL
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

TYPING_PAUSE = 250
"""Milliseconds without a key before the index is asked: cards that change with each letter cannot be read."""
_SNIPPET = 110


class SuggestionCard(Card):
    """Where it stands, what it is called, two lines of it. `read()`: the person wants to read it."""

    read = Signal()

    def __init__(self, context: Context, suggestion: Suggestion) -> None:
        text, theme = context.text, context.theme
        self.suggestion = suggestion
        kicker = category_name(text, suggestion.category)
        if suggestion.language != context.language:
            kicker = text("{category} · in English", category=kicker) if suggestion.language == "en" else (
                text("{category} · in Indonesian", category=kicker)
            )  # fmt: skip
        button = Button(theme, text("Read"), "quiet")
        button.setAccessibleName(text("Read {title}", title=suggestion.title))
        self._snippet = Text("", 14, 400, "soft", wrap=True, rich=True, leading=132)
        self._snippet.say(_marked_html(suggestion, theme.tokens.by_name()["mark"], theme.tokens.by_name()["text"]))
        self._snippet.setAccessibleName(suggestion.snippet)
        foot = row((Text(_meta(context, suggestion), 12, 400, "soft"), 1), button, gap=4)
        super().__init__(
            theme,
            column(
                Text(kicker, 12, 400, "soft"), Text(suggestion.title, 14, 600, wrap=True, leading=0), self._snippet, 2,
                foot, gap=3,
            ),
            margins=(16, 12, 10, 8),
        )  # fmt: skip
        self.setAccessibleName(f"{kicker}. {suggestion.title}")
        button.clicked.connect(self.read)


class Suggestions(QWidget):
    """`answered()`: the person needs to ask no more. `count_changed`: how many cards there are."""

    answered = Signal()
    count_changed = Signal(int)

    def __init__(self, context: Context, named: Sequence[Suggestion], source: str, *notes: QWidget) -> None:
        super().__init__()
        self._context, self._named, self._source = context, tuple(named), source
        self._searched: list[Suggestion] = []
        self._shown: list[Suggestion] = []
        self._asked = ""
        self._wanted = ""
        self._read_here: dict[str, None] = {}
        self._timer = QTimer(self, singleShot=True, interval=TYPING_PAUSE)
        self._timer.timeout.connect(self._ask)
        self._cards = column(gap=10)
        self._done = Button(context.theme, context.text("This answers my question"), "quiet", "check")
        self._done.clicked.connect(self.answered)
        self.setLayout(column(self._cards, self._done, 4, *notes, None, gap=10))
        self._show()

    def shown(self) -> list[Suggestion]:
        """The cards in sight."""
        return list(self._shown)

    def read_here(self) -> tuple[str, ...]:
        """The articles that were opened from here."""
        return tuple(self._read_here)

    def _read(self, to: Link) -> None:
        self._read_here[to.key] = None
        self._context.open(to)

    def search(self, words: str) -> None:
        """Looks for answers to what was typed so far."""
        if words.strip() != self._wanted:
            self._wanted = words.strip()
            self._timer.start()

    def _ask(self) -> None:
        if self._wanted == self._asked:
            return
        self._asked = self._wanted
        if len(self._asked) < 3:
            self._searched = []
            self._show()
            return
        language = self._context.language
        self._context.search(
            self._asked, lambda page: self._found(found(page, language)), owner=self, language=language,
            limit=MOST + 1, deep=True,
        )  # fmt: skip

    def _found(self, suggestions: list[Suggestion]) -> None:
        self._searched = suggestions
        self._show()

    def _show(self) -> None:
        shown = chosen(self._named, self._searched, without=self._source)
        if shown == self._shown:
            return
        self._shown = shown
        emptied(self._cards)
        for suggestion in shown:
            card = SuggestionCard(self._context, suggestion)
            to = link("article", suggestion.article, suggestion.anchor, language=suggestion.language)
            card.read.connect(lambda to=to: self._read(to))
            self._cards.addWidget(card)
        self._done.setVisible(bool(shown))
        self.count_changed.emit(len(shown))


def note(context: Context, *lines: tuple[str, str]) -> Card:
    """What to know, on a quiet ground: (icon, words) a line."""
    rows = [
        row(
            (Icon(context.theme, icon, "soft", 18), Qt.AlignmentFlag.AlignTop),
            (Text(words, 12, 400, "soft", wrap=True, leading=130), 1), gap=10,
        )
        for icon, words in lines
        if words
    ]  # fmt: skip
    return Card(
        context.theme, column(*rows, gap=8), fill="sunken", border=None, radius=RADIUS_CONTROL, margins=(14, 12, 14, 12)
    )


def _meta(context: Context, suggestion: Suggestion) -> str:
    words, parts = context.words, []
    if suggestion.reviewed:
        day = date.fromisoformat(suggestion.reviewed)
        shown = words.day(day, year=day.year != words.today().year, weekday=False)
        parts.append(context.text("Reviewed {day}", day=shown))
    if suggestion.words:
        parts.append(words.reading_time(suggestion.words))
    return " · ".join(parts)


def _marked_html(suggestion: Suggestion, ground: str, colour: str) -> str:
    snippet = suggestion.snippet
    cut = snippet if len(snippet) <= _SNIPPET else snippet[:_SNIPPET].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    html, at = "", 0
    for start, end in suggestion.marks:
        if end <= len(cut):
            found_words = f'<span style="background-color:{ground}; color:{colour}">{escape(cut[start:end])}</span>'
            html += escape(cut[at:start]) + found_words
            at = end
    return html + escape(cut[at:])
