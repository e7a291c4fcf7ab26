"""Counts what is read, where readers are stuck and what is not found: on this laptop, without a name."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.knowledge.gaps import Use
from desktop_app.settings import SEND_GAPS
from desktop_app.ui.context import Context, Store
from desktop_app.ui.knowledge.finding import Finding, nearest_form
from desktop_app.ui.knowledge.reading_place import ReadingPlace
from desktop_app.ui.knowledge.searching import Searching

READS = 4_000
"""Milliseconds an article is in sight until it counts as read."""
GIVES_UP = 2_500
"""Milliseconds after which words that found nothing are what was meant, and not half a word."""


class Counting(QObject):
    """Watches one page's searches and its reader."""

    def __init__(self, context: Context, searching: Searching, place: ReadingPlace) -> None:
        super().__init__(place)
        self._context, self._searching, self._place = context, searching, place
        self._reading = ""
        self.reads = QTimer(self, singleShot=True, interval=READS)
        self.reads.timeout.connect(self._read)
        self.gives_up = QTimer(self, singleShot=True, interval=GIVES_UP)
        self.gives_up.timeout.connect(self._found_nothing)
        place.shown.connect(self._shown)
        place.asked.connect(lambda article: self._used(article, Use.STUCK))
        place.helped.connect(lambda article: self._used(article, Use.AVOIDED))
        searching.found.connect(self.gives_up.start)

    def _shown(self) -> None:
        now = "" if self._place.at is None else self._place.at.key
        if now != self._reading:
            self._reading = now
            self.reads.start()

    def _read(self) -> None:
        if self._reading and self._place.at is not None and self._place.at.key == self._reading:
            self._used(self._reading, Use.READ)

    def _used(self, article: str, use: Use) -> None:
        now = self._context.now()
        self._context.write(lambda store: store.tallies.used(article, use, now))

    def _found_nothing(self) -> None:
        finding = self._searching.finding
        if finding is None or not finding.is_empty or not finding.page.complete:
            return
        if finding.without and finding.asked.filters(self._context.words.today()) is not None:
            return  # there is an answer, which was only not wanted
        words, category, now = finding.asked.typed, self._category(finding), self._context.now()
        language = self._context.language

        def keep(store: Store) -> object:
            if not store.settings.get(SEND_GAPS):
                return None
            return store.tallies.found_nothing(words, language, category, now)

        self._context.write(keep)

    def _category(self, finding: Finding) -> str:
        """The one that was looked in, else that of the form which is likeliest meant."""
        if finding.asked.category is not None or self._searching.library is None:
            return finding.asked.category or ""
        form = nearest_form(finding.asked.typed, self._searching.library)
        return "" if form is None else str(form.definition.get("category", ""))
