"""The forms a person uses most, each a tile with its promise in a few words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.requests.promise import Promise
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import target_words
from desktop_app.ui.forms.form_icon import form_icon
from desktop_app.ui.links import link
from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import RADIUS_CARD
from desktop_app.ui.widgets.button import LINK_EDGE, Button
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.painting import draw_line, focus_ring, smooth, wrapped
from desktop_app.ui.widgets.text import Text
from desktop_app.wording import Wording

TILES = 4
FITTING: dict[str, tuple[str, ...]] = {
    "new hire": ("question", "laptop-repair", "access-card", "leave-question", "data-change"),
}
"""What fits somebody who asked little so far, by role, as far as the company has such forms."""
FITTING_ANYBODY = ("leave-question", "sick-leave", "expense-claim", "employment-letter", "question", "laptop-repair")
ICON = 20


def often_used(mine: Sequence[RequestItem], offered: Sequence[Form], role: str) -> tuple[list[Form], bool]:
    """Four forms, those used most first; whether any of them was used at all."""
    used = Counter(item.form for item in mine)
    fitting = FITTING.get(role, FITTING_ANYBODY)
    place = {key: at for at, key in enumerate(fitting)}
    listed = sorted(offered, key=lambda form: (-used[form.form], place.get(form.form, len(place)), form.form))
    return listed[:TILES], any(used[form.form] for form in listed[:TILES])


def promise_in_short(form: Form, words: Wording) -> str:
    """Balasan: 4 jam kerja; empty where nothing is promised."""
    first = Promise.read(form.definition, "normal").first_response
    if first is None:
        return ""
    if first.any_time is not None:
        return words.text("Reply: {time}", time=words.duration(first.any_time))
    return words.text("Reply: {time}", time=target_words(first, words))


class FormTile(QPushButton):
    """Icon, name, promise. `tall`: the icon above, else at the left."""

    def __init__(self, theme: Theme, icon: str, title: str, promise: str, tall: bool) -> None:
        super().__init__()
        self.theme, self._icon, self._title, self._promise, self._tall = theme, icon, title, promise, tall
        self._pad_x, self._pad_y = (14, 14) if tall else (11, 10)
        self.setProperty("kind", "painted")
        self.setText(title.replace("&", "&&"))
        self.setAccessibleName(f"{title}. {promise}" if promise else title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        px, line = self.theme.px, self.theme.line_height
        promise = len(self._promise_lines(width))
        lines = len(self._lines(width)) * line(14) + promise * line(12) + (px(1) if promise else 0)
        return 2 * px(self._pad_y) + lines + (px(ICON + 8) if self._tall else 0)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(160), self.heightForWidth(self.theme.px(160)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, px = smooth(self), self.theme, self.theme.px
        whole = QRectF(self.rect())
        painter.setPen(QPen(theme.color("control" if theme.high_contrast else "line"), 1))
        painter.setBrush(theme.color("hover" if self.underMouse() or self.isDown() else "surface"))
        painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_CARD, RADIUS_CARD)
        side = px(ICON)
        y = float(px(self._pad_y)) if self._tall else (self.height() - self._words_height()) / 2
        icon_y = y if self._tall else (self.height() - side) / 2
        theme.draw_icon(painter, QRectF(px(self._pad_x), icon_y, side, side), self._icon, "accent")
        self._paint_words(painter, y + (side + px(8) if self._tall else 0))
        if self.hasFocus():
            focus_ring(painter, theme, whole, RADIUS_CARD)

    def _paint_words(self, painter: QPainter, y: float) -> None:
        theme, x, width = self.theme, self._text_x(), self._text_width(self.width())
        for _, words in self._lines(self.width()):
            height = theme.line_height(14)
            draw_line(painter, theme, QRectF(x, y, width + 4, height), words, theme.font(14, 600), "text")
            y += height
        y += theme.px(1)
        for _, words in self._promise_lines(self.width()):
            height = theme.line_height(12)
            draw_line(painter, theme, QRectF(x, y, width + 4, height), words, theme.font(12), "soft")
            y += height

    def _words_height(self) -> int:
        return self.heightForWidth(self.width()) - 2 * self.theme.px(self._pad_y)

    def _lines(self, width: int) -> list[tuple[int, str]]:
        return wrapped(self._title, self.theme.font(14, 600), self._text_width(width), 2)

    def _promise_lines(self, width: int) -> list[tuple[int, str]]:
        return wrapped(self._promise, self.theme.font(12), self._text_width(width), 2)

    def _text_x(self) -> int:
        return self.theme.px(self._pad_x + (0 if self._tall else ICON + 8))

    def _text_width(self, width: int) -> int:
        return max(40, width - self._text_x() - self.theme.px(8 if self._tall else 5))


class FormTiles(QWidget):
    """Heading, the way to all forms, and the tiles. `opened(form key)`."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._shown: object = None
        self._forms: list[Form] = []
        self._columns, self._tall = TILES, True
        self.title = Text("", 15, 600)
        self.every = Button(context.theme, context.text("All forms"), "link")
        self.every.clicked.connect(lambda: context.open(link("page", "new_request")))
        self.tiles: list[FormTile] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self.setLayout(column(row(self.title, None, self.every, -LINK_EDGE, gap=8), self._grid, gap=8))
        self.hide()

    def show_forms(self, forms: list[Form], used: bool) -> None:
        """These."""
        text = self._context.text
        self.title.say(text("Forms you use most") if used else text("Forms to begin with"))
        self._forms = forms
        self._fill()
        self.setVisible(bool(forms))

    def arrange(self, columns: int, tall: bool) -> None:
        """So many side by side."""
        self._columns, self._tall = columns, tall
        self._grid.setSpacing(12 if tall else 8)
        self._fill()

    def _fill(self) -> None:
        shown = (self._columns, self._tall, [(form.form, form.version) for form in self._forms])
        if shown == self._shown:
            return
        self._shown = shown
        for tile in self.tiles:
            self._grid.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.tiles = [self._tile(form) for form in self._forms]
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // self._columns, at % self._columns)
        for column_ in range(TILES):
            self._grid.setColumnStretch(column_, 1 if column_ < self._columns else 0)

    def _tile(self, form: Form) -> FormTile:
        theme, definition = self._context.theme, form.definition
        icon = form_icon(theme, str(definition.get("icon", "")))
        title = self._context.local(definition["title"])
        tile = FormTile(theme, icon, title, promise_in_short(form, self._context.words), self._tall)
        tile.clicked.connect(lambda: self.opened.emit(form.form))
        return tile
