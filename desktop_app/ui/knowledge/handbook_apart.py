"""The handbook as one PDF, laid out by a child: the window goes on meanwhile, and may end it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Self

from desktop_app.child import Child, Told, nothing_told
from desktop_app.domain.knowledge.rows import Article, Picture
from desktop_app.whole_files import whole

HIDDEN_ARGUMENT = "--write-a-handbook"


@dataclass(frozen=True)
class Handbook:
    """`articles` of one language, the pictures they may show, what stands on each page (`printed`), and the language
    of the words around them."""

    articles: Sequence[Article]
    pictures: Sequence[Picture]
    printed: str
    speaks: str

    def to_json(self) -> bytes:
        """As the child is given it. A time is no JSON, and not asked for."""
        row = {
            "articles": [asdict(replace(each, published=None)) for each in self.articles],
            "pictures": [asdict(each) for each in self.pictures], "printed": self.printed, "speaks": self.speaks,
        }  # fmt: skip
        return json.dumps(row).encode()

    @classmethod
    def from_json(cls, given: bytes) -> Self:
        """The same."""
        row = json.loads(given)
        articles = [Article(**each) for each in row["articles"]]
        pictures = [Picture(**each) for each in row["pictures"]]
        return cls(articles, pictures, row["printed"], row["speaks"])


def write_apart(book: Handbook, path: Path, child: Child, told: Told = nothing_told) -> int:
    """Saves it; how many pages it has. Raises OSError, `Stopped` where somebody ended the child, and `Crashed`.

    Waits for the child: to be called off the UI thread.
    """
    with whole(path) as part:
        said = child.run([HIDDEN_ARGUMENT, str(part)], given=book.to_json(), told=told)
        if "error" in said:
            raise OSError(said["error"])
    return int(said["pages"])
