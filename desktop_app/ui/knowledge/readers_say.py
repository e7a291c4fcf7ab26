"""What readers answered, for the team that owns the article: numbers from five answers on, words from ten."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.feedback.questions import (
    ANSWERS_SHOWN_FROM,
    COMMENTS_SHOWN_FROM,
    HELPED,
    MISSING,
    counted,
    reasons,
)
from desktop_app.domain.feedback.rows import Tally
from desktop_app.domain.knowledge.rows import Readership
from desktop_app.store.queries.ballots import Results
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

_TALLEST = 168


class ReadersSay(QWidget):
    """Hidden for who does not answer for the article. `resized`: the words were opened or closed."""

    resized = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._results: Results | None = None
        self._used: Readership | None = None
        theme, text = context.theme, context.text
        self._numbers = Text("", 14, 600, leading=0)
        self._aside = Text("", 12, 400, "soft", leading=0)
        self.words = Button(theme, text("What was missing"), "quiet")
        self.words.setCheckable(True)
        self.words.toggled.connect(self._open)
        self._list: QVBoxLayout = column(gap=6)
        self._inside = holder(column(self._list, None, gap=0))
        self._scroll = Scroll(self._inside)
        self._scroll.setAccessibleName(text("What was missing"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.hide()
        line = row(Icon(theme, "users-three", "soft", 18), self._numbers, self._aside, self.words, None, gap=10)
        self.use = Text("", 12, 400, "soft", leading=0)
        self.setLayout(column(line, self.use, self._scroll, gap=6))
        self.hide()

    @property
    def has_results(self) -> bool:
        """Whether this person answers for the article."""
        return self._results is not None

    def show_results(self, results: Results | None, used: Readership | None = None) -> None:
        """Of this article, and how it was used."""
        if (results, used) == (self._results, self._used):
            return
        self._results, self._used = results, used
        self.use.setVisible(used is not None)
        if used is not None:
            self.use.say(self._use(used))
        self.setVisible(results is not None)
        if results is None:
            return
        self._numbers.say(self._said(results.tally))
        said = [] if results.tally is None else reasons(results.tally, MISSING)
        self._aside.say(self._beside(results, bool(said)))
        self.words.setVisible(bool(said))
        emptied(self._list)
        for each in said:
            self._list.addWidget(Text(f"• {each}", 14, wrap=True, leading=0, selectable=True))
        if not said:
            self.words.setChecked(False)
        self._fit()

    def sentence(self) -> str:
        """What it says in one line."""
        return " ".join(filter(None, (self._numbers.accessibleName(), self._aside.accessibleName())))

    def _use(self, used: Readership) -> str:
        text, words = self._context.text, self._context.words
        day = text("Since {day}", day=words.day(date.fromisoformat(used.first_day), weekday=False))
        counted = text(
            "{read} visits, {stuck} went on to a form, {avoided} needed none", read=used.read, stuck=used.stuck,
            avoided=used.avoided,
        )  # fmt: skip
        return f"{day}: {counted}"

    def _said(self, tally: Tally | None) -> str:
        text = self._context.text
        if tally is None:
            return text("Fewer than {n} readers have answered so far", n=ANSWERS_SHOWN_FROM)
        return text(
            "{answers} readers answered, {yes} of them were helped",
            answers=tally.answers, yes=counted(tally, HELPED, "yes"),
        )  # fmt: skip

    def _beside(self, results: Results, words: bool) -> str:
        text = self._context.text
        if results.tally is not None and results.tally.answers < COMMENTS_SHOWN_FROM:
            return text("What was missing can be read from {n} answers on.", n=COMMENTS_SHOWN_FROM)
        if not words and results.before:
            last = results.before[0]
            return text(
                "Version {version}: {yes} of {answers} were helped.",
                version=last.version, yes=counted(last, HELPED, "yes"), answers=last.answers,
            )  # fmt: skip
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open(self, checked: bool) -> None:
        self._scroll.setVisible(checked)
        self._fit()
        self.resized.emit()

    def _fit(self) -> None:
        """As tall as its words, up to some lines; the rest is scrolled to."""
        inside = self._inside
        tall = inside.heightForWidth(self.width()) if inside.hasHeightForWidth() else inside.sizeHint().height()
        self._scroll.setFixedHeight(min(tall, self._context.theme.px(_TALLEST)))
