"""How an article looks: the style sheet of its text, and what Qt's reading of it leaves to be set by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrame,
    QTextLength,
    QTextTable,
)  # fmt: skip

from desktop_app.search.boxes import CALLOUTS
from desktop_app.search.render import Heading
from desktop_app.ui.theme import Theme

SIZE = 15
"""Of the text."""
MEASURE = 472
"""How wide the column is: no line of the sample articles, thin letters and all, then has more than 72 characters."""
LEADING = 128
"""Per cent of the font's own height, which is 150 % of its size."""
CALLOUT_EDGE = 42
"""The column at the left of a call-out, for its icon; a pixel more for each of its kinds, and no other table has it."""
COPY_EDGE = 72
"""The column at the right of code, for copying it."""

_SIZES = {1: 17, 2: 17, 3: 15}  # of headings by level, others 14
_WIDEST = 250  # what a column of a table is given at most before the others have what they like
_CELL = 14


def style_sheet(theme: Theme) -> str:
    """The colours, sizes and distances of everything an article may hold."""
    px, color = theme.px, theme.tokens.by_name()
    return f"""
        p {{ margin: 0 0 {px(10)}px 0; line-height: {LEADING}%; }}
        li {{ line-height: {LEADING}%; margin-bottom: {px(3)}px; }}
        ul, ol {{ margin: 0 0 {px(10)}px 0; }}
        h1, h2 {{ font-weight: 700; margin: {px(18)}px 0 {px(5)}px 0; }}
        h3 {{ font-weight: 600; margin: {px(14)}px 0 {px(3)}px 0; }}
        h4, h5, h6 {{ font-weight: 600; margin: {px(12)}px 0 {px(2)}px 0; }}
        a {{ color: {color["accent"]}; text-decoration: underline; }}
        code, kbd, samp {{ font-family: "DejaVu Sans Mono", "Consolas", "Menlo", monospace; font-size: {px(13)}px;
            background-color: {color["sunken"]}; }}
        pre {{ font-family: "DejaVu Sans Mono", "Consolas", "Menlo", monospace; font-size: {px(13)}px; margin: 0;
            white-space: pre-wrap; }}
        mark {{ background-color: {color["mark"]}; color: {color["text"]}; }}
        td.code {{ padding: {px(10)}px 0 {px(10)}px {px(14)}px; }}
        td.copy {{ padding: {px(10)}px {px(14)}px 0 0; font-size: {px(12)}px; }}
        td.copy a, p.way a {{ text-decoration: none; font-weight: 600; }}
        p.way {{ margin: {px(6)}px 0 0 0; font-size: {px(12)}px; }}
        small {{ font-size: {px(12)}px; color: {color["soft"]}; }}
        sup {{ font-size: {px(12)}px; }}
        span.gone {{ color: {color["soft"]}; font-size: {px(13)}px; }}
        td.callout {{ padding: {px(12)}px {px(16)}px {px(4)}px 0; }}
        td.info strong {{ color: {color["info"]}; font-weight: 600; }}
        td.tip strong {{ color: {color["good"]}; font-weight: 600; }}
        td.warn strong {{ color: {color["warn"]}; font-weight: 600; }}
        td.callout p {{ margin-bottom: {px(8)}px; }}
        table.data {{ border-collapse: collapse; }}
        table.data th {{ text-align: left; font-size: {px(12)}px; font-weight: 600; color: {color["soft"]};
            padding: {px(8)}px {px(_CELL)}px; }}
        table.data td {{ font-size: {px(14)}px; padding: {px(8)}px {px(_CELL)}px;
            border-top: 1px solid {color["line"]}; }}
        hr {{ background-color: {color["line"]}; }}
    """


def dress(document: QTextDocument, theme: Theme) -> tuple[int, ...]:
    """What no style sheet reaches: room around tables, the numbers of lists in the accent.

    Gives the tables of data that are wider than the column, by their place among them.
    """
    laid_out(document)
    wide: list[int] = []
    place = -1
    document.setIndentWidth(theme.px(24))
    together = QTextCursor(document)  # one change: after many single ones Qt leaves blocks without a layout
    together.beginEditBlock()
    for table in tables_of(document.rootFrame()):
        shape = table.format().toTableFormat()
        shape.setTopMargin(theme.px(6))
        shape.setBottomMargin(theme.px(10))
        shape.setBorder(0)
        is_data = callout_kind(table, theme) is None and not is_code(table, theme)
        place += is_data
        if is_data and table.columns() > 1:
            widths = _shares(table, theme)
            shape.setColumnWidthConstraints(widths)
            if widths[0].type() == QTextLength.Type.FixedLength:
                wide.append(place)
                whole = sum(each.rawValue() for each in widths)
                shape.setWidth(QTextLength(QTextLength.Type.FixedLength, whole))
        table.setFormat(shape)
    block = document.begin()
    while block.isValid():
        if block.textList() is not None:
            marker = QTextCharFormat(block.charFormat())
            marker.setForeground(theme.color("accent"))
            marker.setFontWeight(QFont.Weight.DemiBold)
            QTextCursor(block).setBlockCharFormat(marker)
        elif is_heading(block.blockFormat()):
            _at_its_size(block, theme)
        elif _holds_picture(block):
            shape_of_line = block.blockFormat()  # Qt makes a picture as much higher as a line of text
            shape_of_line.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            QTextCursor(block).setBlockFormat(shape_of_line)
        block = block.next()
    together.endEditBlock()
    return tuple(wide)


def _holds_picture(block: QTextBlock) -> bool:
    return any(written.isImageFormat() for _, _, written in _fragments(block))


def _at_its_size(heading: QTextBlock, theme: Theme) -> None:
    """Qt sizes headings by steps of its own, whatever the style sheet says."""
    size = theme.px(_SIZES.get(heading.blockFormat().headingLevel(), 14))
    for start, length, written in _fragments(heading):
        written.clearProperty(QTextFormat.Property.FontSizeAdjustment)
        written.setProperty(QTextFormat.Property.FontPixelSize, size)
        cursor = QTextCursor(heading)
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(written)


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    found, at = [], block.begin()
    while not at.atEnd():
        piece = at.fragment()
        found.append((piece.position(), piece.length(), QTextCharFormat(piece.charFormat())))
        at += 1
    return found


def _shares(table: QTextTable, theme: Theme) -> list[QTextLength]:
    """How wide the columns are: what their longest word needs, and of the rest by what their texts would like.

    Where not even the words have room, the table is wider than the column of text, and the reader scrolls to its end.
    """
    metrics, padding = QFontMetricsF(theme.font(14)), theme.px(2 * _CELL + 2)
    least, liked = [], []
    for column in range(table.columns()):
        texts = [_text_of(table, row, column) for row in range(table.rows())]
        widths = [metrics.horizontalAdvance(text) for text in texts]
        words = [word for text in texts for word in text.split()]
        least.append(max(map(metrics.horizontalAdvance, words), default=0.0) + padding)
        liked.append((min(max(widths), theme.px(_WIDEST)) + min(sum(widths) / len(widths), theme.px(_WIDEST))) / 2)
    left = theme.px(MEASURE) - sum(least)
    if left < 0:
        return [QTextLength(QTextLength.Type.FixedLength, each) for each in least]
    more = [max(1.0, like + padding - need) for like, need in zip(liked, least, strict=True)]
    widths = [need + left * each / sum(more) for need, each in zip(least, more, strict=True)]
    return [QTextLength(QTextLength.Type.PercentageLength, 100 * width / sum(widths)) for width in widths]


def _text_of(table: QTextTable, row: int, column: int) -> str:
    cursor = table.cellAt(row, column).firstCursorPosition()
    cursor.setPosition(table.cellAt(row, column).lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def tables_of(frame: QTextFrame) -> list[QTextTable]:
    """All tables of an article, also those inside others."""
    found: list[QTextTable] = []
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            found.append(child)
        found += tables_of(child)
    return found


def callout_kind(table: QTextTable, theme: Theme) -> str | None:
    """Which kind of call-out this table stands for, by the width of its first column; None for any other table."""
    widths = table.format().toTableFormat().columnWidthConstraints()
    if table.columns() != 2 or not widths:
        return None
    place = round(widths[0].rawValue()) - theme.px(CALLOUT_EDGE)
    fixed = widths[0].type() == QTextLength.Type.FixedLength
    return CALLOUTS[place] if fixed and 0 <= place < len(CALLOUTS) else None


def is_code(table: QTextTable, theme: Theme) -> bool:
    """Whether this table stands for a block of code: beside it is the column for copying."""
    widths = table.format().toTableFormat().columnWidthConstraints()
    if table.columns() != 2 or table.rows() != 1 or len(widths) != 2:
        return False
    return widths[1].type() == QTextLength.Type.FixedLength and widths[1].rawValue() == theme.px(COPY_EDGE)


def with_margins(document: QTextDocument, left: int, right: int, top: int, bottom: int) -> None:
    """Places the column of text in its document."""
    laid_out(document)
    document.setDocumentMargin(0)
    shape = document.rootFrame().frameFormat()
    if (shape.leftMargin(), shape.rightMargin(), shape.topMargin(), shape.bottomMargin()) != (left, right, top, bottom):
        shape.setLeftMargin(left)
        shape.setRightMargin(right)
        shape.setTopMargin(top)
        shape.setBottomMargin(bottom)
        document.rootFrame().setFrameFormat(shape)
    laid_out(document)


def laid_out(document: QTextDocument) -> None:
    """Lays out all of it now. Changed before it had come to its end, Qt's layout leaves out blocks for good."""
    document.documentLayout().documentSize()


def is_heading(block_format: QTextBlockFormat) -> bool:
    """Whether a block is a heading of any level."""
    return block_format.headingLevel() > 0


def headings_of(document: QTextDocument, outline: Iterable[Heading]) -> list[tuple[Heading, QTextBlock]]:
    """The headings of the outline with the blocks they stand in."""
    by_anchor = {heading.anchor: heading for heading in outline}
    found = []
    block = document.begin()
    while block.isValid():
        if is_heading(block.blockFormat()) and not block.begin().atEnd():
            for name in block.begin().fragment().charFormat().anchorNames():
                if name in by_anchor:
                    found.append((by_anchor[name], block))
        block = block.next()
    return found


def named_blocks(document: QTextDocument) -> Iterator[tuple[str, QTextBlock]]:
    """Every heading and footnote, and what leads to a footnote, by the names links call them."""
    block = document.begin()
    while block.isValid():
        for _, _, written in _fragments(block):
            for name in written.anchorNames():
                yield name, block
        block = block.next()


def block_named(document: QTextDocument, anchor: str) -> QTextBlock | None:
    """Where a footnote is, or what leads to it."""
    return next((block for name, block in named_blocks(document) if name == anchor), None)


def code_of(document: QTextDocument, theme: Theme) -> list[str]:
    """The blocks of code, as they are to be pasted elsewhere."""
    code = [_text_of(table, 0, 0) for table in tables_of(document.rootFrame()) if is_code(table, theme)]
    return [each.translate({0x2028: "\n", 0x2029: "\n", 0xA0: " "}) for each in code]
