"""A search while it is typed: what was asked for, what was found, which result has the mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.chips_band import ChipsBand
from desktop_app.ui.knowledge.finding import FIRST, Asked, Finding, look
from desktop_app.ui.knowledge.library import Library
from desktop_app.ui.knowledge.results_pane import ResultsPane, more_of
from desktop_app.ui.links import Link

PAUSE = 150
"""Milliseconds without another letter after which it is also looked for what means the same."""

REST = 120
"""Milliseconds the mark rests on a result before its article is shown beside it."""


@runtime_checkable
class IndexNews(Protocol):
    """How far the index is: `done` of `total` articles while it is made, `ready` when it answers for all of them,
    `more` when it answers for more of them than before."""

    @property
    def ready(self) -> bool: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def more(self) -> bool: ...


class Searching(QObject):
    """`found()`: another answer is shown. `rested(link)`: the mark has come to rest on an article. `opened(link,
    whole)`: a result is wanted, `whole` to be read alone."""

    found = Signal()
    rested = Signal(object)
    opened = Signal(object, bool)

    def __init__(self, context: Context, band: ChipsBand, results: ResultsPane) -> None:
        super().__init__(results)
        self._context, self._band, self._results = context, band, results
        self._asked = Asked("")
        self._behind = ""
        self._open_when_found = False
        self.finding: Finding | None = None
        self.library: Library | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(lambda: self._look(deep=True))
        self._rest = QTimer(self, singleShot=True, interval=REST)
        self._rest.timeout.connect(self._rested)
        band.narrowed.connect(lambda name, key: self._limit(self._asked.narrowed(name, key)))
        band.resetting.connect(lambda: self.narrow({}))
        results.resetting.connect(lambda: self.narrow({}))
        results.moved.connect(lambda key: self.rest())
        results.more.connect(self._more)
        results.opened.connect(self._opened)

    @property
    def words(self) -> str:
        """What was typed, empty when nothing was."""
        return self._asked.typed.strip()

    @property
    def has_articles(self) -> bool:
        """Whether there is an article to be shown beside the results; so it is taken until they are here."""
        return self.finding is None or bool(self.finding.page.hits or self.finding.page.other)

    def asks(self, typed: str) -> bool:
        """Whether it is already about these words."""
        return typed == self._asked.typed

    def ask(self, typed: str) -> None:
        """Looks for these words; the same words once more find what is new."""
        if not self.asks(typed):
            self._asked = replace(self._asked, typed=typed, limit=FIRST)
            self._open_when_found = False
            self._results.start_anew()
        self.again()

    def forget(self) -> None:
        """Nothing is looked for any more."""
        self._asked, self.finding = Asked(""), None
        self._pause.stop()
        self._rest.stop()

    def again(self) -> None:
        """Asks the same of what is here by now."""
        self._look(deep=self.finding is not None and self.finding.asked == self._asked and self.finding.deep)

    def _look(self, *, deep: bool) -> None:
        """By the words at once; `deep` also by what they mean, which comes after a pause or Enter."""
        self._pause.stop()
        index, asked, library, language = self._context.index, self._asked, self.library, self._context.language
        today = self._context.words.today()
        if not self.words:
            return
        if index is None:
            self._results.say_preparing(self._context.text("The search is being prepared."))
            return
        self._context.operation.read(
            lambda: look(index, asked, language, library, today=today, deep=deep), self._show, doing="search",
            owner=self, latest="search",
        )  # fmt: skip
        if not deep:
            self._pause.start()

    def hold(self, library: Library) -> None:
        """What else there is to be found."""
        self.library = library
        self._band.offer(library)
        self.again()

    def open_marked(self) -> None:
        """Opens the result that has the mark, or the first one as soon as it is found: by the words if they fit."""
        key, finding = self._results.chosen(), self.finding
        if finding is None or finding.asked != self._asked:
            self._open_when_found = True
        elif not finding.deep and finding.page.loose:
            self._look(deep=True)
        elif key is not None:
            self._open_when_found = False
            self.opened.emit(key, True)

    def rest(self) -> None:
        """The article that has the mark will be shown, unless the mark goes on."""
        self._rest.start()

    def resting(self) -> bool:
        """Whether it has not come to rest yet."""
        return self._rest.isActive() or self._pause.isActive()

    def stop_resting(self) -> None:
        """It will not."""
        self._pause.stop()
        self._rest.stop()

    def say_index(self, news: object) -> None:
        """How far the index is, from what its keeper tells; asks again where more can be found by now."""
        self._behind = ""
        preparing = news if isinstance(news, IndexNews) and not news.ready else None
        if preparing is not None and preparing.total:
            self._behind = self._context.text(
                "The search is being prepared: {done} of {total} articles. There may be more than what is shown.",
                done=preparing.done, total=preparing.total,
            )  # fmt: skip
        if preparing is None or preparing.more:
            self.again()
        elif self.finding is not None:
            self._say_preparing(self.finding)

    def _show(self, finding: Finding) -> None:
        if finding.asked != self._asked:
            return
        if finding.is_empty and not finding.deep:
            self._look(deep=True)  # what was found before stays until it is known that there is nothing
            return
        self.finding = finding
        self._results.show_finding(finding, self.library)
        self._band.show_finding(finding)
        self._say_preparing(finding)
        if self._open_when_found:
            self.open_marked()
        elif finding.deep:
            said = self._band.count.accessibleName()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._results, said))
            self.rest()
        self.found.emit()

    @property
    def narrows(self) -> dict[str, str]:
        """What the search is limited to, as a link says it."""
        return self._asked.narrows

    def narrow(self, narrows: Mapping[str, str]) -> None:
        """Limits the search to exactly this; to nothing: it finds everything again."""
        self._limit(self._asked.only(narrows))

    def _limit(self, asked: Asked) -> None:
        if asked != self._asked:
            self._asked = asked
            self._results.start_anew()
            self._band.show_asked(asked)
            self.again()

    def _say_preparing(self, finding: Finding) -> None:
        behind = self._behind or self._context.text(
            "The search is being prepared. There may be more than what is shown."
        )
        self._results.say_preparing("" if finding.page.complete else behind)

    def _more(self) -> None:
        self._asked = replace(self._asked, limit=more_of(self._asked.limit))
        self.again()

    def _opened(self, key: Link, whole: bool) -> None:
        self._rest.stop()
        self.opened.emit(key, whole)

    def _rested(self) -> None:
        key = self._results.chosen()
        if key is not None and key.kind == "article":
            self.rested.emit(key)
