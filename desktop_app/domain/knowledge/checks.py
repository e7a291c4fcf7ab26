"""What is to be put right in an article before others read it: said while it is written, and never in the way."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.knowledge.sections import split

_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(\s*<?([^()\s<>]+(?:\([^()\s]*\))?)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_SCHEMES = ("sigap:", "https:", "mailto:")
_MOST = 50


class Flaw(StrEnum):
    """What may be wrong."""

    NO_TEXT = "no text"
    NO_ARTICLE = "link to no article"
    NO_SECTION = "link to no section"
    NO_FORM = "link to no form"
    NO_PICTURE = "picture that is not there"
    NO_DESCRIPTION = "picture without a description"
    ADDRESS = "address that leads nowhere"
    HEADING_JUMP = "heading two levels down"
    LONG_TITLE = "title too long"


@dataclass(frozen=True)
class Finding:
    """One flaw, the line of the body it is on (from 1; 0: not on a line) and the words in question."""

    what: Flaw
    line: int = 0
    words: str = ""


@dataclass(frozen=True)
class Known:
    """What links may lead to: the anchors of every article, forms, and the pictures of this one."""

    anchors: Mapping[str, Collection[str]]
    forms: Collection[str]
    pictures: Collection[str]


def findings(article: str, title: str, body: str, known: Known) -> tuple[Finding, ...]:
    """The flaws, in the order of their lines; at most fifty."""
    found: list[Finding] = []
    if not body.strip():
        found.append(Finding(Flaw.NO_TEXT))
    if len(title) > 80:
        found.append(Finding(Flaw.LONG_TITLE))
    own = {section.anchor for section in split(title, body)}
    level, fence = 1, ""
    for number, line in enumerate(body.splitlines(), 1):
        marked = _FENCE.match(line)
        if marked and (not fence or marked[1].startswith(fence)):
            fence = "" if fence else marked[1]
        if fence or marked:
            continue
        heading = re.match(r" {0,3}(#{1,6})[ \t]", line)
        if heading:
            if len(heading[1]) > level + 1 and level:
                found.append(Finding(Flaw.HEADING_JUMP, number, line.strip()))
            level = len(heading[1])
        for link in _LINK.finditer(line):
            flaw = _flaw_of(link[3], bool(link[1]), link[2], article, own, known)
            if flaw is not None:
                found.append(Finding(flaw, number, link[3] if flaw is not Flaw.NO_DESCRIPTION else ""))
        if len(found) >= _MOST:
            break
    return tuple(found[:_MOST])


def _flaw_of(
    address: str, is_picture: bool, words: str, article: str, own: Collection[str], known: Known
) -> Flaw | None:
    kind, _, rest = address.removeprefix("sigap://").partition("/")
    if is_picture:
        if not address.startswith("sigap://picture/") or rest not in known.pictures:
            return Flaw.NO_PICTURE
        return None if words.strip() else Flaw.NO_DESCRIPTION
    if address.startswith("#"):
        return None if address[1:] in own else Flaw.NO_SECTION
    if not address.startswith(_SCHEMES):
        return Flaw.ADDRESS
    if address.startswith("sigap://article/"):
        name, _, anchor = rest.partition("#")
        name = name.partition("?")[0]
        anchors = own if name == article else known.anchors.get(name)
        if anchors is None:
            return Flaw.NO_ARTICLE
        return Flaw.NO_SECTION if anchor and anchor not in anchors else None
    if kind == "form" and address.startswith("sigap://"):
        return None if rest.partition("?")[0] in known.forms else Flaw.NO_FORM
    return None
