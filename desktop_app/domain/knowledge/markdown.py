"""Markdown read as text: how a heading is called in a link, and what a line says without its marks."""

from __future__ import annotations

import html
import re

# Characters that mean something to Markdown are moved here while the marks are taken off, and back afterwards.
_SHELTER = 0xE000
_MARKS = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
_TO_SHELTER = str.maketrans({mark: chr(_SHELTER + ord(mark)) for mark in _MARKS})
_FROM_SHELTER = str.maketrans({chr(_SHELTER + ord(mark)): mark for mark in _MARKS})

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"(`{1,3})([^`]+)\1")
_IMAGE_OR_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\((?:[^()\n]|\([^()\n]*\))*\)|\[[^\[\]]*\])?")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]:?")
_AUTOLINK = re.compile(r"<((?:https?|mailto|sigap):[^<>\s]*)>")
_TAG = re.compile(r"</?[A-Za-z!?][^<>]{0,2000}>")
_ATTRIBUTES = re.compile(r"\{[:#.][^{}\n]*\}")
_STARS = re.compile(r"(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|\*{2,3}")
_UNDERSCORES = re.compile(r"(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)")
_MARKED = re.compile(r"[\\`\[<{*_~&]")
_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]+")


def shelter(code: str) -> str:
    """Code as it must reach the reader: `plain` leaves its stars and brackets alone."""
    return code.translate(_TO_SHELTER)


def plain(text: str) -> str:
    """What the Markdown says: no marks, no tags, links and images by their words, white space as one space."""
    if _MARKED.search(text):
        text = _ESCAPE.sub(lambda found: shelter(found[1]), text)
        text = _CODE.sub(lambda found: shelter(found[2]), text)
        text = _FOOTNOTE.sub("", text)
        text = _IMAGE_OR_LINK.sub(r"\1", text)
        if "[" in text:  # an image inside a link
            text = _IMAGE_OR_LINK.sub(r"\1", text)
        if "<" in text:
            text = _TAG.sub(" ", _AUTOLINK.sub(r"\1", text))
        text = _ATTRIBUTES.sub("", text)
        if "*" in text:
            text = _STARS.sub("", text)
        if "_" in text:
            text = _UNDERSCORES.sub("", text)
        text = html.unescape(text.replace("~~", "").replace("`", ""))
    return " ".join(text.translate(_FROM_SHELTER).split())


def slug(heading: str) -> str:
    """The heading as GitHub names it in a link: lower case, letters and digits of any script, `-` for a space."""
    return _NOT_IN_ANCHOR.sub("", heading.lower()).strip().replace(" ", "-") or "section"


class Anchors:
    """The anchors of one page: a heading that comes again is told apart by `-1`, `-2`."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def of(self, heading: str) -> str:
        """The anchor of the next heading of the page, given as plain text."""
        base = anchor = slug(heading)
        while anchor in self._last:
            self._last[base] += 1
            anchor = f"{base}-{self._last[base]}"
        self._last[anchor] = 0
        return anchor


def without_comments(body: str) -> str:
    """The body without `<!-- … -->`; one that never ends is left as text."""
    at = body.find("<!--")
    if at < 0:
        return body
    kept, start = [], 0
    while at >= 0:
        end = body.find("-->", at + 4)
        if end < 0:
            break
        kept.append(body[start:at])
        start = end + 3
        at = body.find("<!--", start)
    kept.append(body[start:])
    return "".join(kept)


def repeats_title(heading: str, title: str) -> bool:
    """Whether the first heading of a page only says its title again."""
    return heading.casefold().split() == title.casefold().split()
