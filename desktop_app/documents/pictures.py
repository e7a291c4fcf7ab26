"""The pictures that lie in a folder of Markdown or in its documents, as the articles that show them hold them."""

from __future__ import annotations

import base64
import posixpath
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from desktop_app.domain.knowledge.picture_bytes import measure
from desktop_app.domain.knowledge.pictures import LARGEST_PICTURE
from desktop_app.domain.knowledge.rows import Article, Picture

MOST_PIXELS = 10_000  # a side


class Pictures:
    """The pictures of one folder: read where a page shows them, kept once an article."""

    def __init__(self, folder: Path, largest: int = LARGEST_PICTURE) -> None:
        self._folder, self._largest = folder, largest
        self._root = folder.resolve()
        self._known: dict[Path, Picture | None] = {}
        self._inside: dict[tuple[str, str], Picture | None] = {}
        self._shown: dict[tuple[str, str], Picture] = {}

    def hold(self, page: str, name: str, data: bytes) -> None:
        """A picture that this page, a document, has inside, under the name it has in the page's text."""
        self._inside[page, name] = _picture(data) if len(data) <= self._largest else None

    def link(self, article: str, page: str, target: str) -> str | None:
        """The `sigap:` link for the picture file that this page names; None where the folder has no such picture.

        `page` is its path in the folder. What leads out of the folder, is too large or is no PNG, JPEG or WebP is none.
        """
        path = unquote(target.partition("#")[0].partition("?")[0])
        picture = self._inside[page, path] if (page, path) in self._inside else self._beside(page, path)
        if picture is None:
            return None
        self._shown[article, picture.id] = picture
        return f"sigap://picture/{picture.id}"

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

    def _beside(self, page: str, path: str) -> Picture | None:
        """Relative to the page, else to the folder."""
        if not path or "\x00" in path:
            return None
        for start in (posixpath.dirname(page), ""):
            file = self._folder / posixpath.normpath(posixpath.join(start, path.lstrip("/")))
            if (picture := self._read(file)) is not None:
                return picture
        return None

    def _read(self, file: Path) -> Picture | None:
        if file not in self._known:
            self._known[file] = self._made(file)
        return self._known[file]

    def _made(self, file: Path) -> Picture | None:
        try:
            file = file.resolve()
            if not file.is_relative_to(self._root) or not file.is_file() or file.stat().st_size > self._largest:
                return None
            data = file.read_bytes()
        except OSError:
            return None
        return _picture(data)


def _picture(data: bytes) -> Picture | None:
    """Of no article yet; None for what is no PNG, JPEG or WebP, or has too many pixels."""
    found = measure(data)
    if found is None or max(found.width, found.height) > MOST_PIXELS:
        return None
    return Picture(
        sha256(data).hexdigest(), "", found.media_type, found.width, found.height,
        base64.b64encode(data).decode("ascii"), "", "",
    )  # fmt: skip
