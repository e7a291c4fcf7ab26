"""From a file to Markdown, whichever of the two kinds it is; in a process of its own where a window waits for it.

The child: `python -m desktop_app --read-a-document FILE` prints one line of JSON.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop_app.child import say
from desktop_app.documents import archive
from desktop_app.documents.converted import Converted, Loss, Lost, NotConvertible, Pictures, Reason

_Reader = Callable[[Path, frozenset[str], Pictures, Counter[Loss]], tuple[str, str]]
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(\S.*)")
_BLANK = re.compile(r"\n{3,}")
_DEEPEST = 6


def _word(path: Path, names: frozenset[str], pictures: Pictures, lost: Counter[Loss]) -> tuple[str, str]:
    from desktop_app.documents import word

    return word.read(path, names, pictures, lost)


def _opendocument(path: Path, names: frozenset[str], pictures: Pictures, lost: Counter[Loss]) -> tuple[str, str]:
    from desktop_app.documents import opendocument

    return opendocument.read(path, names, pictures, lost)


_KINDS: dict[str, tuple[str, _Reader]] = {
    ".docx": ("word/document.xml", _word),
    ".docm": ("word/document.xml", _word),
    ".odt": ("content.xml", _opendocument),
    ".ott": ("content.xml", _opendocument),
}
SUFFIXES = tuple(_KINDS)


def convert(path: Path) -> Converted:
    """The document as Markdown: headings from level 2 on, under the title. Raises `NotConvertible`, OSError."""
    main_part, read = _KINDS.get(path.suffix.lower(), ("", _word))
    names = archive.names(path)
    if main_part not in names:
        raise NotConvertible(Reason.NOT_A_DOCUMENT)
    pictures, lost = Pictures(), Counter[Loss]()
    try:
        title, text = read(path, names, pictures, lost)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, RecursionError, SyntaxError) as error:
        # What the readers raise for XML that is not what its name says; whoever sent the file is told, not stopped.
        raise NotConvertible(Reason.NOT_A_DOCUMENT) from error
    title, text = _under_title(title, text)
    if not text and not pictures.taken:
        raise NotConvertible(Reason.EMPTY)
    return Converted(
        title or _called(path),
        text,
        pictures.taken,
        tuple(Lost(what, times) for what, times in sorted(lost.items()) if times),
    )


def _under_title(title: str, text: str) -> tuple[str, str]:
    """Title and text, its headings from level 2 on; the only heading of level 1 is the title where none is marked."""
    lines = text.strip().splitlines()
    headings = [(at, found) for at, found in _headings(lines)]
    first = [at for at, found in headings if len(found[1]) == 1]
    if not title and len(first) == 1 and headings[0][0] == first[0]:
        title = headings[0][1][2].strip().rstrip("#").strip()
        del lines[first[0]]
    elif first:
        for at, found in headings:
            lines[at] = "#" * min(_DEEPEST, len(found[1]) + 1) + " " + found[2]
    body = _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in lines)).strip()
    return re.sub(r"\\(.)", r"\1", title), body + "\n" if body else ""


def _headings(lines: Sequence[str]) -> list[tuple[int, re.Match[str]]]:
    found, fence = [], ""
    for at, line in enumerate(lines):
        marked = _FENCE.match(line)
        if marked and (not fence or marked[1].startswith(fence)):
            fence = "" if fence else marked[1]
        elif not fence and (heading := _HEADING.fullmatch(line.rstrip())):
            found.append((at, heading))
    return found


def _called(path: Path) -> str:
    words = re.sub(r"[-_]+", " ", path.stem).strip() or path.stem
    return words[:1].upper() + words[1:]


def main(argv: Sequence[str]) -> int:
    """The child process: prints what the file became, or why it is none."""
    try:
        found = convert(Path(argv[0]))
    except NotConvertible as refused:
        say({"reason": refused.reason})
        return 0
    pictures = {name: base64.b64encode(data).decode("ascii") for name, data in found.pictures.items()}
    lost = [[one.what.name, one.times] for one in found.lost]
    say({"title": found.title, "markdown": found.markdown, "pictures": pictures, "lost": lost})
    return 0


def from_said(row: Mapping[str, Any]) -> Converted:
    """What the child said. Raises `NotConvertible`."""
    if "reason" in row:
        raise NotConvertible(Reason(row["reason"]))
    return Converted(
        row["title"],
        row["markdown"],
        {name: base64.b64decode(data) for name, data in row["pictures"].items()},
        tuple(Lost(Loss[what], times) for what, times in row["lost"]),
    )
