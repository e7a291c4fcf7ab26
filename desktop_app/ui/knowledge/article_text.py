"""The text of an article, to be read: its sections, the words found in it, its links. Nothing is fetched for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextDocument,
)  # fmt: skip
from PySide6.QtWidgets import QTextBrowser, QToolTip, QWidget

from desktop_app.catalogue import Catalogue
from desktop_app.search.render import Heading
from desktop_app.ui.knowledge import article_style
from desktop_app.ui.knowledge.article_shown import COPY, PICTURE, Shown, shown_html
from desktop_app.ui.knowledge.article_style import MEASURE, SIZE
from desktop_app.ui.knowledge.decoration import (
    Marked,
    draw_beside_heading,
    draw_grounds,
    draw_marks,
    lines_of,
    marked_in,
)
from desktop_app.ui.knowledge.pictures import scaled_to
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import IconButton
from desktop_app.ui.widgets.layout import restyled
from desktop_app.ui.widgets.painting import focus_ring

_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason,
)  # fmt: skip
_TRIES = 4
LEFT, RIGHT, TOP, BOTTOM = 28, 24, 14, 32


class ArticleText(QTextBrowser):
    """`followed(address)`: a link was chosen. `at_section(anchor)`: another section is being read. `copying(anchor)`:
    the link to this section is wanted. `copying_code(text)`: this block of code is. `placed(left, width)`: the column
    of text has moved."""

    followed = Signal(str)
    at_section = Signal(str)
    copying = Signal(str)
    copying_code = Signal(str)
    placed = Signal(int, int)

    def __init__(self, theme: Theme, text: Catalogue) -> None:
        super().__init__()
        self.theme = theme
        self.centred = False
        self._text = text
        self._shown: Shown | None = None
        self._measure = 0
        self._headings: list[tuple[Heading, QTextBlock]] = []
        self._marks: list[Marked] = []
        self._found = ""
        self._at = ""
        self._ring = False
        self._hovered = ""
        self._aim: tuple[str | int, int] = ("", 0)
        self._laying_out = self._fits = False
        self._beside: QWidget | None = None
        self._beside_width = 0
        restyled(self, bare=True)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.copy_button = IconButton(theme, "link", text("Copy the link to this section"))
        self.copy_button.setParent(self.viewport())
        self.copy_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.copy_button.clicked.connect(lambda: self.copying.emit(self._hovered))
        self.copy_button.hide()
        self.anchorClicked.connect(lambda url: self._chosen(url.toString()))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # What is shown

    def show_article(self, name: str, shown: Shown) -> None:
        """Shows this article from its top; `name` is its title, for who listens."""
        self.setAccessibleName(name)
        self._shown, self._found, self._marks = shown, "", []
        self._set()
        self.go_to("")
        self._tell_section()

    def dress_anew(self) -> None:
        """The same text in other colours or at another size, at the same place."""
        if self._shown is None:
            return
        kept = self._kept_place()
        self._set()
        self._return_to(kept)

    def mark_found(self, anchor: str, more: Sequence[str], words: Sequence[str]) -> None:
        """Marks these words in the section of this anchor and in the others named, and says at its heading so."""
        self._found = anchor
        self._marks = marked_in(self.document(), self._headings, words, {anchor, *more}) if words else []
        self.viewport().update()

    def mark(self, marks: Sequence[Marked]) -> None:
        """Marks these spans instead."""
        self._marks = list(marks)
        self.viewport().update()

    def marks(self) -> tuple[Marked, ...]:
        """What is marked."""
        return tuple(self._marks)

    def find_all(self, words: str) -> list[tuple[int, int]]:
        """Where these words stand in the text, however they are written."""
        sought = words.strip()
        if not sought:
            return []
        return [found.span() for found in re.finditer(re.escape(sought), self.toPlainText(), re.IGNORECASE)]

    def hold_beside(self, beside: QWidget | None, width: int = 0) -> None:
        """Keeps room right of the text for this widget, inside the scroll bar; None gives the room back."""
        if beside is not None:
            beside.setParent(self)
            beside.show()
            beside.raise_()
        self._beside, self._beside_width = beside, width if beside is not None else 0
        self.setViewportMargins(0, 0, self._beside_width, 0)
        self._settle_beside()

    # Where one is in it

    def section(self) -> str:
        """The anchor of the section being read, empty above the first heading."""
        return self._at

    def go_to(self, anchor: str) -> bool:
        """Scrolls to a section or a footnote; False where there is none. An empty anchor is the top."""
        block = next((block for heading, block in self._headings if heading.anchor == anchor), None)
        if block is None and anchor:
            block = article_style.block_named(self.document(), anchor)
        top = 0
        if block is not None:
            top = round(self.document().documentLayout().blockBoundingRect(block).top()) - self.theme.px(TOP)
        self.verticalScrollBar().setValue(top)
        self._aim = (anchor if block is not None else "", self.verticalScrollBar().value())
        self._tell_section()
        return block is not None or not anchor

    def scroll_to(self, value: int) -> None:
        """To where one left it."""
        self.verticalScrollBar().setValue(value)
        self._aim = (value, self.verticalScrollBar().value())

    def below(self) -> int:
        """How far under its heading the section being read was scrolled, in pixels at 100 %."""
        return round((self.verticalScrollBar().value() - self._top_of(self._at)) / self.theme.scale)

    def go_below(self, anchor: str, below: int) -> None:
        """Back to such a place."""
        if self.go_to(anchor) and below:
            self.scroll_to(round(self._top_of(anchor) + below * self.theme.scale))

    def _top_of(self, anchor: str) -> int:
        block = next((block for heading, block in self._headings if heading.anchor == anchor), None)
        if block is None:
            return 0
        return round(self.document().documentLayout().blockBoundingRect(block).top()) - self.theme.px(TOP)

    def go_by(self, sections: int) -> None:
        """To a section after or before the one being read."""
        anchors = ["", *(heading.anchor for heading, _ in self._headings)]
        at = anchors.index(self._at) + sections
        if 0 <= at < len(anchors):
            self.go_to(anchors[at])

    def bring_into_sight(self, start: int) -> None:
        """Scrolls to a place in the text, unless it is seen already."""
        block = self.document().findBlock(start)
        lines = lines_of(self.document(), block, start, start + 1)
        if lines and not self._seen().adjusted(0, 24, 0, -24).contains(lines[0]):
            self.verticalScrollBar().setValue(round(lines[0].top() - self.viewport().height() / 3))

    # Qt's side

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The company's own pictures, which lie on this laptop; nothing else, and never from anywhere else."""
        address = name.toString() if isinstance(name, QUrl) else name
        if self._shown is None or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        image = self._shown.pictures.get(address.removeprefix(PICTURE)) if address.startswith(PICTURE) else None
        return None if image is None else scaled_to(image, self.theme, self._measure, self.devicePixelRatioF())

    def showEvent(self, event: QShowEvent) -> None:
        kept = self._kept_place()
        super().showEvent(event)  # which goes to the cursor, at the top
        self._return_to(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._laying_out:  # its scroll bar came or went: see `_fit`
            super().resizeEvent(event)
            self._fits = False
            return
        kept = self._kept_place()
        super().resizeEvent(event)
        self._fit()
        self._return_to(kept)
        self._settle_beside()
        self.copy_button.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        seen, document = self._seen(), self.document()
        painter.translate(-seen.x(), -seen.y())
        draw_grounds(painter, document, self.theme, seen)
        draw_marks(painter, document, self.theme, self._marks, seen)
        heading = next((block for each, block in self._headings if each.anchor == self._found), None)
        if heading is not None:
            width = document.size().width() - document.rootFrame().frameFormat().rightMargin() + self.theme.px(RIGHT)
            draw_beside_heading(painter, document, self.theme, heading, self._text("found here"), width)
        painter.end()
        super().paintEvent(event)
        if self._ring:
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            focus_ring(painter, self.theme, QRectF(self.viewport().rect()).adjusted(2, 2, -2, -2))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in _BY_KEYBOARD
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.viewport().update()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Down: bar.singleStep() * 2, Qt.Key.Key_Up: -bar.singleStep() * 2}.get(Qt.Key(event.key()))
        if plain and step is not None:
            bar.setValue(bar.value() + step)
        elif plain and event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif plain and event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif plain and event.text().isprintable() and event.text() and event.key() != Qt.Key.Key_Space:
            event.ignore()  # single letters are the page's shortcuts
        else:
            super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            address = self.anchorAt(event.pos())
            outside = address.partition(":")[0] in ("https", "mailto")
            QToolTip.showText(event.globalPos(), address.removeprefix("mailto:") if outside else "", self)
            return True
        return super().viewportEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._offer_copy(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        self.copy_button.hide()
        super().leaveEvent(event)

    # How it holds together

    def _set(self) -> None:
        assert self._shown is not None
        document, theme, rendered = self.document(), self.theme, self._shown.rendered
        document.setDefaultStyleSheet(article_style.style_sheet(theme))
        document.setDefaultFont(theme.font(SIZE))
        self._laying_out = True
        self._measure = min(theme.px(MEASURE), max(120, self.viewport().width() - theme.px(LEFT) - theme.px(RIGHT)))
        self.setHtml(shown_html(self._shown, theme, self._text, measure=self._measure))
        wide = article_style.dress(document, theme)
        if wide:  # only now is it known which: again, with a way to each of them alone
            self.setHtml(shown_html(self._shown, theme, self._text, wide, self._measure))
            article_style.dress(document, theme)
        self._fit()
        self._headings = article_style.headings_of(document, rendered.outline)

    def _chosen(self, address: str) -> None:
        if address.startswith(COPY):
            code = article_style.code_of(self.document(), self.theme)
            place = int(address.removeprefix(COPY))
            if place < len(code):
                self.copying_code.emit(code[place])
        else:
            self.followed.emit(address)

    def _fit(self) -> None:
        """Places the column: at the left, or in the middle; never wider than can be read.

        While a text is laid out its scroll bar may come or go. Changed in the midst of that, Qt leaves out blocks for
        good: so it is placed again once it is done.
        """
        px, left, width = self.theme.px, 0, 0
        self._laying_out = True
        for _ in range(_TRIES):
            self._fits = True
            whole = self.viewport().width()
            width = min(px(MEASURE), whole - px(LEFT) - px(RIGHT))
            left = max(px(LEFT), (whole - width) // 2) if self.centred else px(LEFT)
            article_style.with_margins(self.document(), left, whole - left - width, px(TOP), px(BOTTOM))
            if self._fits:
                break
        self._laying_out = False
        self.placed.emit(left, width)
        if self._shown is not None and self._shown.pictures and width < self._measure:
            QTimer.singleShot(0, self, self._smaller_pictures)

    def _smaller_pictures(self) -> None:
        """The column has become narrower than the pictures in it."""
        room = self.viewport().width() - self.theme.px(LEFT) - self.theme.px(RIGHT)
        if self._measure > max(120, room):
            self.dress_anew()

    def _settle_beside(self) -> None:
        if self._beside is not None:
            seen = self.viewport().geometry()
            self._beside.setGeometry(seen.right() + 1, seen.top(), self._beside_width, seen.height())

    def _seen(self) -> QRectF:
        return QRectF(
            self.horizontalScrollBar().value(), self.verticalScrollBar().value(),
            self.viewport().width(), self.viewport().height(),
        )  # fmt: skip

    def _kept_place(self) -> tuple[int, float] | str | int:
        """Where one is: what one was brought to, as long as nobody scrolled since; else the block at the top, and how
        far above the edge it begins."""
        to, reached = self._aim
        if self.verticalScrollBar().value() == reached:
            return to
        place = self.cursorForPosition(QPoint(self.theme.px(LEFT), self.theme.px(TOP))).block()
        top = self.document().documentLayout().blockBoundingRect(place).top()
        return place.blockNumber(), self.verticalScrollBar().value() - top

    def _return_to(self, kept: tuple[int, float] | str | int) -> None:
        if isinstance(kept, str):
            self.go_to(kept)
            return
        if isinstance(kept, int):
            self.scroll_to(kept)
            return
        block = self.document().findBlockByNumber(kept[0])
        if block.isValid() and kept[0] > 0:
            top = self.document().documentLayout().blockBoundingRect(block).top()
            self.verticalScrollBar().setValue(round(top + kept[1]))

    def _scrolled(self) -> None:
        self.copy_button.hide()
        self._tell_section()

    def _tell_section(self) -> None:
        """The last heading that has come to the top; where one was brought to, also when the text ends before that."""
        to, reached = self._aim
        brought = to if isinstance(to, str) and self.verticalScrollBar().value() == reached else ""
        seen, layout = self._seen(), self.document().documentLayout()
        edge = seen.top() + self.theme.px(TOP + 40)
        at = ""
        for heading, block in self._headings:
            if layout.blockBoundingRect(block).top() > edge:
                break
            at = heading.anchor
        at = brought or at
        if at != self._at:
            self._at = at
            self.at_section.emit(at)

    def _offer_copy(self, at: QPoint) -> None:
        """The button that copies the link to a section, left of the heading under the pointer."""
        seen, layout, side = self._seen(), self.document().documentLayout(), self.theme.px(28)
        for heading, block in self._headings:
            place = layout.blockBoundingRect(block).translated(-seen.x(), -seen.y())
            if place.top() - 4 <= at.y() <= place.bottom() + 4:
                self._hovered = heading.anchor
                x = int(self.document().rootFrame().frameFormat().leftMargin()) - side
                self.copy_button.setGeometry(max(0, x), round(place.top()) - 4, side, side)
                self.copy_button.show()
                return
        self.copy_button.hide()
