"""What is painted under an article's text: round grounds of call-outs, code and tables; the words searched for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextDocument, QTextLine, QTextTable

from desktop_app.search.render import Heading
from desktop_app.ui.knowledge.article_style import callout_kind, is_code, tables_of
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.painting import BADGE_HEIGHT, badge_width, draw_badge

RADIUS = 8
_CALLOUTS = {"info": ("info", "info"), "tip": ("good", "lightbulb"), "warn": ("warn", "warning")}


@dataclass(frozen=True)
class Marked:
    """A span of the document's text. `here`: the one a person has come to by "next"."""

    start: int
    end: int
    here: bool = False


def draw_grounds(painter: QPainter, document: QTextDocument, theme: Theme, seen: QRectF) -> None:
    """Call-outs and code on a ground, tables in a frame; only what is in `seen`, in the document's measures."""
    layout = document.documentLayout()
    for table in tables_of(document.rootFrame()):
        place = _place(table, layout.frameBoundingRect(table))
        if not place.intersects(seen):
            continue
        kind = callout_kind(table, theme)
        if kind is not None:
            tone, icon = _CALLOUTS[kind]
            _round(painter, place, theme, f"{tone}_soft", tone if theme.high_contrast else None)
            side = theme.px(18)
            top = place.y() + theme.px(13)
            theme.draw_icon(painter, QRectF(place.x() + theme.px(14), top, side, side), icon, tone)
        elif is_code(table, theme):
            _round(painter, place, theme, "sunken", "line")
        else:
            _round(painter, place, theme, None, "line")


def draw_marks(painter: QPainter, document: QTextDocument, theme: Theme, marks: Iterable[Marked], seen: QRectF) -> None:
    """The found words on the mark's ground; the one a person is at is also ringed."""
    for mark in marks:
        block = document.findBlock(mark.start)
        last = document.findBlock(max(mark.start, mark.end - 1))
        while block.isValid():
            for place in lines_of(document, block, mark.start, mark.end):
                if place.intersects(seen):
                    painter.setPen(QPen(theme.color("accent"), 2) if mark.here else Qt.PenStyle.NoPen)
                    painter.setBrush(theme.color("mark"))
                    painter.drawRoundedRect(place.adjusted(-1.5, 0, 1.5, 0), 3, 3)
            if block == last:
                break
            block = block.next()


def draw_beside_heading(
    painter: QPainter, document: QTextDocument, theme: Theme, heading: QTextBlock, words: str, width: float
) -> None:
    """A badge after the last word of a heading, where there is room up to `width`."""
    lines = lines_of(document, heading, heading.position(), heading.position() + heading.length() - 1)
    if not lines:
        return
    last = lines[-1]
    left = last.right() + theme.px(10)
    if left + badge_width(theme, words) <= width:
        draw_badge(painter, theme, left, last.center().y() - theme.px(BADGE_HEIGHT) / 2, words, "accent")


def marked_in(
    document: QTextDocument, headings: Iterable[tuple[Heading, QTextBlock]], words: Sequence[str], anchors: set[str]
) -> list[Marked]:
    """Where these words stand in the sections of these anchors; neighbours become one mark."""
    either = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    sought = re.compile(rf"(?<!\w)(?:{either})(?!\w)(?:\s+(?:{either})(?!\w))*", re.IGNORECASE)
    starts = {block.position(): heading.anchor for heading, block in headings}
    marks, inside = [], "" in anchors
    block = document.begin()
    while block.isValid():
        if block.position() in starts:
            inside = starts[block.position()] in anchors
        elif inside:
            at = block.position()
            marks += [Marked(at + a, at + b) for a, b in (m.span() for m in sought.finditer(block.text()))]
        block = block.next()
    return marks


def lines_of(document: QTextDocument, block: QTextBlock, start: int, end: int) -> list[QRectF]:
    """Where the text between two places of the document stands in this block, a rectangle a line."""
    layout = block.layout()
    offset = document.documentLayout().blockBoundingRect(block).topLeft()
    a, b = max(0, start - block.position()), min(block.length() - 1, end - block.position())
    found = []
    for i in range(layout.lineCount()):
        line = layout.lineAt(i)
        first, last = max(a, line.textStart()), min(b, line.textStart() + line.textLength())
        if first < last:
            left, right = _x_of(line, first), _x_of(line, last)
            place = QRectF(left, line.y(), right - left, line.ascent() + line.descent())
            found.append(place.translated(offset))
    return found


def _x_of(line: QTextLine, at: int) -> float:
    reached: Any = line.cursorToX(at)  # the place, and where it really is
    return float(reached[0])


def _place(table: QTextTable, bounds: QRectF) -> QRectF:
    """The table without the room around it. Qt's rectangle begins where the text of the first cell does."""
    shape, first = table.format().toTableFormat(), table.cellAt(0, 0).format().toTableCellFormat()
    corner = bounds.topLeft() - QPointF(first.leftPadding(), first.topPadding())
    height = bounds.height() - shape.topMargin() - shape.bottomMargin()
    return QRectF(corner.x(), corner.y(), bounds.width(), height)


def _round(painter: QPainter, place: QRectF, theme: Theme, fill: str | None, edge: str | None) -> None:
    painter.setPen(QPen(theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
