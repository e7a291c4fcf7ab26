"""The handbook as one PDF without a window: for the terminal, and as the child of a window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.catalogue import Catalogue
from desktop_app.child import Told, nothing_told, say, tell
from desktop_app.entry.laptop import Laptop
from desktop_app.search.render import render
from desktop_app.store.queries import knowledge as knowledge_queries
from desktop_app.store.queries import people as people_queries
from desktop_app.ui.knowledge.handbook_apart import Handbook
from desktop_app.ui.knowledge.handbook_pdf import Chapter, HandbookPdf
from desktop_app.ui.knowledge.pictures import decoded
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.paper import Paper
from desktop_app.whole_files import whole


def write_pdf(laptop: Laptop, language: str, path: Path) -> tuple[int, int]:
    """(articles, pages). Raises OSError."""
    articles = [one for one in laptop.read(knowledge_queries.every_article) if one.language == language]
    me = laptop.read(lambda c: people_queries.person(c, laptop.login))
    assert me is not None
    words = laptop.wording(me)
    printed = laptop.text("Printed {day}. What applies is in Sigap.", day=words.day(words.today(), weekday=False))
    pictures = laptop.read(knowledge_queries.every_picture)
    with whole(path) as part:
        return len(articles), _write(Handbook(articles, pictures, printed, laptop.text.language), part)


def main(argv: Sequence[str]) -> int:
    """The child process: reads a `Handbook`, says how far it is, then how many pages there are; `main([PATH])`."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # it shows nothing, on no screen
    try:
        say({"pages": _write(Handbook.from_json(sys.stdin.buffer.read()), Path(argv[0]), tell)})
    except OSError as error:
        say({"error": error.strerror or str(error)})
    return 0


def _write(book: Handbook, path: Path, told: Told = nothing_told) -> int:
    held = QApplication.instance()
    application = held if isinstance(held, QApplication) else QApplication(["sigap"])
    chapters = [Chapter(article, render(article)) for article in book.articles]
    text, pictures = Catalogue.load(book.speaks), decoded(book.pictures)
    return HandbookPdf(Paper(Theme(application)), text, book.printed, chapters, pictures).write(path, told)
