"""Who works here, with which server, and how the two stand; the problem first where there is one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.settings import SYNC
from desktop_app.ui.context import Context
from desktop_app.ui.operation import Failure
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.laptop import Connection, Reading
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.settings.trouble import Trouble
from desktop_app.ui.sync_view import sync_words
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.facts import FactLine
from desktop_app.ui.widgets.layout import column, emptied, holder, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.text import Text
from desktop_app.ui.widgets.toggle import Toggle

_LABEL_WIDTH = 152


class AccountCard(Group):
    """Shows a `Connection`; what it holds beside comes with a `Reading` from the disk."""

    def __init__(self, context: Context) -> None:
        self._context, theme, text, me = context, context.theme, context.text, context.me
        self._phone, self._waiting = "", 0
        self._facts_shown: tuple[tuple[str, str], ...] = ()
        self.badge = Badge(theme, "")
        self.trouble = Trouble(context)
        self._facts: QVBoxLayout = column(gap=5)
        self._facts_holder = holder(self._facts)
        warning = text("What opens your data lies in a file, because this computer has no keyring")
        about = text("Only your account on this computer can read the file. Ask IT to set up a keyring.")
        self.in_a_file = Notice(theme, "warn", "key", warning, about)
        self.now_button = Button(theme, text("Sync now"), "secondary", "arrows-clockwise")
        self._now_row = holder(row(self.now_button, None))
        self.by_itself = Toggle(theme, text("Sync by itself"))
        paused = text("Switched off, nothing is sent or fetched but by “{sync}”", sync=text("Sync now"))
        name = Text(me.name, 14, 600, wrap=True, leading=0)
        reached = Text(" · ".join(part for part in (me.login, me.email) if part), 12, 400, "soft", wrap=True, leading=0)
        super().__init__(
            theme, text("Account and server"),
            row(Avatar(theme, me.name, 40, me=True), (column(name, reached, gap=1), 1), gap=12),
            self.trouble, self._facts_holder, self.in_a_file, self._now_row,
            SettingRow(theme, text("Sync by itself"), paused, self.by_itself),
            beside=self.badge, gap=13,
        )  # fmt: skip
        self.in_a_file.hide()
        self.now_button.clicked.connect(context.shell.sync_now)
        self.trouble.again.connect(context.shell.sync_now)
        self.trouble.password.connect(self._use_password)
        self.by_itself.clicked.connect(self._keep_sync)

    def show_connection(self, connection: Connection) -> None:
        """How it stands now."""
        words = sync_words(self._context.shell.sync_view(), self._context.words)
        self.badge.say(words.title, words.state)
        self.badge.setToolTip(words.sentence)
        self.trouble.show_connection(connection, self._waiting, self._phone)
        self._facts_holder.setVisible(not connection.troubled)
        self._now_row.setVisible(not connection.troubled)
        self.in_a_file.setVisible(not connection.secret_protected)
        self._show_facts(connection)

    def show_kept(self, reading: Reading) -> None:
        """What lies on the disk: whether it syncs by itself, whom to call."""
        self._phone, self._waiting = reading.phone, reading.waiting
        self.by_itself.setChecked(reading.syncs)

    def _show_facts(self, connection: Connection) -> None:
        text, words, status = self._context.text, self._context.words, connection.status
        synced = words.time(status.synced) if status.synced else text("not yet on this laptop")
        waiting = text.plural("{n} change", "{n} changes", self._waiting) if self._waiting else text("nothing")
        facts = (
            (text("Server address"), connection.server),
            (text("Last up to date"), synced),
            (text("Waiting here"), waiting),
        )
        if facts != self._facts_shown:
            self._facts_shown = facts
            emptied(self._facts)
            for label, value in facts:
                self._facts.addWidget(FactLine(label, value, label_width=self._context.theme.px(_LABEL_WIDTH)))

    def _use_password(self, password: str) -> None:
        use = self._context.services["use_password"]
        self._context.write(lambda _: use(password), owner=self)

    def _keep_sync(self, on: bool) -> None:
        def kept(_: object) -> None:
            self._context.services["resume" if on else "pause"]()

        def not_kept(failure: Failure) -> None:
            self.by_itself.setChecked(not on)
            self._context.shell.fail(failure)

        self._context.write(lambda store: store.settings.set(SYNC, on, self), kept, owner=self, failed=not_kept)
