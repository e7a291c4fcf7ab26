"""The page of checklists: who goes with one, how far it is, and the tasks by phase, each ticked where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.store.queries.checklists import ChecklistItem
from desktop_app.ui.checklists.companion_card import CompanionCard, Relation
from desktop_app.ui.checklists.others_card import OthersCard
from desktop_app.ui.checklists.phase_card import PhaseCard, columns_of
from desktop_app.ui.checklists.reading import Checklists, Which, read_checklists, tasks_of, which_of
from desktop_app.ui.checklists.switch import Switch
from desktop_app.ui.checklists.task_rows import local
from desktop_app.ui.checklists.ticking import tick
from desktop_app.ui.checklists.title_words import standing, title
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.links import Link, link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.columns import NARROW
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, emptied, holder
from desktop_app.ui.widgets.progress import Progress
from desktop_app.ui.widgets.row_chain import RowChain
from desktop_app.ui.widgets.text import Text

_KINDS = frozenset(("task", "person", "site", "calendar", "article"))
SIDE = 344
ROOM_FOR_COLUMNS = 700
MINUTE = 60_000


class ChecklistsPage(PageWidget):
    """A link to a task shows the checklist it is on, with the focus on it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._lists: Checklists | None = None
        self._which: Which | None = None
        self._asked = ""
        self._shape: object = None
        self._chain = RowChain(self)
        theme, text = context.theme, context.text
        self.cards: list[PhaseCard] = []
        self.title = Text("", 24, 700, wrap=True, leading=0)
        self.standing = Text("", 14, 400, "soft", wrap=True, leading=0)
        self.progress = Progress(theme, text("Tasks done"), thickness=8)
        self.switch = Switch(context)
        self.companion = CompanionCard(context)
        self.others = OthersCard(context)
        self._phases = column(gap=12)
        self._above, self._below, self._beside = column(gap=12), column(gap=12), column(gap=12)
        self._nothing = column(gap=0)
        self._empty = holder(self._nothing)
        self._head = holder(column(self.title, self.standing, 6, self.progress, gap=4))
        parts = (self.switch, self._head, self._above, self._phases, self._below, (self._empty, 1), None)
        self._main = holder(column(*parts, gap=12))
        self._side = holder(column(self._beside, None, gap=0), theme.px(SIDE))
        whole = QHBoxLayout()
        whole.setSpacing(24)
        whole.addWidget(self._main, 1)
        whole.addWidget(self._side)
        self.scrolled(whole)
        self.switch.chosen.connect(self._choose)
        self.others.list.opened.connect(self._go_to)
        for part in (self._head, self._empty, self._side, self.companion, self.others):
            part.hide()
        self._clock = QTimer(self, interval=MINUTE)  # what is due today is late tomorrow while nothing changes
        self._clock.timeout.connect(self._grow_old)
        self._clock.start()

    def refresh(self, changes: Changed | None) -> None:
        if changes is None or changes.kinds & _KINDS:
            context, me = self.context, self.context.me.login
            context.read(lambda c: read_checklists(c, me, context), self._show, owner=self, latest="checklists")

    def open(self, link: Link) -> None:
        if link.kind == "task":
            self._asked = link.key
        elif link.get("person"):
            self._which = (link.get("person"), link.get("checklist"))
        if self._lists is not None:
            self._show(self._lists)

    def place(self) -> Link | None:
        if self._which is None:
            return None
        return link("page", "checklists", person=self._which[0], checklist=self._which[1])

    def leave(self) -> None:
        self._shape = None  # what was finished meanwhile is folded away when the page is seen again

    def panes(self) -> Sequence[QWidget]:
        return tuple(part for part in (self._main, self._side) if part.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._lists is not None and self._form() != self._arranged:
            self._show(self._lists)

    def _show(self, lists: Checklists) -> None:
        self._lists, words, me = lists, self.context.words, self.context.me.login
        item = (lists.holding(self._asked) if self._asked else None) or lists.find(self._which)
        self._which = None if item is None else which_of(item)
        self.switch.show_lists(lists, self._which)
        self._head.setVisible(item is not None)
        self._arrange(lists, item)
        if item is None:
            self._show_nothing()
            return
        self._empty.hide()
        self.title.say(title(item, lists.people.get(item.person), me, words))
        self.standing.say(standing(item, me, words))
        self.progress.say(item.done, item.total, "good" if item.done == item.total else "accent")
        self._show_phases(item, lists)
        self.others.show_checklist(item)
        if self._asked:
            asked, self._asked = self._asked, ""
            self._go_to(asked)

    def _show_phases(self, item: ChecklistItem, lists: Checklists) -> None:
        in_columns = self._form()[1]
        shape = (which_of(item), in_columns, tuple(local(phase.title, self.context.words) for phase in item.phases))
        if shape != self._shape:
            self._shape = shape
            emptied(self._phases)
            columns = columns_of(item, self.context) if in_columns else None
            self.cards = [PhaseCard(self.context, phase, lists.titles, columns) for phase in item.phases]
            for card in self.cards:
                card.ticked.connect(self._tick)
                card.opened.connect(self._open_article)
                self._phases.addWidget(card)
            self._chain.link([rows for card in self.cards for rows in card.lists])
        for card, phase in zip(self.cards, item.phases, strict=True):
            card.show_phase(phase, lists.titles)

    def _form(self) -> tuple[bool, bool]:
        """One column or two, and whether there is room for who and when in columns of their own."""
        px = self.context.theme.px
        narrow = self.window().width() < px(NARROW)
        room = self.width() - 2 * self.margin() - (0 if narrow else px(SIDE) + 24)
        return narrow, room >= px(ROOM_FOR_COLUMNS)

    def _arrange(self, lists: Checklists, item: ChecklistItem | None) -> None:
        """The person beside one stands at the right, or above the tasks where the window is narrow."""
        self._arranged = self._form()
        narrow = self._arranged[0]
        person = None if item is None else self._companion(lists, item)
        if item is None or person is None:
            self.companion.hide()
        else:
            where = lists.hours_at.get(person.site)
            relation = relation_to(item, self.context.me.login)
            self.companion.show_person(person, where, relation, in_a_line=all(self._arranged))
            self.companion.show()
        (self._above if narrow else self._beside).insertWidget(0, self.companion)
        (self._below if narrow else self._beside).addWidget(self.others)
        self._side.setVisible(not narrow and item is not None)

    def _companion(self, lists: Checklists, item: ChecklistItem) -> Any:
        return item.buddy if item.person == self.context.me.login else lists.people.get(item.person)

    def _show_nothing(self) -> None:
        emptied(self._phases)
        self.cards, self._shape = [], None
        self.others.hide()
        if not self._nothing.count():
            text, context = self.context.text, self.context
            look = Button(context.theme, text("Read articles"), "secondary", "book-open")
            look.clicked.connect(lambda: context.open(link("page", "knowledge")))
            state = EmptyState(
                context.theme, "check-square", text("No checklist at the moment"),
                text("Here you find the steps of a first working day or of a move, also without a network."), look,
            )  # fmt: skip
            self._nothing.addWidget(Card(context.theme, column(None, state, None), margins=(24, 48, 24, 48)))
        self._empty.show()

    def _choose(self, which: Which) -> None:
        self._which = which
        if self._lists is not None:
            self._show(self._lists)

    def _tick(self, task: object, on: bool) -> None:
        found = next((each for each in self._tasks() if each.id == task), None)
        if found is not None:
            tick(self.context, found.id, local(found.title, self.context.words), on, self)

    def _open_article(self, task: object) -> None:
        found = next((each for each in self._tasks() if each.id == task), None)
        if found is not None and self._lists is not None and found.article in self._lists.titles:
            self.context.open(link("article", found.article or ""))

    def _go_to(self, task: object) -> None:
        """To this task, with its phase unfolded."""
        for card in self.cards:
            if card.go_to(str(task)):
                return

    def _tasks(self) -> list[Any]:
        item = self._lists.find(self._which) if self._lists is not None else None
        return [] if item is None else tasks_of(item)

    def _grow_old(self) -> None:
        if self.isVisible():
            self.refresh(None)


def relation_to(item: ChecklistItem, me: str) -> Relation:
    """How the person beside the tasks stands to the reader."""
    if item.person == me:
        return "buddy"
    return "newcomer" if item.buddy is not None and item.buddy.login == me else "other"
