"""What a search may tell the teams that write articles."""

from __future__ import annotations

from desktop_app.settings import SEND_GAPS
from desktop_app.ui.context import Context
from desktop_app.ui.operation import Failure
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.widgets.toggle import Toggle


class SearchCard(Group):
    """One switch: words that find nothing are counted, without who looked for them. Off forgets those that wait."""

    def __init__(self, context: Context) -> None:
        self._context, text = context, context.text
        title = text("Send words that find nothing")
        self.gaps = Toggle(context.theme, title)
        about = text(
            "Without your name, one at a time and hours later, so that somebody can write what is missing. "
            "Words with a name, a number or an address in them are never sent."
        )
        super().__init__(context.theme, text("Search"), SettingRow(context.theme, title, about, self.gaps))
        self.gaps.clicked.connect(self._keep)

    def show_kept(self, on: bool) -> None:
        """As it is set."""
        self.gaps.setChecked(on)

    def _keep(self, on: bool) -> None:
        def not_kept(failure: Failure) -> None:
            self.gaps.setChecked(not on)
            self._context.shell.fail(failure)

        self._context.write(lambda store: store.settings.set(SEND_GAPS, on, self), owner=self, failed=not_kept)
        if not on:
            self._context.write(lambda store: store.tallies.forget_words(), owner=self)
