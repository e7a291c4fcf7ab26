"""An article cut at its headings, so that a search lands on the paragraph that answers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop_app.domain.knowledge.markdown import Anchors, plain, repeats_title, shelter, without_comments

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_BETWEEN_ROWS = re.compile(r"[ \t>]*\|?[ \t:]*-[-:| \t]*$")
_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_CALLOUT = re.compile(r"[ \t]*>[ \t>]*\[![A-Za-z]{3,12}\][ \t]*")
_QUOTE = re.compile(r"[ \t]*>[ \t>]*")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ \t]*\S+")
_CELL = re.compile(r"(?<!\\)\|")
_CLOSED = '.,:;!?…)”"'


@dataclass(frozen=True)
class Section:
    """A heading and the text under it up to the next heading.

    The first section of an article has its title, level 1 and no anchor: it is the top of the page.
    """

    heading: str
    anchor: str
    level: int
    text: str


@dataclass
class _Open:
    """The section being read: finished blocks and the paragraph that is still open."""

    heading: str
    anchor: str
    level: int
    blocks: list[str]
    paragraph: list[str]

    def close_paragraph(self) -> None:
        if self.paragraph:
            self.blocks.append(" ".join(self.paragraph))
            self.paragraph = []

    def close(self) -> Section:
        self.close_paragraph()
        return Section(self.heading, self.anchor, self.level, _joined(map(plain, self.blocks)))


def _joined(blocks: Iterable[str]) -> str:
    """One line: a full stop, or the dot that stands for the missing one, between paragraphs, items and rows."""
    text = ""
    for block in blocks:
        if block:
            text += block if not text else f" {block}" if text[-1] in _CLOSED else f" · {block}"
    return text


def split(title: str, body: str) -> list[Section]:
    """The sections of an article in order; anchors are those `render` gives the same headings."""
    anchors = Anchors()
    sections: list[Section] = []
    section = _Open(title, "", 1, [], [])
    fence = ""
    for line in without_comments(body).splitlines():
        marked = _FENCE.match(line)
        if fence:
            if marked and marked[1].startswith(fence) and not marked[2].strip():
                fence = ""
            else:
                section.blocks.append(shelter(line))
            continue
        if marked and not (marked[1][0] == "`" and "`" in marked[2]):
            section.close_paragraph()
            fence = marked[1]
            continue
        heading = _heading(line, section)
        if heading is None:
            _read(line, section)
            continue
        level, source = heading
        words = plain(source)
        anchor = anchors.of(words)
        if level == 1 and not sections and not section.blocks and not section.paragraph and repeats_title(words, title):
            continue
        sections.append(section.close())
        section = _Open(words, anchor, level, [], [])
    sections.append(section.close())
    return sections


def _heading(line: str, section: _Open) -> tuple[int, str] | None:
    """Level and Markdown of the heading that this line is, or that it makes of the paragraph above it."""
    found = _ATX.match(line)
    if found:
        section.close_paragraph()
        return len(found[1]), found[2] or ""
    under = _SETEXT.match(line)
    if under and section.paragraph:
        words = " ".join(section.paragraph)
        section.paragraph = []
        return (1 if under[1][0] == "=" else 2), words
    return None


def _read(line: str, section: _Open) -> None:
    """One line that is no heading, into the blocks of the section."""
    if not line.strip() or _RULE.match(line) or ("|" in line and _BETWEEN_ROWS.match(line)) or _DEFINITION.match(line):
        section.close_paragraph()
    elif line.lstrip(" \t>").startswith("|"):
        section.close_paragraph()
        cells = (cell.strip() for cell in _CELL.split(line.strip(" \t>|")))
        section.blocks.append(" · ".join(cell for cell in cells if cell))
    elif item := _ITEM.match(line):
        section.close_paragraph()
        section.blocks.append(line[item.end() :].strip())
    elif section.paragraph or not section.blocks or not line.startswith((" ", "\t")):
        quoted = _CALLOUT.match(line) or _QUOTE.match(line)
        section.paragraph.append(line[quoted.end() :].strip() if quoted else line.strip())
    else:
        section.blocks[-1] += " " + line.strip()  # the next line of a list item
