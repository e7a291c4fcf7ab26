"""What lies over an article for a while: what changed in it, a picture or a table of it alone."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextDocument
from PySide6.QtWidgets import QSizePolicy, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.knowledge.article_style import style_sheet
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Pane, Rule
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.text import Text

_SCROLLS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Backtab,
)  # fmt: skip


class AsidePane(Pane):
    """A heading with the way back, and one thing under it. `closed`: the article is wanted again."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context.theme, None, "surface")
        self._context = context
        self.back = Button(context.theme, context.text("Back to the article"), "quiet", "arrow-left")
        self.back.clicked.connect(self.closed)
        self.title = Text("", 17, 700, wrap=True, leading=0)
        self._head = column(row(self.back, None), self.title, gap=2, margins=(28, 12, 24, 10))
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self.shown: QWidget | None = None
        self.setLayout(column(self._head, Rule(), (self._body, 1), gap=0))

    def show_thing(self, title: str, thing: QWidget) -> None:
        """This, under this heading, ready for the keyboard."""
        self.title.say(title)
        self.setAccessibleName(title)
        if self.shown is not None:
            self._body.removeWidget(self.shown)
            self.shown.hide()
            self.shown.deleteLater()
        self.shown = thing
        self._body.addWidget(thing)
        thing.show()

    def take_focus(self) -> None:
        """To what is shown."""
        (self.shown or self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


class PictureAlone(Scroll):
    """A picture as large as it is, or as the window is; Space or a click changes between both."""

    def __init__(self, theme: Theme, image: QImage, words: str) -> None:
        self._picture = _Picture(image)
        super().__init__(self._picture)
        self._whole = True
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidgetResizable(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.clicked.connect(self._turn)

    @property
    def picture_size(self) -> QSize:
        """How large it is shown."""
        return self._picture.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._turn()
        else:
            super().keyPressEvent(event)

    def _turn(self) -> None:
        self._whole = not self._whole
        self._settle()

    def _settle(self) -> None:
        size, room = self._picture.image.size(), self.viewport().size()
        fits = size.width() <= room.width() and size.height() <= room.height()
        smaller = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        self._picture.resize(smaller if self._whole and not fits else size)


class _Picture(QWidget):
    clicked = Signal()

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.image = image
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mousePressEvent(self, event: object) -> None:
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self.image)
        painter.end()


class TextAlone(QTextBrowser):
    """A piece of an article's HTML, wider than the column: it scrolls both ways, and fetches nothing."""

    followed = Signal(str)

    def __init__(self, theme: Theme, name: str, html: Callable[[int], str], *, wraps: bool) -> None:
        super().__init__()
        self._theme, self._html, self._wraps = theme, html, wraps
        self._width = -1
        self.setAccessibleName(name)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setProperty("bare", True)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.followed.emit(url.toString()))
        if not wraps:
            self.setLineWrapMode(QTextBrowser.LineWrapMode.NoWrap)
        theme.changed.connect(self._again)
        self._again()

    def loadResource(self, kind: int, name: object) -> object:
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wraps and self.viewport().width() != self._width:
            self._again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _SCROLLS or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()  # Esc, and the page's single letters

    def _again(self) -> None:
        self._width = self.viewport().width()
        document: QTextDocument = self.document()
        document.setDefaultStyleSheet(style_sheet(self._theme))
        document.setDefaultFont(self._theme.font(14))
        document.setDocumentMargin(self._theme.px(24))
        kept = self.verticalScrollBar().value()
        self.setHtml(self._html(self._width))
        self.verticalScrollBar().setValue(kept)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
