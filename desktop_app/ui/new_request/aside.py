"""Beside a form: while it is filled in, what may already answer it; then what is promised, and who sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.answers import Verdict
from desktop_app.domain.people.rows import ANSWERING
from desktop_app.domain.requests.promise import Promise
from desktop_app.ui.context import Context
from desktop_app.ui.forms.promise_words import promise_words
from desktop_app.ui.links import link
from desktop_app.ui.new_request.filling import Filling
from desktop_app.ui.new_request.opening import Opening
from desktop_app.ui.new_request.review import Before
from desktop_app.ui.new_request.suggestions import Suggestions, note
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.text import Text


class Aside(QObject):
    """`head` stands beside the form's head, `body` beside the form. `answered()`: nothing needs to be asked."""

    answered = Signal()

    def __init__(self, context: Context, filling: Filling, opening: Opening) -> None:
        super().__init__()
        self._context, self._filling, self._opening = context, filling, opening
        self._review = False
        self._noted = ("", "")
        self._notes = column(gap=10)
        read = filling.source.article if filling.source else ""
        self.suggestions = Suggestions(context, opening.articles, read, holder(self._notes))
        self.suggestions.answered.connect(self.answered)
        self.suggestions.count_changed.connect(lambda _: self._settle())
        self._before = Before(context)
        title = Text(context.text("This may already answer it"), 15, 600)
        about = Text(context.text("Found from what you write, offline too"), 12, 400, "soft")
        self.head: QWidget = holder(column(title, about, 2, gap=2))
        self.body: QWidget = holder(column(self.suggestions, self._before, gap=0))

    def show_standing(self, verdict: Verdict, *, review: bool, connected: bool) -> None:
        """For where the answers send it now."""
        self._review = review
        team = self._opening.directory.name("team", verdict.team, self._context.language)
        self._say_notes(team, verdict.priority)
        if review:
            promise = Promise.read(self._filling.definition, verdict.priority)
            hours = self._opening.hours.get(verdict.team)
            self._before.show_promise(team, promise, hours, connected=connected, manager=self._manager(verdict.team))
        self._settle()

    def _settle(self) -> None:
        self._before.setVisible(self._review)
        self.suggestions.setVisible(not self._review)
        self.head.setVisible(not self._review and bool(self.suggestions.shown()))

    def _say_notes(self, team: str, priority: str) -> None:
        """Who answers, who sees it: anew when the answers send it elsewhere."""
        if (team, priority) == self._noted:
            return
        self._noted = team, priority
        emptied(self._notes)
        context, text = self._context, self._context.text
        promise = Promise.read(self._filling.definition, priority)
        said = promise_words(context.words, team, promise, None, connected=False)
        seen = text("Only {team} and you see what you write here.", team=team)
        self._notes.addWidget(note(context, ("clock", said.plain if said else ""), ("lock-simple", seen)))
        if (source := self._filling.source) is not None:
            words = text("From the article “{title}”", title=source.title)
            button = Button(context.theme, words, "link", "book-open")
            button.clicked.connect(lambda: context.open(link("article", source.article)))
            self._notes.addWidget(holder(row(button, None)))

    def _manager(self, team: str) -> str:
        """The person's manager, unless they answer for that team and see it anyway."""
        directory, me = self._opening.directory, self._context.me
        boss = next((each for each in directory.people if each.login == me.manager), None)
        sees = boss is None or (boss.team == team and boss.role in ANSWERING)
        return "" if boss is None or sees else boss.name
