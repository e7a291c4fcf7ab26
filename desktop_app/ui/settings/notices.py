"""What the desktop may say."""

from __future__ import annotations

from desktop_app.settings import DESKTOP_NOTICES
from desktop_app.ui.context import Context
from desktop_app.ui.operation import Failure
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.widgets.toggle import Toggle


class NoticesCard(Group):
    """One switch: messages of the desktop, while the window is not in front."""

    def __init__(self, context: Context) -> None:
        self._context, text = context, context.text
        title = text("Messages on the desktop")
        self.desktop = Toggle(context.theme, title)
        about = text("When somebody replied, asked or answered while this window is not in front")
        super().__init__(context.theme, text("Notices"), SettingRow(context.theme, title, about, self.desktop))
        self.desktop.clicked.connect(self._keep)

    def show_kept(self, on: bool) -> None:
        """As it is set."""
        self.desktop.setChecked(on)

    def _keep(self, on: bool) -> None:
        def not_kept(failure: Failure) -> None:
            self.desktop.setChecked(not on)
            self._context.shell.fail(failure)

        self._context.write(
            lambda store: store.settings.set(DESKTOP_NOTICES, on, self), owner=self, failed=not_kept
        )  # fmt: skip
