"""The field for Markdown: lists that go on, keys for what is used often, pictures that are pasted or dropped."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFontDatabase, QImage, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from desktop_app.domain.knowledge.publishing import LONGEST_BODY
from desktop_app.ui.authoring.markdown_colours import MarkdownColours
from desktop_app.ui.theme import Theme

_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)]|>)( (?:\[[ xX]\] )?)(.*)$")
_INDENT = "    "
_PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp")
TABLE = "| {one} | {two} |\n| --- | --- |\n|  |  |\n"


class MarkdownEdit(QPlainTextEdit):
    """`picture_given(image)`: it was pasted or dropped. `link_wanted()`: Ctrl+K. `too_much_given()`: more was
    pasted than an article holds; it stays out."""

    picture_given = Signal(QImage)
    link_wanted = Signal()
    too_much_given = Signal()

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.theme = theme
        self.setAccessibleName(name)
        self.setPlaceholderText(name)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setTabChangesFocus(True)  # but in a list, where Tab moves the item in
        self.colours = MarkdownColours(self.document(), theme)
        self._dress()
        theme.changed.connect(self._dress)

    def set_text(self, text: str) -> None:
        """Another text; what was undone before cannot be undone any more."""
        self.setPlainText(text)
        self.document().setModified(False)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key == Qt.Key.Key_B:
            self.wrap("**")
        elif control and key == Qt.Key.Key_I:
            self.wrap("*")
        elif control and key == Qt.Key.Key_K:
            self.link_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._go_on()
        elif key == Qt.Key.Key_Tab and self._item() is not None:
            self._move_in(1)
        elif key == Qt.Key.Key_Backtab and self._item() is not None:
            self._move_in(-1)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Asked before the key is: in a list Tab is the list's.
        return self._item() is None and super().focusNextPrevChild(forward)

    def wrap(self, mark: str) -> None:
        """Puts the mark around what is chosen, or takes it off."""
        cursor = self.textCursor()
        chosen = cursor.selectedText()
        if chosen.startswith(mark) and chosen.endswith(mark) and len(chosen) > 2 * len(mark):
            cursor.insertText(chosen[len(mark) : -len(mark)])
            return
        cursor.insertText(f"{mark}{chosen}{mark}")
        if not chosen:
            cursor.movePosition(QTextCursor.MoveOperation.Left, n=len(mark))
        self.setTextCursor(cursor)

    def begin_line(self, mark: str) -> None:
        """Makes the lines that are chosen begin with this mark, or not any more."""
        cursor = self.textCursor()
        first = self.document().findBlock(cursor.selectionStart())
        last = self.document().findBlock(cursor.selectionEnd())
        off = first.text().startswith(mark)
        cursor.beginEditBlock()
        block = first
        while block.isValid():
            at = QTextCursor(block)
            if off and block.text().startswith(mark):
                at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(mark))
                at.removeSelectedText()
            elif not off:
                at.insertText(mark)
            if block == last:
                break
            block = block.next()
        cursor.endEditBlock()

    def insert_block(self, text: str) -> None:
        """Puts these lines on lines of their own, after an empty one."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        before = "\n\n" if cursor.block().text().strip() else ""
        cursor.insertText(before + text)
        self.setTextCursor(cursor)

    def insert_words(self, text: str) -> None:
        """Puts this in the place of what is chosen."""
        self.textCursor().insertText(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_line(self, number: int) -> None:
        """Shows this line, from 1, and moves there."""
        block = self.document().findBlockByNumber(max(0, number - 1))
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def underline(self, spans: list[tuple[int, int]]) -> None:
        """Draws a wave under these stretches of the text."""
        marks = []
        for start, end in spans:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(start)
            cursor.setPosition(min(end, self.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            mark.format.setUnderlineStyle(mark.format.UnderlineStyle.WaveUnderline)
            mark.format.setUnderlineColor(self.theme.color("warn"))
            marks.append(mark)
        self.setExtraSelections(marks)

    def _item(self) -> re.Match[str] | None:
        return _ITEM.match(self.textCursor().block().text())

    def _go_on(self) -> None:
        """The next item of a list; an empty item ends it."""
        cursor, found = self.textCursor(), self._item()
        if found is None or cursor.hasSelection() or cursor.positionInBlock() < found.start(4):
            cursor.insertText("\n")
        elif not found[4].strip():
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            cursor.removeSelectedText()
        else:
            mark = found[2]
            if mark[:-1].isdigit():
                mark = f"{int(mark[:-1]) + 1}{mark[-1]}"
            box = "[ ] " if found[3].strip() else ""
            cursor.insertText(f"\n{found[1]}{mark} {box}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _move_in(self, way: int) -> None:
        cursor = QTextCursor(self.textCursor().block())
        if way > 0:
            cursor.insertText(_INDENT)
        else:
            line = cursor.block().text()
            spaces = min(len(_INDENT), len(line) - len(line.lstrip(" ")))
            cursor.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, spaces)
            cursor.removeSelectedText()

    # What is pasted and dropped

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or bool(_pictures(source)) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasImage():
            self.picture_given.emit(QImage(source.imageData()))
        elif paths := _pictures(source):
            for path in paths:
                self.picture_given.emit(QImage(str(path)))
        elif len(source.text()) + self.document().characterCount() > LONGEST_BODY:
            self.too_much_given.emit()
        else:
            self.insertPlainText(source.text())

    def _dress(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.theme.px(13))
        self.setFont(font)
        self.setTabStopDistance(self.fontMetrics().horizontalAdvance(" ") * 4)
        self.colours.dress(self.theme)


def _pictures(source: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in source.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in _PICTURES]
