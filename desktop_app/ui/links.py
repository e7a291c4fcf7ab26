"""Where a click may lead: `sigap://` links, read by a strict list; articles, notices and pages speak of places so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

Kind = Literal["page", "article", "form", "request", "task", "person", "team", "search", "draft", "write"]
KINDS: tuple[str, ...] = get_args(Kind)
LOOKED_FOR = "looked_for"
"""What a link to a form may say beside the fields it fills in: the words that did not find an answer."""


class BadLink(ValueError):
    """Not a link this product follows."""


@dataclass(frozen=True)
class Link:
    """`sigap://article/sick-leave?language=en#certificate`: kind, key, what else was said, and the part of it."""

    kind: Kind
    key: str = ""
    anchor: str = ""
    said: tuple[tuple[str, str], ...] = ()

    def get(self, name: str, default: str = "") -> str:
        """One of the things said after the question mark."""
        return dict(self.said).get(name, default)

    def __str__(self) -> str:
        query = f"?{urlencode(self.said, quote_via=quote)}" if self.said else ""
        return f"sigap://{self.kind}/{quote(self.key, safe='')}{query}{'#' + quote(self.anchor) if self.anchor else ''}"


def parsed(address: str) -> Link:
    """Reads an address. Raises BadLink for any other scheme, kind or shape."""
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise BadLink(address) from error
    if parts.scheme != "sigap" or parts.netloc not in KINDS or len(address) > 2000:
        raise BadLink(address)
    key = unquote(parts.path.removeprefix("/"))
    said = tuple(parse_qsl(parts.query))
    kind: Any = parts.netloc
    return Link(kind, key, unquote(parts.fragment), said)


def link(kind: Kind, key: str = "", anchor: str = "", **said: str) -> Link:
    """A link to hand to `context.open`."""
    return Link(kind, key, anchor, tuple(said.items()))
