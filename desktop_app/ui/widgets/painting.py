"""What several widgets and the rows of lists draw alike: pills, badges, keys, avatars, wrapped and marked lines."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from desktop_app.ui.theme import Theme
from desktop_app.ui.theme.tokens import State

LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignCenter
BADGE_HEIGHT = 22
KBD_HEIGHT = 20


class Painted(QWidget):
    """A widget that draws itself from the theme, and measures itself anew when theme or size of text changes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()
            self.update()
        super().changeEvent(event)


def smooth(widget: QWidget) -> QPainter:
    """A painter on the widget with round edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def focus_ring(painter: QPainter, theme: Theme, place: QRectF, radius: int = 8) -> None:
    """The 2 px accent ring inside `place` that says where the keyboard is."""
    painter.setPen(QPen(theme.color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), radius, radius)


SHADOW = (8, 6, 8, 10)
"""How far the shadow of `draw_raised` reaches inside a floating widget: left, top, right, bottom."""


def draw_raised(painter: QPainter, theme: Theme, whole: QRectF) -> None:
    """A surface that floats over the page: soft shadow, hairline, round corners, `SHADOW` inside `whole`."""
    left, top, right, bottom = SHADOW
    place = whole.adjusted(left, top, -right, -bottom)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 4 if theme.scheme == "light" else 22))
    for i in range(8):
        painter.drawRoundedRect(place.adjusted(i - 8, i - 6, 8 - i, 10 - i), 14, 14)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("surface"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)


def text_width(font: QFont, text: str) -> float:
    """How wide a line of text is."""
    return QFontMetricsF(font).horizontalAdvance(text)


def pill(painter: QPainter, theme: Theme, place: QRectF, text: str, tones: tuple[str, str], font: QFont) -> None:
    """Text on a fully round ground. `tones`: text token, ground token."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(tones[1]))
    painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
    if theme.high_contrast:
        painter.setPen(QPen(theme.color(tones[0]), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), place.height() / 2, place.height() / 2)
    painter.setPen(theme.color(tones[0]))
    painter.setFont(font)
    painter.drawText(place, CENTRE, text)


def badge_width(theme: Theme, text: str) -> int:
    """How wide `draw_badge` will be."""
    return round(text_width(theme.font(12, 600), text)) + theme.px(20)


def draw_badge(
    painter: QPainter, theme: Theme, x: float, y: float, text: str, state: State, *, on_chosen: bool = False
) -> float:
    """A state in words on its own ground, which on a chosen row must differ from the row's; returns its width."""
    width, (tone, ground) = badge_width(theme, text), theme.state(state)
    if on_chosen and state not in ("danger", "warn"):
        ground = "surface"
    pill(painter, theme, QRectF(x, y, width, theme.px(BADGE_HEIGHT)), text, (tone, ground), theme.font(12, 600))
    return width


def kbd_width(theme: Theme, text: str) -> int:
    """How wide `draw_kbd` will be."""
    return max(theme.px(20), round(text_width(theme.font(11, 600), text)) + theme.px(12))


def draw_kbd(painter: QPainter, theme: Theme, x: float, y: float, text: str) -> float:
    """A key of the keyboard; returns its width."""
    width = kbd_width(theme, text)
    place = QRectF(x, y, width, theme.px(KBD_HEIGHT))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(theme.color("soft"))
    painter.setFont(theme.font(11, 600))
    painter.drawText(place, CENTRE, text)
    return width


def initials(name: str) -> str:
    """The first letters of the first two words."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def draw_avatar(painter: QPainter, theme: Theme, place: QRectF, name: str, me: bool = False) -> None:
    """A person as initials on a disc; only the signed-in person's is accent."""
    text, ground = ("accent", "accent_soft") if me else ("soft", "avatar")
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ground))
    painter.drawEllipse(place)
    painter.setPen(theme.color(text))
    at_rest = place.width() / theme.scale
    painter.setFont(theme.font(11 if at_rest <= 28 else 12 if at_rest < 44 else 15, 600))
    painter.drawText(place, CENTRE, initials(name))


def draw_tick(painter: QPainter, theme: Theme, place: QRectF, done: bool) -> None:
    """A tick box, 22 px at 100 %."""
    unit = place.width() / 22
    painter.setPen(QPen(theme.color("accent" if done else "control"), 1.5))
    painter.setBrush(theme.color("accent" if done else "surface"))
    painter.drawRoundedRect(place.adjusted(0.75, 0.75, -0.75, -0.75), 6 * unit, 6 * unit)
    if done:
        round_pen = (Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(QPen(theme.color("on_accent"), 2 * unit, *round_pen))
        points = ((6, 11.5), (9.5, 15), (16, 7.5))
        painter.drawPolyline([QPointF(place.x() + x * unit, place.y() + y * unit) for x, y in points])


def wrapped(text: str, font: QFont, width: float, most: int) -> list[tuple[int, str]]:
    """At most so many lines that fit, each with where it starts in the text; the last one is cut at a whole word."""
    if most < 1 or not text:
        return []
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines: list[tuple[int, str]] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(20.0, width))
        start, length = line.textStart(), line.textLength()
        if len(lines) == most - 1 and start + length < len(text):
            lines.append((start, elided(text[start:], font, width)))
            break
        lines.append((start, text[start : start + length].rstrip()))
    layout.endLayout()
    return lines


def elided(text: str, font: QFont, width: float) -> str:
    """One line that fits, cut after a whole word where it can be."""
    cut = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    kept = len(cut) - 1
    if cut != text and " " in cut and text[kept : kept + 1].strip():
        cut = cut[: cut.rfind(" ", 0, kept)].rstrip(" ,;:·“") + "…"
    return cut


def draw_line(
    painter: QPainter,
    theme: Theme,
    place: QRectF,
    text: str,
    font: QFont,
    tone: str,
    marks: Sequence[tuple[int, int]] = (),
) -> None:
    """One line of text; `marks` are spans of it that were searched for, drawn on the mark's ground."""
    painter.setFont(font)
    if not marks:
        painter.setPen(theme.color(tone))
        painter.drawText(place, LEFT, text)
        return
    x, at = place.x(), 0
    for start, end in [*marks, (len(text), len(text))]:
        for piece, found in ((text[at:start], False), (text[start:end], True)):
            if not piece:
                continue
            left = x + text_width(font, text[: start if found else at])
            width = text_width(font, piece)
            if found:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("mark"))
                painter.drawRoundedRect(QRectF(left - 1, place.y() + 1, width + 2, place.height() - 2), 3, 3)
            painter.setPen(theme.color("text" if found else tone))
            painter.drawText(QRectF(left, place.y(), width + 4, place.height()), LEFT, piece)
        at = end
