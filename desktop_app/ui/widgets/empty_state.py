"""A place with nothing in it yet says what it is for and offers the first action; one in trouble says what is safe."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import State
from desktop_app.ui.widgets.layout import column, row
from desktop_app.ui.widgets.notice import Notice
from desktop_app.ui.widgets.painting import Painted, smooth
from desktop_app.ui.widgets.symbol import Icon
from desktop_app.ui.widgets.text import Text


class Picture(Painted):
    """A quiet picture: an icon on a soft disc before two sheets of paper."""

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__(theme)
        self._icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(88, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = smooth(self), self.theme
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("canvas"))
        for x in (0.5, 47.5):
            painter.drawRoundedRect(QRectF(x, 14.5, 40, 50), 8, 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("line"))
        for y in (26, 34, 42):
            painter.drawRoundedRect(QRectF(8, y, 14, 3), 1.5, 1.5)
            painter.drawRoundedRect(QRectF(66, y, 14, 3), 1.5, 1.5)
        painter.setBrush(theme.color("accent_soft"))
        painter.drawEllipse(QRectF(14, 6, 60, 60))
        theme.draw_icon(painter, QRectF(31, 23, 26, 26), self._icon, "accent")


class EmptyState(QWidget):
    """Picture, what this place is for, the first action (any widgets)."""

    def __init__(self, theme: Theme, icon: str, title: str, body: str, *actions: QWidget, measure: int = 440) -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        about = Text(body, 14, 400, "soft", wrap=True, leading=130)
        about.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        about.setFixedWidth(theme.px(measure))
        heading = Text(title, 17, 600, wrap=True, leading=0)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading.setFixedWidth(theme.px(measure))
        layout: QVBoxLayout = column(
            (Picture(theme, icon), centre), 8, (heading, centre), (about, centre),
            *((10, row(None, *actions, None, gap=8)) if actions else ()), gap=3,
        )  # fmt: skip
        self.setLayout(layout)
        self.setAccessibleName(f"{title}. {body}")


class ErrorState(QWidget):
    """What happened, what is safe, what to do, then the buttons. Never a code, never a stack trace."""

    def __init__(
        self, theme: Theme, happened: str, safe: str, to_do: str, *actions: QWidget, icon: str = "warning-circle",
        state: State = "danger", why: str = "", labels: Sequence[str] = ("", ""),
    ) -> None:  # fmt: skip
        super().__init__()
        lines = []
        for symbol, tone, label, words in (
            ("check", "good", labels[0], safe),
            ("arrow-right", "accent", labels[1], to_do),
        ):
            if words:
                text = Text(f"{label} {words}".strip(), wrap=True)
                lines.append(row((Icon(theme, symbol, tone), Qt.AlignmentFlag.AlignTop), (text, 1), gap=10))
        buttons = (row(*actions, None, gap=8),) if actions else ()
        self.setLayout(column(Notice(theme, state, icon, happened, why), *lines, *buttons, gap=13))
        self.setAccessibleName(". ".join(part for part in (happened, safe, to_do) if part))
