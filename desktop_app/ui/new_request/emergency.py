"""Danger: whom to call, before anything is sent. A form is never said to have alerted anyone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.forms.fields.type import in_language
from desktop_app.domain.people.rows import Team
from desktop_app.ui.context import Context
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


def emergency_number(team: Team) -> str:
    """The phone that is answered at night too, else the team's own."""
    return team.on_call or team.phone


class EmergencyPanel(QWidget):
    """The number from the first moment on; in danger's colours once an emergency is declared."""

    def __init__(self, context: Context, definition: Mapping[str, Any], team: Team) -> None:
        super().__init__()
        self._context = context
        self.number = emergency_number(team)
        self._name = context.local(team.names)
        self._about = in_language(definition["emergency"]["text"], context.language)
        self._icon = Icon(context.theme, "phone-call", "warn", 22)
        self._title = Text("", 15, 600, "warn", wrap=True, leading=0)
        self._words = Text(self._about, wrap=True)
        number = Text(self.number, 24, 700, selectable=True)
        number.setAccessibleName(context.text("Emergency number {number}", number=self.number))
        self._copy = Button(context.theme, context.text("Copy the number"), "secondary", "copy")
        self._copy.clicked.connect(self._copy_number)
        said = column(self._title, row(number, 8, self._copy, None, gap=8), self._words, gap=6)
        self._card = Card(
            context.theme, row((self._icon, Qt.AlignmentFlag.AlignTop), (said, 1), gap=12), fill="warn_soft",
            border=None, margins=(18, 14, 18, 16),
        )  # fmt: skip
        self.setLayout(column(self._card))
        self.declared = False
        self.say(declared=False, connected=True)

    def say(self, *, declared: bool, connected: bool) -> None:
        """Whether it is an emergency by the person's own answers, and whether the laptop is connected."""
        text = self._context.text
        self.declared = declared
        tone = "danger" if declared else "warn"
        if declared and not connected:
            title = text("NOT sent: this laptop is offline. Nobody knows yet. Call {team} now.", team=self._name)
        elif declared:
            title = text("Call {team} now. This report does not replace the call.", team=self._name)
        else:
            title = text("If anyone is hurt or in danger, call {team} first.", team=self._name)
        self._title.say(title)
        self._title.in_tone(tone)
        self._icon.show_icon("phone-call", tone)
        self._card.drawn(f"{tone}_soft", tone if declared else None, 2)
        self.setAccessibleName(f"{title} {self.number}. {self._about}")

    def _copy_number(self) -> None:
        QGuiApplication.clipboard().setText(self.number)
        self._context.toast(self._context.text("Number copied: {number}", number=self.number))
