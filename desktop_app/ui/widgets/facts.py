"""What is known, each under its label; and one thing that happened, in a line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


class Fact(QWidget):
    """Label above, value under it, maybe a soft word more."""

    def __init__(self, label: str, value: str, more: str = "", tone: str = "text", exact: str = "") -> None:
        super().__init__()
        self.value = Text(value, 14, 400, tone, wrap=True, leading=0, selectable=True)
        self.value.setToolTip(exact)
        parts = [Text(label, 12, 400, "soft", wrap=True, leading=0), self.value]
        if more:
            parts.append(Text(more, 12, 400, "soft", wrap=True, leading=0))
        self.setLayout(column(*parts, gap=1))
        self.setAccessibleName(f"{label}: {value}")


class FactLine(QWidget):
    """Label at the left, value beside it, both small."""

    def __init__(self, label: str, value: str, tone: str = "text", weight: int = 400, label_width: int = 112) -> None:
        super().__init__()
        name = Text(label, 12, 400, "soft", wrap=True, leading=0)
        name.setFixedWidth(label_width)
        words = Text(value, 12, weight, tone, wrap=True, leading=0, selectable=True)
        self.setLayout(row((name, Qt.AlignmentFlag.AlignTop), (words, 1)))
        self.setAccessibleName(f"{label}: {value}")


class EventLine(QWidget):
    """Something that happened to a request. `html` is safe; `plain` is the same for a screen reader."""

    def __init__(
        self, theme: Theme, icon: str, html: str, plain: str, when: str, exact: str, tone: str = "soft"
    ) -> None:
        super().__init__()
        words = Text(html, 12, 400, "soft", wrap=True, rich=True, leading=0)
        time = Text(when, 12, 400, "soft")
        time.setToolTip(exact)
        middle = Qt.AlignmentFlag.AlignVCenter
        line = row(8, (Icon(theme, icon, tone, 16), middle), 32, (words, 1), 12, (time, middle), 14, gap=0)
        line.setContentsMargins(0, 3, 0, 3)
        self.setLayout(line)
        self.setAccessibleName(f"{when}. {plain}")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
