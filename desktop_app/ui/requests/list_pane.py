"""The list of one's own requests: chips, a search in them, what waits to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from desktop_app.domain.forms.rows import Form
from desktop_app.domain.requests.promise import Promise
from desktop_app.domain.requests.rows import Retention
from desktop_app.store.queries import forms, outbox, people, requests
from desktop_app.store.queries.outbox import OutboxItem
from desktop_app.store.queries.requests import RequestItem
from desktop_app.ui.context import Context
from desktop_app.ui.conversation.promises import target_words
from desktop_app.ui.links import link
from desktop_app.ui.requests.list_rows import Filter, fits, found, rows
from desktop_app.ui.requests.waiting_card import WaitingCard
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card, Rule
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.fields import SearchField
from desktop_app.ui.widgets.layout import column, emptied, row
from desktop_app.ui.widgets.row_list import RowList
from desktop_app.ui.widgets.rows import Row, RowKind
from desktop_app.ui.widgets.text import Text

FIRST_FORMS = ("leave-question", "expense-claim", "employment-letter")
"""What is offered to who has asked nothing yet, as far as the company has such forms."""


@dataclass(frozen=True)
class Mine:
    """What the list shows."""

    items: tuple[RequestItem, ...]
    waiting: tuple[OutboxItem, ...]
    team_names: dict[str, str]
    offered: tuple[Form, ...]
    kept: Retention | None = None


def read_mine(c: Any, me: str, context: Context) -> Mine:
    """All of it in one go."""
    items = requests.mine(c, me, now=context.now())
    offered = {each.form: each for each in forms.offered(c, me)} if not items else {}
    first = [offered[key] for key in FIRST_FORMS if key in offered] or list(offered.values())[:3]
    team_names = {each.id: context.local(each.names) for each in people.teams(c)}
    return Mine(tuple(items), tuple(outbox.pending(c)), team_names, tuple(first), requests.kept(c))


class ListPane(QWidget):
    """`opened(id)`: this request is to be shown."""

    opened = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._mine: Mine | None = None
        self._filter: Filter = "all"
        theme, text = context.theme, context.text
        self.chips: dict[Filter, Chip] = {}
        group = QButtonGroup(self)
        titles: dict[Filter, str] = {
            "all": text("All"), "open": text.context("requests", "Open"), "mine": text("Waiting for me"),
            "done": text("Done"),
        }  # fmt: skip
        for key, title in titles.items():
            chip = Chip(theme, title, checkable=True, checked=key == "all")
            chip.clicked.connect(lambda _, key=key: self._choose(key))
            group.addButton(chip)
            self.chips[key] = chip
        self.search = SearchField(theme, text("Search in my requests"), text("Clear the search"), "/", 300)
        self.search.textChanged.connect(self._show)
        self.waiting = WaitingCard(context)
        self.waiting.list.opened.connect(lambda key: self.opened.emit(key[0]))
        kind = RowKind(kicker=True, tags=True, title_size=15, chevron=True, pad_y=11)
        self.list = RowList(theme, text("My requests"), kind)
        self.list.opened.connect(self.opened.emit)
        self._card = Card(theme, column(self.list, gap=0), margins=(0, 2, 0, 4))
        self._nothing = Text("", 14, 400, "soft", wrap=True)
        self._kept = Text("", 12, 400, "soft", wrap=True)
        self._empty = QVBoxLayout()
        self._empty.setContentsMargins(0, 0, 0, 0)
        chips = row(*self.chips.values(), None, self.search, gap=6)
        heading = Text(text("My requests"), 24, 700)
        parts = (heading, chips, self.waiting, self._nothing, self._card, self._kept)
        self.place = column(*parts, (self._empty, 100), None, gap=12)
        self.setLayout(self.place)
        for part in (self._card, self._nothing, self._kept, self.search):
            part.hide()  # until the first answer came nothing is said of what there is

    def show_mine(self, mine: Mine) -> None:
        """These requests. The card for the first one appears only where there are none."""
        self._mine = mine
        self._show()

    def focus_search(self) -> None:
        """To the search in these requests."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _choose(self, which: Filter) -> None:
        self._filter = which
        self._show()

    def _show(self, *_: object) -> None:
        if (mine := self._mine) is None:
            return
        words = self._context.words
        for key, chip in self.chips.items():
            chip.say(chip.text().replace("&&", "&"), sum(fits(item, key) for item in mine.items))
        self.waiting.show_waiting(mine.waiting, {item.id: item for item in mine.items})
        shown = [item for item in mine.items if fits(item, self._filter)]
        shown = found(shown, self.search.text(), mine.team_names)
        self.list.set_rows(rows(shown, mine.team_names, words))
        self._card.setVisible(bool(shown))
        self.search.setVisible(bool(mine.items))
        self._nothing.setVisible(bool(mine.items) and not shown)
        self._nothing.say(self._nothing_words())
        self._kept.setVisible(bool(mine.items) and mine.kept is not None)
        self._kept.say(self._kept_words(mine.kept) if mine.kept else "")
        if mine.items:
            emptied(self._empty)
        elif not self._empty.count():
            self._empty.addWidget(self._first_steps(mine.offered))

    def _nothing_words(self) -> str:
        text = self._context.text
        if self.search.text().strip():
            return text("None of your requests has “{words}” in it.", words=self.search.text().strip())
        if self._filter == "mine":
            return text("Nothing waits for you. You are told when somebody answers.")
        return text("No request is here now.")

    def _kept_words(self, kept: Retention) -> str:
        """Where older requests are, and why they are kept."""
        text = self._context.text
        gone = text.plural(
            "Requests that ended more than {n} month ago are no longer on this laptop.",
            "Requests that ended more than {n} months ago are no longer on this laptop.", kept.laptop_months,
        )  # fmt: skip
        held = text.plural(
            "The company keeps them for {n} month after their end.",
            "The company keeps them for {n} months after their end.", kept.server_months,
        )  # fmt: skip
        return " ".join((gone, held, self._context.local(kept.basis)))

    def _first_steps(self, offered: Sequence[Form]) -> Card:
        context, text = self._context, self._context.text
        first = Button(context.theme, text("Make your first request"), "primary", "plus")
        first.clicked.connect(lambda: context.open(link("page", "new_request")))
        state = EmptyState(
            context.theme, "paper-plane-tilt", text("No requests yet"),
            text("Here you see who takes care of your request and by when it is answered, offline too."), first,
        )  # fmt: skip
        if not offered:
            return Card(context.theme, column(None, state, None), margins=(24, 24, 24, 24))
        kind = RowKind(lead="tile", body_lines=1, chevron=True, pad_x=0, pad_y=9)
        often = RowList(context.theme, text("Asked most often"), kind)
        often.set_rows([self._form_row(form) for form in offered])
        often.opened.connect(lambda key: context.open(link("form", key)))
        heading = Text(text("Asked most often"), 12, 600, "soft")
        parts = (None, state, None, Rule(), 8, heading, often)
        return Card(context.theme, column(*parts, gap=4), margins=(24, 24, 24, 10))

    def _form_row(self, form: Form) -> Row:
        words, definition = self._context.words, form.definition
        first = Promise.read(definition, "normal").first_response
        promise = "" if first is None else words.text("a reply within {time}", time=target_words(first, words))
        return Row(
            key=form.form, title=self._context.local(definition["title"]), body=promise, icon=str(definition["icon"])
        )
