"""What is to be put right, under the text: a line each, with the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.knowledge.checks import Finding, Flaw
from desktop_app.search.terms import Misspelt
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

MOST = 4


class ChecksList(QWidget):
    """`wanted(line)`: that line. `replacing(start, end, words)`: these words instead."""

    wanted = Signal(int)
    replacing = Signal(int, int, str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = column(gap=2)
        self.setLayout(self._lines)

    def show_findings(self, flaws: Sequence[Finding], terms: Sequence[Misspelt]) -> None:
        """The first few of them, and how many more there are."""
        emptied(self._lines)
        text = self._context.text
        for flaw in flaws[:MOST]:
            show = Button(self._context.theme, text("Show"), "link")
            show.setVisible(flaw.line > 0)
            show.clicked.connect(lambda _=False, line=flaw.line: self.wanted.emit(line))
            self._add(self._words(flaw), show)
        for term in terms[: max(1, MOST - len(flaws))]:
            change = Button(self._context.theme, text("Change"), "link")
            change.clicked.connect(lambda _=False, term=term: self.replacing.emit(term.start, term.end, term.term))
            self._add(text("“{word}”: is “{term}” meant?", word=term.word, term=term.term), change)
        more = len(flaws) + len(terms) - self._lines.count()
        if more > 0:
            self._lines.addWidget(Text(text.plural("and one more", "and {n} more", more), 12, 400, "faint"))
        self.setVisible(bool(flaws or terms))

    def _add(self, words: str, button: Button) -> None:
        icon = Icon(self._context.theme, "warning", "warn", 14)
        self._lines.addWidget(holder(row(icon, (Text(words, 12, 400, "soft", wrap=True, leading=0), 1), button, gap=8)))

    def _words(self, flaw: Finding) -> str:
        text = self._context.text
        said = {
            Flaw.NO_TEXT: text("There is no text yet."),
            Flaw.NO_ARTICLE: text("{link} leads to no article.", link=flaw.words),
            Flaw.NO_SECTION: text("{link} leads to no section.", link=flaw.words),
            Flaw.NO_FORM: text("{link} leads to no form.", link=flaw.words),
            Flaw.NO_PICTURE: text("The picture {link} is not there; paste it here.", link=flaw.words),
            Flaw.NO_DESCRIPTION: text("A picture has no description for who cannot see it."),
            Flaw.ADDRESS: text("{link} leads nowhere from here.", link=flaw.words),
            Flaw.HEADING_JUMP: text("“{heading}” is two levels below the heading before it.", heading=flaw.words),
            Flaw.LONG_TITLE: text("The title is long; lists show its first 80 letters."),
        }
        return said[flaw.what]
