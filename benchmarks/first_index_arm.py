"""A window with a beating heart, in a process that loads nothing else, until its first index is made, or for a while.

python -m benchmarks.first_index_arm FOLDER WORD [SECONDS]

The product's own window, its search results open for a word: as if a person were waiting for them. With SECONDS it
beats as long as that and does not wait for an index. Says how far apart two beats were, when the window first showed a
hit, when the index was whole, and when the pages were rendered too: all from when the index begins.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer

from desktop_app.entry.index_keeper import IndexNews
from desktop_app.entry.laptop import Laptop
from desktop_app.entry.open_laptop import OpenLaptop
from desktop_app.entry.window import application
from desktop_app.ui.knowledge.page import KnowledgePage
from desktop_app.ui.links import link
from desktop_app.ui.theme import Appearance, Theme

BEAT = 2  # ms between two beats of a window that has nothing else to do
NOWHERE = "postgresql://sari@127.0.0.1:9/sigap"


class Heartbeat(QObject):
    """Beats in the event loop of the window; what holds the loop up makes a gap.

    `gaps`: milliseconds between two beats, and how many of them any thread of this process had a processor: the rest it
    waited for the machine.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[tuple[float, float]] = []
        self._last, self._worked = time.perf_counter(), time.process_time()
        self._timer = QTimer(self, interval=BEAT, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.process_time()
        self.gaps.append(((now - self._last) * 1000, (worked - self._worked) * 1000))
        self._last, self._worked = now, worked

    def stop(self) -> None:
        self._timer.stop()


class Watch(QObject):
    """One start of the product, watched until it is as far as is wanted."""

    def __init__(self, opened: OpenLaptop, word: str, seconds: float | None) -> None:
        super().__init__()
        self._opened, self._word, self._seconds = opened, word, seconds
        self.said: dict[str, float] = {}
        self._look = QTimer(self, interval=20)
        self._look.timeout.connect(self._looked)
        opened.shown.connect(self._shown)
        opened.settled.connect(lambda: QTimer.singleShot(0, self._begins))  # sync and index are begun before that
        opened._news.index.connect(self._news_came)  # noqa: SLF001 - what the window is told

    def _shown(self) -> None:
        window = self._opened.window
        assert window is not None
        window.go(link("search", self._word))

    def _begins(self) -> None:
        self.heart, self._began = Heartbeat(), time.perf_counter()
        self._look.start()
        if self._seconds is not None:
            QTimer.singleShot(round(self._seconds * 1000), self._end)

    def _since(self) -> float:
        return time.perf_counter() - self._began

    def _looked(self) -> None:
        window, build = self._opened.window, self._opened.index._build  # noqa: SLF001 - nobody else is told
        page = None if window is None else window.findChild(KnowledgePage)
        if page is not None and "first_hit_s" not in self.said and page.results.has_articles():
            self.said["first_hit_s"] = self._since()
        if self._seconds is None and "whole_s" in self.said and build is not None and not build.running:
            self.said["rendered_s"] = self._since()
            self._end()

    def _news_came(self, news: IndexNews) -> None:
        if news.ready:
            self.said.setdefault("whole_s", self._since())

    def _end(self) -> None:
        self._look.stop()
        self.heart.stop()
        self._opened.close()

    def told(self) -> dict[str, float]:
        """Milliseconds between two beats, and seconds."""
        gaps = sorted(gap for gap, _ in self.heart.gaps)
        return {
            **self.said,
            "longest_ms": gaps[-1],
            "longest_at_work_ms": max(min(gap) for gap in self.heart.gaps),
            "p99_ms": gaps[int(len(gaps) * 0.99)],
            "beats": len(gaps),
        }


def watch(folder: str, word: str, seconds: float | None, say: Callable[[str], object]) -> None:
    """Opens the laptop in this folder as `sigap` does."""
    gc.disable()  # as main does before it loads the window
    app = application()
    theme = Theme(app)
    theme.show(Appearance("light"))
    opened = OpenLaptop(app, theme, Laptop.open(Path(folder), NOWHERE, "id"))
    opened.closed.connect(app.quit)
    opened.settled.connect(gc.freeze)
    watched = Watch(opened, word, seconds)
    opened.open()
    app.exec()
    say(json.dumps(watched.told()))


if __name__ == "__main__":
    watch(sys.argv[1], sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else None, print)
