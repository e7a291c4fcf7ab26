"""One message of a conversation: who, when, what, and what hangs on it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.avatar import Avatar
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow_layout import FlowLayout
from desktop_app.ui.widgets.layout import column, holder, row
from desktop_app.ui.widgets.text import Text

Kind = Literal["theirs", "mine", "note", "pending", "refused"]
_GROUND: dict[str, tuple[str, str | None, bool]] = {
    "theirs": ("surface", "line", False),
    "mine": ("sunken", "line", False),
    "note": ("warn_soft", None, False),
    "pending": ("surface", "warn", True),
    "refused": ("surface", "danger", True),
}


class MessageBubble(QWidget):
    """`kind`: theirs, mine, a note of the team, mine still to be sent, mine the company refused.

    `role` is the soft word after the name, `extra` what hangs on it (files, answers), `foot` the line of its state and
    buttons. The text is shown as it was written, its line breaks kept, never read as HTML.
    """

    def __init__(
        self, theme: Theme, kind: Kind, name: str, avatar: str, text: str, when: str, exact: str, *, role: str = "",
        me: bool = False, extra: QWidget | QLayout | None = None, foot: QWidget | QLayout | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        fill, border, dashed = _GROUND[kind]
        time, about = Text(when, 12, 400, "soft"), Text(role, 12, 400, "soft")
        time.setToolTip(exact)
        for small in (time, about):
            small.setContentsMargins(0, 2, 0, 0)  # level with the name beside it
        if not role:
            about.hide()
        who = holder(FlowLayout(Text(name, 14, 600), about, gap=8, line_gap=0))
        head = [(who, 1), (time, Qt.AlignmentFlag.AlignTop)]
        self.words = Text(text, wrap=True, selectable=True)
        parts: list[object] = [row(*head), self.words, *(part for part in (extra, foot) if part is not None)]
        bottom = 11 if extra is not None or foot is not None else 9
        card = Card(theme, column(*parts, gap=5), fill=fill, border=border, dashed=dashed, margins=(14, 9, 14, bottom))
        self.setLayout(row((Avatar(theme, avatar, 32, me=me), Qt.AlignmentFlag.AlignTop), (card, 1), gap=10))
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(". ".join(part for part in (name, role, when, text) if part))
