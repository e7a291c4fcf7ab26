"""The child process that builds an index, so that the window stays free: articles in on stdin, progress out on stdout.

    python -m desktop_app.search.build FOLDER [--render | --only-render]       (in a bundle: sigap --index-build …)

Both directions are JSON lines. In: one article a line, then `{"end": <how many>}`; without that line the input was cut
off and nothing is built. Out: `{"progress": [done, total or null]}`, `{"built": true}`, with `--render` one
`{"rendering": {"article": id, "language": …, "version": …, "minor": …}}` and then the same with `"rendered": {…}` each;
last `{"done": true}` or `{"failed": reason}`. While no whole index answers, `{"part": true}` says that what was read so
far does.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from desktop_app.domain.knowledge.rows import Article
from desktop_app.search.generations import IndexBusy
from desktop_app.search.index import KnowledgeIndex
from desktop_app.search.render import render

INCOMPLETE, BUSY = 3, 4  # exit codes
_BETWEEN = 0.1  # seconds between two lines of progress
_NICENESS = 10


class InputCutOff(Exception):
    """The articles ended without saying so: whoever sent them is gone."""


def main(argv: list[str]) -> int:
    """Runs one build. The exit code is 0, INCOMPLETE or BUSY."""
    folder, *options = argv
    if os.name == "posix":
        os.nice(_NICENESS)
    for stream in (sys.stdin, sys.stdout):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    try:
        _build(Path(folder), set(options), sys.stdin, sys.stdout)
    except InputCutOff:
        _say(sys.stdout, failed="incomplete")
        return INCOMPLETE
    except IndexBusy:
        _say(sys.stdout, failed="busy")
        return BUSY
    return 0


def _build(folder: Path, options: set[str], source: TextIO, out: TextIO) -> None:
    articles = list(_read(source))
    if "--only-render" not in options:
        last = 0.0

        def progress(done: int, total: int | None) -> None:
            nonlocal last
            now = time.monotonic()
            if now - last >= _BETWEEN or done == total:
                last = now
                _say(out, progress=[done, total])

        with KnowledgeIndex.open(folder) as index:
            index.rebuild(articles, progress, on_part=lambda: _say(out, part=True))
        _say(out, built=True)
    for article in articles if options else ():
        named = {
            "article": article.id, "language": article.language, "version": article.version, "minor": article.minor,
        }  # fmt: skip
        _say(out, rendering=named)
        _say(out, **named, rendered=render(article).to_row())
    _say(out, done=True)


def _read(source: Iterable[str]) -> Iterator[Article]:
    count = 0
    for line in source:
        try:
            row: dict[str, Any] = json.loads(line)
        except ValueError:
            break
        if "end" in row:
            if row["end"] == count:
                return
            break
        count += 1
        yield Article(**row)
    raise InputCutOff(count)


def _say(out: TextIO, **what: object) -> None:
    out.write(json.dumps(what, ensure_ascii=False) + "\n")
    out.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
