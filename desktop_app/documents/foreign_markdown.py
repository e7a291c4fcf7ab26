"""What other tools leave in a page: template tags, links that only their site understands."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

_FENCE = re.compile(r"[ >]{0,8}(`{3,}|~{3,})")
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
_TAG = re.compile(r"\{%-?\s*(\w+)?([^%{}]*(?:%(?!\})[^%{}]*)*)%\}")
_OUTPUT = re.compile(r"\{\{[^{}\n]*\}\}")
_QUOTED = re.compile(r"""["']([^"']*)["']""")
_SILENT = {"include", "include_relative", "extends", "layout", "import", "from", "set", "assign", "if", "for", "block"}
_TARGET = re.compile(r"(\]\(\s*<?)((?:\{%[^%]*%\}|\{\{[^{}]*\}\})[^()\s>]*|[^()\s<>]*(?:\([^()\s]*\)[^()\s]*)*)")
_DEFINITION = re.compile(
    r"^( {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*<?)((?:\{%[^%\n]*%\}|\{\{[^{}\n]*\}\})\S*|[^\s<>]+)", re.MULTILINE
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_IMAGE = re.compile(r"!\[[^\[\]]*\]\((?!\s*<?sigap://picture/[0-9a-f]{64}\b)")
_PICTURE = re.compile(r"(!\[[^\[\]]*\]\(\s*)(?:<([^<>\n]*)>|([^()\s<>]+(?:\([^()\s]*\)[^()\s]*)*))")
_UNSHOWN_HTML = re.compile(
    r"<(script|style|iframe|form|object|embed|video|audio|img|input|button|svg)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Found:
    """Something odd in a body: the line in it, the kind (`tag`, `link`, `insecure`, `image`, `html`) and the words."""

    line: int
    kind: str
    words: str


def _no_picture(link: str) -> str | None:
    return None


def clean(
    body: str, resolve: Callable[[str], str | None], picture: Callable[[str], str | None] = _no_picture
) -> tuple[str, list[Found]]:
    """The body without template tags, its links pointing at articles where `resolve` knows one, its images at pictures
    where `picture` does, and what was odd.

    Code is left alone: a page about templates shows them.
    """
    parts: list[str] = []
    found: list[Found] = []
    for line, text, is_code in _chunks(body):
        if not is_code:
            text = _pictures(text, picture)
            text = _links(text, line, resolve, found)
            text = _tags(text, line, found)
            number = _numbering(text, line)
            found += (Found(number(match), "image", match[0] + "…)") for match in _IMAGE.finditer(text))
            found += (Found(number(match), "html", match[0] + ">") for match in _UNSHOWN_HTML.finditer(text))
        parts.append(text)
    return "".join(parts), sorted(found, key=lambda one: one.line)


def _chunks(body: str) -> Iterator[tuple[int, str, bool]]:
    """The body cut into text and fenced code: first line, text, whether it is code."""
    held: list[str] = []
    start, fence = 1, ""
    for number, line in enumerate(body.splitlines(keepends=True), 1):
        marked = _FENCE.match(line)
        if marked and not fence:
            yield start, "".join(held), False
            held, start, fence = [line], number, marked[1]
        elif marked and marked[1].startswith(fence) and not line[marked.end() :].strip():
            yield start, "".join([*held, line]), True
            held, start, fence = [], number + 1, ""
        else:
            held.append(line)
    yield start, "".join(held), bool(fence)


def _numbering(text: str, first: int) -> Callable[[re.Match[str]], int]:
    """Which line a match in this text is on, when the text begins on the line `first`."""
    ends = [end.start() for end in re.finditer("\n", text)]
    return lambda match: first + bisect_left(ends, match.start())


def _pictures(text: str, picture: Callable[[str], str | None]) -> str:
    def target(match: re.Match[str]) -> str:
        link = _of_template(match[2] or match[3] or "")
        known = None if not link or _SCHEME.match(link) or link.startswith("//") else picture(link)
        return match[0] if known is None else match[1] + known

    return _PICTURE.sub(target, text) if "![" in text else text


def _links(text: str, first: int, resolve: Callable[[str], str | None], found: list[Found]) -> str:
    def target(match: re.Match[str]) -> str:
        link = _of_template(match[2])
        if link.lower().startswith("http:"):
            found.append(Found(number(match), "insecure", link))
        elif link and not link.startswith("#") and not _SCHEME.match(link) and not link.startswith("//"):
            known = resolve(link)
            if known is None:
                found.append(Found(number(match), "link", link))
            else:
                link = known
        return match[1] + link

    for links in (_TARGET, _DEFINITION):
        number = _numbering(text, first)
        text = links.sub(target, text)
    return text


def _of_template(link: str) -> str:
    """`{% page "/leave/" %}` and `{{site.baseurl}}/leave/` → `/leave/`."""
    tag = _TAG.match(link)
    if tag:
        quoted = _QUOTED.search(tag[2])
        link = (quoted[1] if quoted else "") + link[tag.end() :]
    return _OUTPUT.sub("", link)


def _tags(text: str, first: int, found: list[Found]) -> str:
    """The text without template tags: of one that wraps words, as in `{% alert "Mind the gap" %}`, the words stay."""

    def gone(match: re.Match[str]) -> str:
        found.append(Found(number(match), "tag", match[0].splitlines()[0]))
        return "\n" * match[0].count("\n")

    def words(match: re.Match[str]) -> str:
        quoted = None if match[1] in _SILENT else _QUOTED.search(match[2])
        return (quoted[1] if quoted else "") + gone(match)

    number = _numbering(text, first)
    if "{%" in text:
        last = text.rfind("endcomment") + len("endcomment %}") + 1  # behind it, no comment can end
        text = _COMMENT.sub(gone, text[:last]) + text[last:]
        number = _numbering(text, first)
        text = _TAG.sub(words, text)
    number = _numbering(text, first)
    return _OUTPUT.sub(gone, text)


class Pages:
    """The pages of a folder by every path another page may call them."""

    def __init__(self, ids: Mapping[str, str]) -> None:
        """`ids`: path without `.md` (or the address a page gives itself) → article id."""
        self._ids: dict[str, str] = {}
        for path, article in ids.items():
            for name in _names(path):
                self._ids.setdefault(name, article)

    def resolve(self, page: str, link: str) -> str | None:
        """The `sigap:` link for one written in this page (its path without suffix); None when no page is meant.

        Relative links are tried from the page's file, then from its address, which some tools end with a slash.
        """
        path, mark, anchor = link.partition("#")
        path = unquote(path.partition("?")[0])
        for start in (posixpath.dirname(page), page, ""):
            for name in _names(posixpath.normpath(posixpath.join("/", start, path))):
                if name in self._ids:
                    return f"sigap://article/{quote(self._ids[name])}{mark}{anchor}"
        return None


def _names(path: str) -> Iterator[str]:
    """`/leave/index.md` → `leave/index`, `leave`."""
    name = path.strip("/").lower()
    name = name.removesuffix(".md").removesuffix(".html").removesuffix(".markdown")
    yield name
    if posixpath.basename(name) in ("index", "readme"):
        yield posixpath.dirname(name)
