"""What a search learns from its person, and what it may tell the teams that write articles."""

from __future__ import annotations

from desktop_app.settings import LEARN_FROM_OPENED, SEND_GAPS
from desktop_app.ui.context import Context
from desktop_app.ui.operation import Failure
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.widgets.toggle import Toggle


class SearchCard(Group):
    """Two switches. What was opened lately ranks a little higher; off clears the history too. Words that find nothing
    are counted, without who looked for them; off forgets those that wait."""

    def __init__(self, context: Context) -> None:
        self._context, text = context, context.text
        title = text("Send words that find nothing")
        self.gaps = Toggle(context.theme, title)
        about = text(
            "Without your name, one at a time and hours later, so that somebody can write what is missing. "
            "Words with a name, a number or an address in them are never sent."
        )
        learning = text("Learn from what I open")
        self.learns = Toggle(context.theme, learning)
        private = text(
            "Articles you opened lately come a little higher. It stays on this laptop; off clears the history."
        )
        super().__init__(
            context.theme, text("Search"), SettingRow(context.theme, learning, private, self.learns),
            SettingRow(context.theme, title, about, self.gaps),
        )  # fmt: skip
        self.gaps.clicked.connect(self._keep)
        self.learns.clicked.connect(self._learn)

    def show_kept(self, gaps: bool, learns: bool) -> None:
        """As they are set."""
        self.gaps.setChecked(gaps)
        self.learns.setChecked(learns)

    def _learn(self, on: bool) -> None:
        def not_kept(failure: Failure) -> None:
            self.learns.setChecked(not on)
            self._context.shell.fail(failure)

        self._context.write(lambda store: store.settings.set(LEARN_FROM_OPENED, on, self), owner=self, failed=not_kept)
        if not on:
            self._context.write(lambda store: store.shelf.forget_visits(), owner=self)

    def _keep(self, on: bool) -> None:
        def not_kept(failure: Failure) -> None:
            self.gaps.setChecked(not on)
            self._context.shell.fail(failure)

        self._context.write(lambda store: store.settings.set(SEND_GAPS, on, self), owner=self, failed=not_kept)
        if not on:
            self._context.write(lambda store: store.tallies.forget_words(), owner=self)
