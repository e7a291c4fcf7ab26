"""Where the enrolment file is dropped or chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy

from desktop_app.catalogue import Catalogue
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.empty_state import EmptyState
from desktop_app.ui.widgets.layout import column, row


class FileArea(Card):
    """`choice_wanted` asks for the dialog, `hand_wanted` for the fields. `light` while a file is held over it."""

    choice_wanted = Signal()
    hand_wanted = Signal()

    def __init__(self, theme: Theme, text: Catalogue) -> None:
        self.choose = Button(theme, text("Choose the file"), "primary", "folder-open")
        self.choose.setAutoDefault(True)
        self.by_hand = Button(theme, text("I have no file, only a code or a password"), "link")
        invitation = EmptyState(
            theme, "key", text("Drop the enrolment file here"),
            text("Your administrator gave it to you. It ends in .sigap and works once."), self.choose, measure=400,
        )  # fmt: skip
        super().__init__(
            theme, column(None, invitation, 20, row(None, self.by_hand, None), None, gap=0), border="control",
            dashed=True, margins=(24, 28, 24, 24),
        )  # fmt: skip
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(theme.px(288))
        self.choose.clicked.connect(self.choice_wanted)
        self.by_hand.clicked.connect(self.hand_wanted)

    def light(self, *, on: bool) -> None:
        """A file is held over the window."""
        self.drawn("accent_soft" if on else "surface", "accent" if on else "control")
