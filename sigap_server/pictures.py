"""The pictures that lie in a folder of Markdown, as the articles that show them hold them."""

from __future__ import annotations

import base64
import posixpath
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from desktop_app.domain.knowledge.picture_bytes import measure
from desktop_app.domain.knowledge.publishing import LARGEST_PICTURE
from desktop_app.domain.knowledge.rows import Article, Picture

MOST_PIXELS = 10_000  # a side


class Pictures:
    """The pictures of one folder: read where a page shows them, kept once an article."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._root = folder.resolve()
        self._known: dict[Path, Picture | None] = {}
        self._shown: dict[tuple[str, str], Picture] = {}

    def link(self, article: str, page: str, target: str) -> str | None:
        """The `sigap:` link for the picture file that this page names; None where the folder has no such picture.

        `page` is its path in the folder. What leads out of the folder, is too large or is no PNG, JPEG or WebP is none.
        """
        path = unquote(target.partition("#")[0].partition("?")[0])
        for start in (posixpath.dirname(page), ""):
            file = self._folder / posixpath.normpath(posixpath.join(start, path.lstrip("/")))
            picture = self._read(file) if path and "\x00" not in path else None
            if picture is not None:
                self._shown[article, picture.id] = picture
                return f"sigap://picture/{picture.id}"
        return None

    def of(self, articles: list[Article]) -> list[Picture]:
        """Those that these articles show, as theirs."""
        first: dict[str, Article] = {}
        for article in articles:
            first.setdefault(article.id, article)
        return [
            Picture(
                id, name, held.media_type, held.width, held.height, held.data, first[name].audience, first[name].owner
            )
            for (name, id), held in self._shown.items()
            if name in first
        ]  # fmt: skip

    def _read(self, file: Path) -> Picture | None:
        if file not in self._known:
            self._known[file] = self._made(file)
        return self._known[file]

    def _made(self, file: Path) -> Picture | None:
        try:
            file = file.resolve()
            if not file.is_relative_to(self._root) or not file.is_file() or file.stat().st_size > LARGEST_PICTURE:
                return None
            data = file.read_bytes()
        except OSError:
            return None
        found = measure(data)
        if found is None or max(found.width, found.height) > MOST_PIXELS:
            return None
        return Picture(
            sha256(data).hexdigest(), "", found.media_type, found.width, found.height,
            base64.b64encode(data).decode("ascii"), "", "",
        )  # fmt: skip
