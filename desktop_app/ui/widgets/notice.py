"""What a page has to say before anything else, on the ground of its state."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import RADIUS_CONTROL, State
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


class Notice(Card):
    """Title, maybe a body, maybe buttons or more under it."""

    def __init__(
        self, theme: Theme, state: State, icon: str, title: str, body: str = "", extra: QWidget | QLayout | None = None,
        *, rich: bool = False,
    ) -> None:  # fmt: skip
        tone, ground = theme.state(state)
        parts: list[object] = [Text(title, 14, 600, "text" if state == "neutral" else tone, wrap=True, leading=0)]
        if body:
            parts.append(Text(body, wrap=True, rich=rich))
        if extra is not None:
            parts.append(extra)
        lead = row((Icon(theme, icon, tone, 20), Qt.AlignmentFlag.AlignTop), (column(*parts, gap=4), 1), gap=10)
        super().__init__(theme, lead, fill=ground, border=None, radius=RADIUS_CONTROL, margins=(14, 12, 14, 12))
        self.setAccessibleName(f"{title}. {body}" if body and not rich else title)


class Strip(Card):
    """One line on the ground of its state, with buttons at its right."""

    def __init__(self, theme: Theme, state: State, icon: str, text: str, *buttons: QWidget, rich: bool = False) -> None:
        tone, ground = theme.state(state)
        words = Text(text, 14, 600 if buttons else 400, "text" if buttons else tone, wrap=True, leading=0, rich=rich)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = row((Icon(theme, icon, tone), middle), (words, 1), *((b, middle) for b in buttons), gap=10)
        super().__init__(
            theme, line, fill=ground, border=None, radius=RADIUS_CONTROL, margins=(14, 8, 8 if buttons else 14, 8)
        )
        self.words = words
