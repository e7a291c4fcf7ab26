"""The home page: a greeting, what waits, the forms used most, one's own requests, today."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.ui.checklists.ticking import tick
from desktop_app.ui.context import Changed, Context
from desktop_app.ui.home.form_tiles import FormTiles, often_used
from desktop_app.ui.home.nothing_waits import CheckedLately, NothingWaits
from desktop_app.ui.home.own_requests import OwnRequests
from desktop_app.ui.home.reading import HomeRows, read_home
from desktop_app.ui.home.strips import Strips
from desktop_app.ui.home.today_card import TodayCard
from desktop_app.ui.home.waiting import waiting
from desktop_app.ui.home.waiting_card import WaitingCard
from desktop_app.ui.links import link
from desktop_app.ui.pages import PageWidget
from desktop_app.ui.sync_view import SyncView
from desktop_app.ui.widgets.columns import NARROW
from desktop_app.ui.widgets.layout import column, holder
from desktop_app.ui.widgets.text import Text

_KINDS = frozenset((
    "request", "message", "event", "rating", "form", "calendar", "person", "team", "site", "membership", "article",
    "acknowledgement", "acknowledgement_rule", "task", "notice", "read_marker", "outbox",
))  # fmt: skip
WIDE_SIDE, SIDE = 400, 384
TWO_COLUMNS = 760
"""From this width on two columns stand side by side."""
MINUTE = 60_000


class HomePage(PageWidget):
    """Nothing on it is filled in: it leads on, and tasks are ticked right here."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._home: HomeRows | None = None
        self._form = ""
        self._just_ticked: set[str] = set()
        self.hello = Text("", 24, 700, wrap=True, leading=0)
        self.sentence = Text("", 14, 400, "soft", wrap=True, leading=0)
        self.strips = Strips(context)
        self.waiting, self.nothing = WaitingCard(context), NothingWaits(context)
        self.forms, self.requests, self.today = FormTiles(context), OwnRequests(context), TodayCard(context)
        self.checked = CheckedLately(context)
        self._left, self._right = column(gap=14), column(gap=14)
        self._side = holder(column(self._right, None, gap=0))
        self._columns = QHBoxLayout()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.addWidget(holder(column(self._left, None, gap=0)), 1)
        self._columns.addWidget(self._side)
        self.scrolled(column(self.hello, 3, self.sentence, 16, self.strips, self._columns, gap=0))
        self.waiting.opened.connect(self._open)
        self.waiting.ticked.connect(self._tick)
        self.forms.opened.connect(lambda key: context.open(link("form", key)))
        self.waiting.hide()
        self._arrange()
        self._greet()
        self._clock = QTimer(self, interval=MINUTE)  # the greeting and what is due grow old while nothing changes
        self._clock.timeout.connect(self._grow_old)
        self._clock.start()

    def refresh(self, changes: Changed | None) -> None:
        self.strips.show_index(changes)
        if changes is None or changes.kinds & _KINDS:
            context = self.context
            context.read(lambda c: read_home(c, context), self._show, owner=self, latest="home")

    def stands(self, view: SyncView) -> None:
        if self._home is not None:
            self.strips.show_lack(self._home.today.articles == 0, view)

    def leave(self) -> None:
        self._just_ticked.clear()

    def panes(self) -> Sequence[QWidget]:
        every = (self.waiting, self.nothing, self.requests, self.forms)
        return tuple(part for part in every if part.isVisible())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show(self, home: HomeRows) -> None:
        self._home, me, words = home, self.context.me, self.context.words
        shown = waiting(home, me.login, words, self._just_ticked)
        is_here = home.today.articles > 0  # else all of it is still to come
        self._greet(shown.sentence if is_here or not shown.nothing else "")
        self.strips.show_notices(home.notices, home.name)
        self.stands(self.context.shell.sync_view())
        self.waiting.show_waiting(shown)
        self.waiting.setVisible(not shown.nothing)
        self.nothing.show_articles(home)
        self.nothing.setVisible(shown.nothing and is_here)
        self.forms.show_forms(*often_used(home.mine, home.forms, me.role))
        self.requests.show_requests(home.mine, home.team_names)
        self.today.show_today(home.today)
        self.checked.show_articles(home)
        self._offer_articles()

    def _offer_articles(self) -> None:
        """Where there is room beside what waits; where nothing waits they stand there already."""
        offered = self._home is not None and bool(self._home.reviewed)
        self.checked.setVisible(offered and self._form == "wide" and self.nothing.isHidden())

    def _greet(self, sentence: str = "") -> None:
        words, text = self.context.words, self.context.text
        name = self.context.me.name.split()[0]
        self.hello.say(text("{greeting}, {name}", greeting=words.greeting(), name=name))
        self.sentence.say(f"{words.day(words.today())}. {sentence}".strip())

    def _arrange(self) -> None:
        """Two columns; the forms stand under what waits, or, with less room, under the requests; else all in one."""
        form = self._fitting()
        if form == self._form:
            return
        self._form = form
        px = self.context.theme.px
        first = (self.waiting, self.nothing)
        left: dict[str, tuple[QWidget, ...]] = {
            "wide": (*first, self.forms), "middle": first, "one": (*first, self.requests, self.forms, self.today),
        }  # fmt: skip
        right: dict[str, tuple[QWidget, ...]] = {
            "wide": (self.requests, self.today, self.checked), "middle": (self.requests, self.forms, self.today),
            "one": (),
        }  # fmt: skip
        for layout, parts in ((self._left, left[form]), (self._right, right[form])):
            for part in parts:
                layout.addWidget(part)
        self._side.setVisible(form != "one")
        self._offer_articles()
        self._side.setFixedWidth(px(WIDE_SIDE if form == "wide" else SIDE))
        self._columns.setSpacing(24 if form == "wide" else 16)
        self.forms.arrange(4 if form == "wide" else 2, tall=form == "wide")

    def _fitting(self) -> str:
        px = self.context.theme.px
        if self.width() - 2 * self.margin() < px(TWO_COLUMNS):
            return "one"
        return "middle" if self.window().width() < px(NARROW) else "wide"

    def _open(self, key: str, at: object) -> None:
        said = str(at)
        to = {
            "queue": lambda: link("page", "desk", request=said), "replies": lambda: link("request", said),
            "must_read": lambda: link("article", said), "tasks": lambda: link("task", said),
        }  # fmt: skip
        self.context.open(to[key]())

    def _tick(self, task: object, on: bool) -> None:
        tasks = self._home.tasks if self._home is not None else ()
        found = next((each.task for each in tasks if each.task.id == task), None)
        if found is not None:
            self._just_ticked.add(found.id)
            tick(self.context, found.id, self.context.local(found.title), on, self)

    def _grow_old(self) -> None:
        if self.isVisible():
            self.refresh(None)
