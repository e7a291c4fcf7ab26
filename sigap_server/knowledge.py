"""A folder of Markdown and office documents as the articles it stands for; how it is read is the laptop's room too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.documents.folder import LARGEST, SUFFIXES, Base, Finding, Oddity, read_base
from desktop_app.domain.knowledge.rows import Article

__all__ = [
    "LARGEST", "SUFFIXES", "Base", "Finding", "Oddity", "read_base", "read_folder", "read_folder_with_findings",
]  # fmt: skip


def read_folder(path: Path | str) -> Iterator[Article]:
    """The articles of all Markdown files below the folder, in order of path.

    Front matter or none, of any tool. Without an `id` there, it is the path in the folder without suffix and without
    language folder. Language: front matter, else a folder or suffix (`page.id.md`) named so, else the words of the
    text. A page that cannot be read is left out; `read_folder_with_findings` says so.
    """
    yield from read_folder_with_findings(path)[0]


def read_folder_with_findings(path: Path | str) -> tuple[list[Article], list[Finding]]:
    """The articles, and what was odd about their pages. Raises NotADirectoryError when there is no such folder."""
    base = read_base(path)
    return base.articles, base.findings
