"""The conversation of a request as it is read: messages and steps, the newest at the foot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.store.queries.requests import AttachmentItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.article_links import ArticleLink
from desktop_app.ui.conversation.entries import Entry, Happened, Said
from desktop_app.ui.conversation.file_words import file_icon, file_words
from desktop_app.ui.widgets.attachment_chip import AttachmentChip
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.facts import EventLine, FactLine
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.message import MessageBubble
from desktop_app.ui.widgets.scroll import Scroll
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text

AT_FIRST, IN_A_ROUND = 10, 4
"""How many entries are made at once, and how many more in each round of events."""
AT_ONCE = 60
"""Entries shown at first; older ones come by a button, so that the longest conversation opens as fast as any."""


class Body(QWidget):
    """As high as its entries are at the width it has: wrapped text is higher the narrower it stands, and what counts as
    its least height for a scroll area would be that of the narrowest."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class Thread(Scroll):
    """`changing(id)` and `withdrawing(id)`: buttons of a message that waits; `opening(file)` and `following(link)`."""

    changing = Signal(str)
    withdrawing = Signal(str)
    opening = Signal(object)
    following = Signal(object)

    def __init__(self, context: Context, *, answers_on: str = "canvas") -> None:
        self._context, self._answers_on = context, answers_on
        self._entries: list[Entry] = []
        self._shown: list[Entry] = []
        self._made: dict[tuple[str, str], tuple[Entry, QWidget]] = {}
        self._all = False
        self._of = ""
        self._at_end = True
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(7)
        body = Body()
        body.setLayout(self._lines)
        super().__init__(body)
        self._older = Button(context.theme, "", "quiet", "caret-up")
        self._older.clicked.connect(self._show_all)
        self._older.hide()
        self._lines.addWidget(self._older)
        self._lines.addStretch(1)
        self._later = QTimer(self, interval=0)
        self._later.timeout.connect(self._make_some)
        self.setAccessibleName(context.text("Conversation"))
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._stay_at_end)
        bar.valueChanged.connect(self._moved)

    def show_entries(self, of: str, entries: list[Entry]) -> None:
        """The conversation of request `of`. What is unchanged keeps its widget, a selection in it and its place."""
        if of != self._of:
            self._of, self._all, self._at_end = of, False, True
        self._entries = entries
        hidden = 0 if self._all else max(0, len(entries) - AT_ONCE)
        self._older.setVisible(hidden > 0)
        if hidden:
            text = self._context.text
            self._older.say(text.plural("Show {n} older entry", "Show {n} older entries", hidden))
        self._lay_out([entries[0], *entries[hidden + 1 :]] if hidden else entries)

    def entry(self, id: str) -> QWidget | None:
        """The widget of a message."""
        found = self._made.get(("said", id))
        return None if found is None else found[1]

    def show_entry(self, id: str) -> None:
        """Scrolls to a message."""
        self._make(len(self._shown))
        if (widget := self.entry(id)) is not None:
            self._at_end = False
            self.ensureWidgetVisible(widget, 0, 40)

    def to_end(self) -> None:
        self._at_end = True
        super().to_end()

    def _lay_out(self, shown: list[Entry]) -> None:
        """Puts these in: the newest at once, the others upwards, a few in each round of events; 60 at once is felt."""
        self._shown = shown
        wanted = {_key(entry): entry for entry in shown}
        for key, (entry, widget) in list(self._made.items()):
            if wanted.get(key) != entry:
                del self._made[key]
                self._drop(widget)
        self._make(AT_FIRST)
        self._later.start()

    def _make_some(self) -> None:
        if not self._make(IN_A_ROUND):
            self._later.stop()

    def _make(self, most: int) -> int:
        """Makes so many of those that are missing, from the newest up; how many it made."""
        missing = [entry for entry in self._shown if _key(entry) not in self._made][-most:]
        for entry in reversed(missing):
            widget = self._made.setdefault(_key(entry), (entry, self._widget(entry)))[1]
            before = self._shown[: self._shown.index(entry)]
            place = 1 + sum(_key(each) in self._made for each in before)
            self._lines.insertWidget(place, widget)
        return len(missing)

    def _drop(self, widget: QWidget) -> None:
        self._lines.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    def _widget(self, entry: Entry) -> QWidget:
        theme = self._context.theme
        if isinstance(entry, Happened):
            return EventLine(theme, entry.icon, entry.html, entry.plain, entry.when, entry.exact, entry.tone)
        bubble = MessageBubble(
            theme, entry.kind, entry.name, entry.avatar, entry.text, entry.when, entry.exact, role=entry.role,
            me=entry.me, extra=self._extra(entry), foot=self._foot(entry),
        )  # fmt: skip
        bubble.words.setVisible(bool(entry.text))
        return bubble

    def _extra(self, entry: Said) -> QWidget | None:
        parts: list[QWidget] = []
        if entry.lines:
            on = "surface" if entry.kind == "mine" else self._answers_on
            lines = [FactLine(label, value) for label, value in entry.lines]
            parts.append(Card(self._context.theme, column(*lines, gap=3), fill=on, radius=8, margins=(12, 8, 12, 9)))
        chips = [self._file_chip(file) for file in entry.files] + [self._link_chip(each) for each in entry.links]
        if chips:
            parts.append(holder(FlowLayout(*chips)))
        return holder(column(*parts, gap=6)) if parts else None

    def _file_chip(self, file: AttachmentItem) -> AttachmentChip:
        words = self._context.words
        chip = AttachmentChip(self._context.theme, file.name, file_words(file, words), file_icon(file.name))
        chip.clicked.connect(lambda: self.opening.emit(file))
        return chip

    def _link_chip(self, to: ArticleLink) -> AttachmentChip:
        chip = AttachmentChip(self._context.theme, to.title, self._context.text("article"), "book-open")
        chip.clicked.connect(lambda: self.following.emit(to.link))
        return chip

    def _foot(self, entry: Said) -> QWidget | None:
        if not entry.note:
            return None
        theme, text = self._context.theme, self._context.text
        if entry.kind == "refused":
            icon, tone = "warning-circle", "danger"
        else:
            icon, tone = "cloud-slash" if entry.changeable else "cloud-arrow-up", "warn"
        note = Text(entry.note, 12, 600, tone, wrap=True, leading=0)
        note.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        buttons: list[QWidget] = []
        if entry.changeable:
            change, withdraw = Button(theme, text("Edit"), "link"), Button(theme, text("Withdraw"), "link")
            withdraw.setProperty("tone", "soft")
            change.clicked.connect(lambda: self.changing.emit(entry.id))
            withdraw.clicked.connect(lambda: self.withdrawing.emit(entry.id))
            buttons = [change, withdraw]
        return holder(row(Icon(theme, icon, tone, 16), (note, 1), *buttons, gap=6))

    def _show_all(self) -> None:
        self._all, self._at_end = True, False
        self.show_entries(self._of, self._entries)

    def _stay_at_end(self, *_: int) -> None:
        if self._at_end:
            super().to_end()

    def _moved(self, value: int) -> None:
        self._at_end = value >= self.verticalScrollBar().maximum() - 4


def _key(entry: Entry) -> tuple[str, str]:
    return ("said" if isinstance(entry, Said) else "step"), entry.id
