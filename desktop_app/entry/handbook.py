"""The handbook of a laptop as one PDF, without a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop_app.domain.knowledge.rows import Picture
from desktop_app.entry.laptop import Laptop
from desktop_app.search.render import render
from desktop_app.store.queries import knowledge as knowledge_queries
from desktop_app.store.queries import people as people_queries
from desktop_app.store.queries.rows import StoredRows
from desktop_app.ui.knowledge.handbook_pdf import Chapter, HandbookPdf
from desktop_app.ui.knowledge.pictures import decoded
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.paper import Paper


def write_pdf(laptop: Laptop, language: str, path: Path) -> tuple[int, int]:
    """(articles, pages). Raises OSError."""
    held = QApplication.instance()
    application = held if isinstance(held, QApplication) else QApplication(["sigap"])
    articles = [one for one in laptop.read(knowledge_queries.every_article) if one.language == language]
    me = laptop.read(lambda c: people_queries.person(c, laptop.login))
    assert me is not None
    words = laptop.wording(me)
    printed = laptop.text("Printed {day}. What applies is in Sigap.", day=words.day(words.today(), weekday=False))
    pictures = decoded(laptop.read(lambda c: StoredRows(c).where(Picture)))
    chapters = [Chapter(article, render(article)) for article in articles]
    book = HandbookPdf(Paper(Theme(application)), laptop.text, printed, chapters, pictures)
    return len(articles), book.write(path)
