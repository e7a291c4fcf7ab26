"""One person of the chooser: face, role, what to try as them, and the way in."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop_app.catalogue import Catalogue, _
from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text

ROLES = {"employee": _("employee"), "new hire": _("new hire"), "agent": _("agent"), "lead": _("lead")}


class PersonCard(Card):
    """`enter` is its button."""

    def __init__(
        self, theme: Theme, text: Catalogue, name: str, role: str, title: str, site: str, try_: str, *, primary: bool
    ) -> None:  # fmt: skip
        super().__init__(theme, fill=None, border=None)
        self.enter = Button(theme, text("Enter"), "primary" if primary else "secondary")
        self.enter.setFixedWidth(theme.px(88))
        self.enter.setAccessibleName(text("Enter as {name}", name=name))
        self._busy = Text(text("open in another window"), 12, 400, "good")
        self._busy.hide()
        head = row(Text(name, 15, 600), Badge(theme, text(ROLES[role]), "neutral"), self._busy, None, gap=10)
        words = column(
            head, Text(f"{title} · {site}", 12, 400, "soft"), 2,
            row((Text(text("Try:"), 14, 600), Qt.AlignmentFlag.AlignTop), (Text(try_, wrap=True), 1), gap=6), gap=1,
        )  # fmt: skip
        self.setLayout(row(Avatar(theme, name, 44), (words, 1), self.enter, gap=16, margins=(20, 16, 20, 16)))

    def mark_open(self, is_open: bool) -> None:
        """This person has a window already: entering raises it."""
        self._busy.setVisible(is_open)
