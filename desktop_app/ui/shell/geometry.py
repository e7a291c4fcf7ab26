"""Where the window stood, brought back onto a screen that is there."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

LEAST = (960, 640)
FIRST = (1440, 900)


def kept(window: QWidget) -> str:
    """What to remember: "x y width height maximised"."""
    at = window.normalGeometry() if window.isMaximized() else window.geometry()
    return f"{at.x()} {at.y()} {at.width()} {at.height()} {int(window.isMaximized())}"


def restore(window: QWidget, remembered: str) -> None:
    """Puts the window where it stood, as far as there is a screen; in the middle of the first one otherwise."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    place, maximised = _read(remembered)
    window.setGeometry(clamped(place, screens) if screens else (place or QRect(0, 0, *FIRST)))
    if maximised:
        window.showMaximized()


def clamped(place: QRect | None, screens: list[QRect]) -> QRect:
    """On the screen that holds most of it; moved and made smaller until all of it is there."""
    if place is None:
        place = QRect(0, 0, *FIRST)
        place.moveCenter(screens[0].center())
    screen = max(screens, key=lambda one: _area(one.intersected(place)))
    width = min(max(place.width(), LEAST[0]), screen.width())
    height = min(max(place.height(), LEAST[1]), screen.height())
    x = max(screen.left(), min(place.x(), screen.right() + 1 - width))
    y = max(screen.top(), min(place.y(), screen.bottom() + 1 - height))
    return QRect(x, y, width, height)


def _area(place: QRect) -> int:
    return max(0, place.width()) * max(0, place.height())


def _read(remembered: str) -> tuple[QRect | None, bool]:
    parts = remembered.split()
    if len(parts) != 5 or not all(part.lstrip("-").isdigit() for part in parts):
        return None, False
    x, y, width, height, maximised = (int(part) for part in parts)
    return (QRect(x, y, width, height) if width > 0 and height > 0 else None), bool(maximised)
