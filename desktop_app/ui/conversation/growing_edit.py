"""A field for words that grows with them, and takes files that are pasted or dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from desktop_app.domain.text import LONGEST
from desktop_app.ui.theme import Theme


class GrowingEdit(QPlainTextEdit):
    """One line when empty, at most eight. `submitted`: Ctrl+Enter. `files_given(paths)`, `picture_given(image)`.

    `too_much_given`: words that no message may carry were pasted; they would keep Qt busy for minutes, and stay out.
    """

    submitted = Signal()
    left = Signal()
    entered = Signal()
    files_given = Signal(list)
    picture_given = Signal(QImage)
    too_much_given = Signal()

    def __init__(self, theme: Theme, *, least: int = 1, most: int = 8) -> None:
        super().__init__()
        self._theme, self._least, self._most = theme, least, most
        self.setProperty("bare", True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def say_hint(self, hint: str) -> None:
        """What is to be written here."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()  # the page's: back to where the keyboard goes through things
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return bool(local_files(source)) or source.hasImage() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if files := local_files(source):
            self.files_given.emit(files)
        elif source.hasImage() and not source.hasText():
            self.picture_given.emit(QImage(source.imageData()))
        elif len(source.text()) > LONGEST:
            self.too_much_given.emit()
        else:
            super().insertFromMimeData(source)

    def _fit(self, *_: object) -> None:
        lines = max(self._least, min(self._most, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 10)
        bar = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines >= self._most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(bar)


def local_files(mime: QMimeData) -> list[Path]:
    """The files that are dropped or pasted, nothing from elsewhere."""
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
