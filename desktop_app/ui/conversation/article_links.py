"""Articles named in a message: written `[Title](sigap://article/id)`, shown as its title, with a button under it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.ui.links import BadLink, Link, link, parsed

_WRITTEN = re.compile(r"\[([^\]\n]{1,200})\]\((sigap://article/[^\s)]{1,400})\)")


@dataclass(frozen=True)
class ArticleLink:
    """An article somebody points to."""

    title: str
    link: Link


def article_links(text: str) -> tuple[str, tuple[ArticleLink, ...]]:
    """The text as people read it, and the articles it names, each once."""
    found: dict[Link, ArticleLink] = {}

    def shown(match: re.Match[str]) -> str:
        try:
            to = parsed(match[2])
        except BadLink:
            return match[0]
        found.setdefault(to, ArticleLink(match[1], to))
        return f"“{match[1]}”"

    return _WRITTEN.sub(shown, text), tuple(found.values())


def written_link(title: str, article: str) -> str:
    """How an article is named in a message."""
    plain = title.replace("[", "(").replace("]", ")").replace("\n", " ")
    return f"[{plain[:200]}]({link('article', article)})"
