"""A card of the settings: a heading and what belongs under it."""

from __future__ import annotations

from typing import Any

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.text import Text


class Group(Card):
    """`beside` stands at the right of the heading."""

    def __init__(self, theme: Theme, title: str, *parts: Any, beside: Any = None, gap: int = 14) -> None:
        self.title = Text(title, 15, 600)
        head = row(self.title, None, *([] if beside is None else [beside]))
        super().__init__(theme, column(head, *parts, gap=gap), margins=(20, 16, 20, 18))
        self.setAccessibleName(title)
