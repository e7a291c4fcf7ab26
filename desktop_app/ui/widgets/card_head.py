"""The heading of a card of rows: level with the rows under it at every size of text."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.badge import Badge
from desktop_app.ui.widgets.button import LINK_EDGE, Button
from desktop_app.ui.widgets.layout import row
from desktop_app.ui.widgets.text import Text


class CardHead(QWidget):
    """Title, count, soft words at the right, and a link (`more`) to all there is. `inset`: the `pad_x` of the rows."""

    def __init__(self, theme: Theme, title: str = "", more: str = "", inset: int = 16) -> None:
        super().__init__()
        self._theme, self._inset = theme, inset
        self.title, self.aside = Text("", 15, 600), Text("", 12, 400, "soft")
        self.badge, self.more = Badge(theme, ""), Button(theme, more, "link")
        kept = self.more.sizePolicy()
        kept.setRetainSizeWhenHidden(True)  # headings are equally high with it and without
        self.more.setSizePolicy(kept)
        self._line = row(self.title, self.badge, None, self.aside, self.more, gap=10)
        self.setLayout(self._line)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)
        self._measure()
        self.say(title, has_more=bool(more))

    def say(
        self, title: str, count: int | None = None, state: State = "neutral", *, aside: str = "", has_more: bool = False
    ) -> None:
        """What the card holds, and how much of it."""
        self.title.say(title)
        self.badge.setVisible(count is not None)
        self.badge.say("" if count is None else str(count), state)
        self.aside.say(aside)
        self.more.setVisible(has_more)
        self.more.setAccessibleName(f"{self.more.text().replace('&&', '&')}: {title}")

    def _measure(self) -> None:
        px = self._theme.px
        self._line.setContentsMargins(px(self._inset), px(12), px(self._inset) - LINK_EDGE, 0)
