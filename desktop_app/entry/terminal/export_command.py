"""`sigap article export`: the whole knowledge base as this person may read it, as Markdown or as one PDF."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from desktop_app.documents import markdown_folder
from desktop_app.entry.terminal.door import JSON, Door, emit, fail
from desktop_app.store.queries import knowledge as knowledge_queries


def export(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="A new or empty folder, or a file that ends with .zip.")],
    language: Annotated[str, typer.Option("--language", help="Only the articles in this language.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="One PDF of one language: yours, or the one you name.")] = False,
    as_json: bool = JSON,
) -> None:
    """Write all articles you may read: Markdown with pictures in a folder or a ZIP file, or one PDF."""
    door: Door = context.obj
    door.meet_company()
    text = door.laptop.text
    zipped = out.suffix.lower() == ".zip"
    if out.exists() and (zipped or pdf or not out.is_dir() or any(out.iterdir())):
        fail(text("{path} is there already. Nothing was written.", path=str(out)))
    if pdf:
        language = language or text.language
    every = door.laptop.read(knowledge_queries.every_article)
    articles = [article for article in every if language in ("", article.language)]
    if not articles:
        fail(text("There is no article to export."))
    if pdf:
        _as_pdf(door, out, language, as_json)
        return
    pictures = markdown_folder.picture_files(door.laptop.read(knowledge_queries.every_picture))
    write = markdown_folder.write_archive if zipped else markdown_folder.write
    try:
        files = write(out, articles, pictures)
    except OSError as error:
        fail(text("The export could not be written: {reason}", reason=error.strerror or str(error)))
    count = len(articles)
    said = text.plural("{n} article is written to {path}.", "{n} articles are written to {path}.", count, path=out)
    emit(as_json, {"articles": count, "files": files, "path": str(out)}, lambda: [said])


def _as_pdf(door: Door, out: Path, language: str, as_json: bool) -> None:
    text = door.laptop.text
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop_app.entry import qt  # noqa: F401
    from desktop_app.entry.handbook import write_pdf

    try:
        count, pages = write_pdf(door.laptop, language, out)
    except OSError as error:
        fail(text("The export could not be written: {reason}", reason=error.strerror or str(error)))
    said = text.plural("{n} article is written to {path}.", "{n} articles are written to {path}.", count, path=out)
    emit(as_json, {"articles": count, "pages": pages, "path": str(out)}, lambda: [said])
