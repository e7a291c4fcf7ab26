"""Help, version, licences, and what IT wants to know."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.ui.actions import shown_keys
from desktop_app.ui.context import Context
from desktop_app.ui.settings.diagnostics import sigap_version
from desktop_app.ui.settings.group import Group
from desktop_app.ui.settings.licences import PARTS
from desktop_app.ui.settings.setting_row import SettingRow
from desktop_app.ui.widgets.badge import Kbd
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.facts import FactLine
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text

_LABEL_WIDTH = 264


class AboutCard(Group):
    """`diagnosis_wanted`: it is to be copied."""

    diagnosis_wanted = Signal()

    def __init__(self, context: Context) -> None:
        self._context, theme, text = context, context.theme, context.text
        self.keys_button = Button(theme, text("Show all"), "secondary", "keyboard")
        self.licences_button = Button(theme, text("Licences"), "secondary", "scales")
        self.copy_button = Button(theme, text("Copy diagnostics"), "secondary", "copy")
        self.licences = self._licences()
        keys = holder(row(Kbd(theme, shown_keys("F1")), self.keys_button, gap=10))
        made_of = text("Free software, made with Qt and PySide6 under the LGPL")
        without = text("Without anything you or others wrote")
        super().__init__(
            theme, text("Help and version"),
            SettingRow(theme, text("Keyboard shortcuts"), "", keys),
            SettingRow(theme, f"Sigap {sigap_version()}".strip(), made_of, self.licences_button),
            self.licences,
            SettingRow(theme, text("Diagnostics for IT"), without, self.copy_button),
        )  # fmt: skip
        self.licences.hide()
        self.keys_button.clicked.connect(context.shell.open_help)
        self.licences_button.clicked.connect(self._fold)
        self.copy_button.clicked.connect(self.diagnosis_wanted)

    def _licences(self) -> QWidget:
        text, theme = self._context.text, self._context.theme
        said = text(
            "Sigap itself is under the MIT licence. Qt and PySide6 are used under the LGPL 3: they are files of their "
            "own beside Sigap, which you may replace with others of the same version, and their source is at "
            "{address}. These are all parts:",
            address="code.qt.io",
        )  # fmt: skip
        width = theme.px(_LABEL_WIDTH)
        parts = [FactLine(name, licence, label_width=width) for name, licence in PARTS]
        return holder(column(Text(said, 12, 400, "soft", wrap=True), *parts, gap=4))

    def _fold(self) -> None:
        shows = self.licences.isHidden()
        self.licences.setVisible(shows)
        self.licences_button.say(self._context.text("Hide licences") if shows else self._context.text("Licences"))
