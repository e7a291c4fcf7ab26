"""The card of what waits: short lists under one another, gone through with the arrow keys as one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.context import Context
from desktop_app.ui.home.waiting import KEYS, Key, Section, Waiting
from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.card_head import CardHead
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.row_chain import RowChain
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import RowKind
from desktop_app.ui.widgets.text import Text

_KINDS: dict[Key, RowKind] = {
    "queue": RowKind(lead="avatar", body_lines=1, chevron=True),
    "replies": RowKind(lead="avatar", body_lines=1, chevron=True),
    "must_read": RowKind(lead="tile", body_lines=1, chevron=True),
    "tasks": RowKind(lead="tick", body_lines=1, chevron=True, tick_inset=7),
}


class SectionPart(QWidget):
    """Heading with its count, and the rows. `more` of them are on a page of their own."""

    def __init__(self, context: Context, key: Key) -> None:
        super().__init__()
        self._context = context
        self.rule = Rule(16)
        self.head = CardHead(context.theme, more=context.text("See all"))
        self.list = RowList(context.theme, "", _KINDS[key])
        self.setLayout(column(self.rule, self.head, self.list, gap=0))
        self.head.more.clicked.connect(self._open_all)
        self.hide()

    def show_section(self, section: Section | None, first: bool) -> None:
        """None: nothing of this kind waits."""
        self.setVisible(section is not None)
        if section is None:
            return
        self._all = section.more
        self.rule.setVisible(not first)
        has_more = section.count > len(section.rows) or section.key == "queue"
        state: State = "accent" if section.count else "good"
        aside = "" if has_more else section.aside
        self.head.say(section.title, section.count, state, aside=aside, has_more=has_more)
        self.list.setAccessibleName(section.title)
        self.list.set_rows(section.rows)

    def _open_all(self) -> None:
        self._context.open(self._all)


class WaitingCard(Card):
    """`opened(key of the list, key of the row)`, `ticked(task, on)`."""

    opened = Signal(str, object)
    ticked = Signal(object, bool)

    def __init__(self, context: Context) -> None:
        self._context = context
        self.parts: dict[Key, SectionPart] = {key: SectionPart(context, key) for key in KEYS}
        self._rest_words = Text("", 12, 400, "soft", wrap=True, leading=0)
        more = Button(context.theme, context.text("See all"), "link")
        more.clicked.connect(self._open_rest)
        line = row((self._rest_words, 1), more, gap=10, margins=(16, 8, 12, 4))
        self._rest = holder(column(Rule(16), line, gap=0))
        super().__init__(context.theme, column(*self.parts.values(), self._rest, gap=0), margins=(0, 2, 0, 6))
        chain = RowChain(self)
        chain.link([part.list for part in self.parts.values()])
        for key, part in self.parts.items():
            part.list.opened.connect(lambda at, key=key: self.opened.emit(key, at))
        self.parts["tasks"].list.ticked.connect(self.ticked)

    def show_waiting(self, waiting: Waiting) -> None:
        """These lists."""
        shown = {section.key: section for section in waiting.sections}
        first = next(iter(shown), None)
        for key, part in self.parts.items():
            part.show_section(shown.get(key), key == first)
        self._show_rest(waiting.rest)

    def _show_rest(self, rest: tuple[Section, ...]) -> None:
        self._rest.setVisible(bool(rest))
        if rest:
            self._rest_link = rest[0].more
            said = ", ".join(f"{section.title} ({section.count})" for section in rest)
            self._rest_words.say(self._context.text("Also waiting: {what}", what=said))

    def _open_rest(self) -> None:
        self._context.open(self._rest_link)
