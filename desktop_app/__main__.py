"""`sigap`: the window, or one command of the terminal door."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

INDEX_BUILD = "--index-build"  # how a bundle starts its own index child process: it has no `python -m`
READ_DOCUMENT = "--read-a-document"  # and the child that reads a Word or OpenDocument file
READ_FOLDER = "--read-a-folder"  # or a folder of such files and Markdown
WRITE_HANDBOOK = "--write-a-handbook"  # or lays out the whole handbook as a PDF
WINDOW_OPTIONS = ("--data-dir", "--language", "--backend")


def main() -> None:
    """Entry point of the command `sigap`."""
    words = sys.argv[1:]
    if words[:1] == [INDEX_BUILD]:
        from desktop_app.search.build import main as build

        sys.exit(build(words[1:]))
    if words[:1] == [READ_DOCUMENT]:
        from desktop_app.documents.convert import main as convert

        sys.exit(convert(words[1:]))
    if words[:1] == [READ_FOLDER]:
        from desktop_app.documents.folder import main as read_folder

        sys.exit(read_folder(words[1:]))
    if words[:1] == [WRITE_HANDBOOK]:
        from desktop_app.entry import qt
        from desktop_app.entry.handbook import main as write_handbook

        sys.exit(write_handbook(words[1:]))
    said = only_options(words)
    if said is None:
        from desktop_app.entry.terminal import run

        run()
        return
    gc.disable()  # what a start makes stays, and is often looked through in vain; `Collecting` does it
    from desktop_app.entry import qt  # noqa: F401
    from desktop_app.entry.window import open_window

    folder = said.get("--data-dir")
    sys.exit(open_window(Path(folder) if folder else None, said.get("--backend"), said.get("--language")))


def only_options(words: Sequence[str]) -> dict[str, str] | None:
    """What is said of the window where nothing else is asked for; None: the terminal door reads it, and says errors.

    Apart from that door, because what reads commands costs a start of the window a third of its time.
    """
    said: dict[str, str] = {}
    left = list(words)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name not in WINDOW_OPTIONS or (not equals and not left):
            return None
        said[name] = value if equals else left.pop(0)
    return said


if __name__ == "__main__":
    main()
