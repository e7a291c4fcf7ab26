"""Starts the child process that builds an index and tells what it reports. No Qt: the window passes a callback in."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.render import Rendered

HIDDEN_ARGUMENT = "--index-build"  # how the entry of a bundle knows that it is the child
_LAST_WORDS = 4_000  # bytes of what a failed child wrote
LONGEST_RENDERING = 30.0  # seconds an article may take; the worst that is known takes two


class Extent(StrEnum):
    """What the child does with the articles."""

    INDEX = "index"
    INDEX_AND_RENDER = "--render"
    RENDER = "--only-render"


@dataclass(frozen=True)
class Progressed:
    """So many articles are in the new index; `total` where it is known."""

    done: int
    total: int | None


@dataclass(frozen=True)
class PartAnswers:
    """No whole index answers yet, but a part of it, or more of it: whoever has the index open refreshes it."""


@dataclass(frozen=True)
class IndexBuilt:
    """The new generation is complete: whoever has the index open refreshes it."""


@dataclass(frozen=True)
class ArticleRendered:
    """The HTML of one version of an article."""

    article: str
    language: str
    version: int
    minor: int
    rendered: Rendered


@dataclass(frozen=True)
class ArticleTooHeavy:
    """This version of an article took longer to render than anybody waits; the child was ended for it."""

    article: str
    language: str
    version: int
    minor: int


@dataclass(frozen=True)
class Finished:
    """All is done. The last event."""


@dataclass(frozen=True)
class Failed:
    """The child ended early; the old index still answers. `reason`: `busy`, `incomplete`, `stopped`, `too heavy` (an
    article was, the others are still to be rendered) or `crashed`, with the end of what it wrote. The last event."""

    reason: str
    words: str = ""


Event = Progressed | PartAnswers | IndexBuilt | ArticleRendered | ArticleTooHeavy | Finished | Failed


class BackgroundBuild:
    """One build in a child process. Events come on a thread of its own, in order; the last is Finished or Failed."""

    def __init__(
        self, folder: Path, report: Callable[[Event], None], extent: Extent = Extent.INDEX_AND_RENDER,
        longest: float = LONGEST_RENDERING,
    ) -> None:  # fmt: skip
        self._command = [*_child(), str(folder), *([] if extent is Extent.INDEX else [extent.value])]
        self._report, self._longest = report, longest
        self._heavy: ArticleTooHeavy | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._threads: list[threading.Thread] = []
        self._stopped = False

    @property
    def running(self) -> bool:
        return any(thread.is_alive() for thread in self._threads)

    def start(self, articles: Iterable[Article]) -> None:
        """Starts the child. The articles are read on a thread of their own, while they are sent."""
        errors = tempfile.TemporaryFile()  # noqa: SIM115 - the listener closes it
        process = subprocess.Popen(
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
        )
        self._process = process
        self._threads = [
            threading.Thread(target=self._send, args=(process, articles), name="articles to the index", daemon=True),
            threading.Thread(target=self._listen, args=(process, errors), name="news of the index", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Ends the child; what it began is left to the next build. Returns when it is gone."""
        self._stopped = True
        if self._process is not None:
            self._process.terminate()
        self.wait()

    def wait(self, timeout: float | None = None) -> bool:
        """Whether it ended, waiting at most so many seconds. Not to be called from the callback."""
        for thread in self._threads:
            thread.join(timeout)
        return not self.running

    def _send(self, process: subprocess.Popen[bytes], articles: Iterable[Article]) -> None:
        pipe = process.stdin
        if pipe is None:
            return
        count = 0
        try:
            with pipe:
                for article in articles:
                    pipe.write(_line(asdict(replace(article, published=None))))  # a time is no JSON, and not asked for
                    count += 1
                pipe.write(_line({"end": count}))
        except OSError:
            pass  # the child is gone: the listener says why

    def _listen(self, process: subprocess.Popen[bytes], errors: IO[bytes]) -> None:
        last: Event | None = None
        if process.stdout is not None:
            with process.stdout as lines:
                watch: threading.Timer | None = None
                for line in lines:
                    if watch is not None:
                        watch.cancel()
                    if self._stopped or self._heavy is not None:
                        break  # what it was saying when it was ended may be half a line
                    row = json.loads(line)
                    if "rendering" in row:
                        heavy = ArticleTooHeavy(**row["rendering"])
                        watch = threading.Timer(self._longest, self._end_for, (process, heavy))
                        watch.start()
                        continue
                    event = _event(row)
                    if isinstance(event, Finished | Failed):
                        last = event
                    else:
                        self._report(event)
                if watch is not None:
                    watch.cancel()
        process.wait()
        with errors:
            if self._stopped:
                last = Failed("stopped")
            elif self._heavy is not None:
                self._report(self._heavy)
                last = Failed("too heavy")
            elif last is None:
                errors.seek(max(0, errors.seek(0, 2) - _LAST_WORDS))
                last = Failed("crashed", errors.read().decode("utf-8", "replace"))
        self._report(last)

    def _end_for(self, process: subprocess.Popen[bytes], heavy: ArticleTooHeavy) -> None:
        self._heavy = heavy
        process.kill()


def _child() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, HIDDEN_ARGUMENT]
    return [sys.executable, "-m", "desktop_app.search.build"]


def _line(row: dict[str, Any]) -> bytes:
    return json.dumps(row, ensure_ascii=True).encode() + b"\n"


def _event(row: dict[str, Any]) -> Event:
    match row:
        case {"progress": [int(done), total]}:
            return Progressed(done, total)
        case {"part": True}:
            return PartAnswers()
        case {"built": True}:
            return IndexBuilt()
        case {"article": article, "language": language, "version": version, "minor": minor, "rendered": rendered}:
            return ArticleRendered(article, language, version, minor, Rendered.from_row(rendered))
        case {"done": True}:
            return Finished()
        case _:
            return Failed(str(row.get("failed", "crashed")))
