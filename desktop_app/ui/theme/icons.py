"""The Phosphor icons of the installed icon fonts, drawn as glyphs: crisp at every scale, tinted by token.

Only the font file and its table of names are read; importing the package that carries them would cost a start 170 ms.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap


class IconFontMissing(Exception):
    """The package with the icon fonts is not installed, or its Phosphor font cannot be read."""


class Icons:
    """Draws icons by name; the font is loaded with the first one."""

    def __init__(self) -> None:
        self._glyphs: dict[str, str] = {}
        self._family = ""

    def draw(self, painter: QPainter, place: QRectF, name: str, colour: QColor) -> None:
        """The icon, filling `place`. Raises KeyError for a name the font does not have."""
        glyph = self.glyph(name)
        font = QFont(self._family)
        font.setPixelSize(max(1, round(min(place.width(), place.height()))))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, glyph)
        painter.restore()

    def glyph(self, name: str) -> str:
        """The character of an icon. Raises KeyError for a name the font does not have."""
        if not self._glyphs:
            self._load()
        return self._glyphs[name]

    def _load(self) -> None:
        package = find_spec("qtawesome")
        if package is None or not package.submodule_search_locations:
            raise IconFontMissing("qtawesome")
        folder = Path(package.submodule_search_locations[0]) / "fonts"
        fonts, names = sorted(folder.glob("phosphor-*.ttf")), sorted(folder.glob("phosphor-charmap-*.json"))
        loaded = QFontDatabase.addApplicationFont(str(fonts[-1])) if fonts and names else -1
        if loaded < 0:
            raise IconFontMissing(str(folder))
        self._family = QFontDatabase.applicationFontFamilies(loaded)[0]
        table: dict[str, str] = json.loads(names[-1].read_text(encoding="utf-8"))
        self._glyphs = {name: chr(int(code, 16)) for name, code in table.items()}


class GlyphEngine(QIconEngine):
    """A QIcon whose colour is asked for when it is painted, so that a change of theme needs no new icons."""

    def __init__(self, icons: Icons, name: str, colour: Callable[[], QColor], dimmed: Callable[[], QColor]) -> None:
        super().__init__()
        self._icons, self._name, self._colour, self._dimmed = icons, name, colour, dimmed

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        colour = self._dimmed() if mode == QIcon.Mode.Disabled else self._colour()
        self._icons.draw(painter, QRectF(rect), self._name, colour)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture

    def clone(self) -> QIconEngine:
        return GlyphEngine(self._icons, self._name, self._colour, self._dimmed)
