"""The theme in use: colours, fonts, measures and icons for everything that paints, changed for all windows at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.ui.theme.icons import GlyphEngine, Icons
from desktop_app.ui.theme.sheet import scaled, style_sheet
from desktop_app.ui.theme.tokens import (
    BODY,
    LINE_HEIGHT,
    QUICK,
    STATE_TONE,
    TEXT_SIZES,
    Scheme,
    State,
    Tokens,
    tokens_for,
)

_ROLES = (
    (QPalette.ColorRole.Window, "canvas"), (QPalette.ColorRole.Base, "surface"), (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.WindowText, "text"), (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"), (QPalette.ColorRole.Highlight, "accent"),
    (QPalette.ColorRole.HighlightedText, "on_accent"), (QPalette.ColorRole.PlaceholderText, "faint"),
    (QPalette.ColorRole.AlternateBase, "sunken"), (QPalette.ColorRole.Link, "accent"),
    (QPalette.ColorRole.LinkVisited, "accent"), (QPalette.ColorRole.ToolTipBase, "text"),
    (QPalette.ColorRole.ToolTipText, "surface"), (QPalette.ColorRole.Accent, "accent"),
)  # fmt: skip
_FAMILIES = ("Inter", "Inter Variable", "Segoe UI Variable Text", "Segoe UI", "SF Pro Text", "Noto Sans")


@dataclass(frozen=True)
class Appearance:
    """What a person chose in Settings. `high_contrast` None follows the system; `text_size` is per cent."""

    scheme: Literal["light", "dark", "system"] = "system"
    high_contrast: bool | None = None
    text_size: int = 100
    reduced_motion: bool = False


class Theme(QObject):
    """Everything that paints asks here while it paints: `color`, `font`, `px`, `draw_icon`. `changed` follows."""

    changed = Signal()

    def __init__(self, application: QApplication, appearance: Appearance = Appearance()) -> None:
        super().__init__(application)
        self._application = application
        self._icons = Icons()
        self._hints = application.styleHints()
        installed = set(QFontDatabase.families())
        self._family = next((name for name in _FAMILIES if name in installed), application.font().family())
        self.appearance = appearance
        application.setStyle("Fusion")
        self.show(appearance)
        self._hints.colorSchemeChanged.connect(self._system_changed)

    def show(self, appearance: Appearance) -> None:
        """Uses this appearance in every window from now on."""
        self.appearance = appearance
        asked = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}
        if self._hints.colorScheme() != asked[appearance.scheme]:
            self._hints.setColorScheme(asked[appearance.scheme])  # title bars and the system's own dialogs
        self.scheme: Scheme = "dark" if self._is_dark() else "light"
        self.high_contrast = self._wants_contrast() if appearance.high_contrast is None else appearance.high_contrast
        self.tokens: Tokens = tokens_for(self.scheme, self.high_contrast)
        self._colors = {name: QColor(value) for name, value in self.tokens.by_name().items()}
        self.scale = appearance.text_size / 100
        palette = QPalette()
        for role, token in _ROLES:
            palette.setColor(role, self.color(token))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("faint"))
        self._application.setPalette(palette)
        self._application.setFont(self.font())
        self._application.setStyleSheet(style_sheet(self.tokens, self.scale))
        self.changed.emit()

    def larger(self, steps: int) -> Appearance:
        """This appearance with text so many steps larger (or smaller), within 80 to 200 %."""
        nearest = min(range(len(TEXT_SIZES)), key=lambda i: abs(TEXT_SIZES[i] - self.appearance.text_size))
        size = TEXT_SIZES[max(0, min(len(TEXT_SIZES) - 1, nearest + steps))]
        return Appearance(self.appearance.scheme, self.appearance.high_contrast, size, self.appearance.reduced_motion)

    def color(self, token: str) -> QColor:
        """The colour a token has now."""
        return self._colors[token]

    def font(self, size: int = BODY, weight: int = 400) -> QFont:
        """The interface font at a type size of the token table, grown with the size of text."""
        font = QFont(self._family)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def px(self, size: int) -> int:
        """A measure drawn for 100 %, at the present size of text."""
        return scaled(size, self.scale)

    def line_height(self, size: int) -> int:
        """The height of one line of this type size."""
        return self.px(LINE_HEIGHT[size])

    def state(self, state: State) -> tuple[str, str]:
        """The tokens a state is written in: text, ground."""
        return STATE_TONE[state]

    @property
    def quick(self) -> int:
        """How long a movement may last, in milliseconds; 0 with reduced motion."""
        return 0 if self.appearance.reduced_motion else QUICK

    def icon(self, name: str, tone: str = "soft") -> QIcon:
        """An icon for buttons and menus; it follows the theme by itself. Raises KeyError for an unknown name."""
        self._icons.glyph(name)
        return QIcon(GlyphEngine(self._icons, name, lambda: self.color(tone), lambda: self.color("faint")))

    def draw_icon(self, painter: QPainter, place: QRectF, name: str, tone: str = "soft") -> None:
        """Paints an icon filling `place`."""
        self._icons.draw(painter, place, name, self.color(tone))

    def _is_dark(self) -> bool:
        if self.appearance.scheme != "system":
            return self.appearance.scheme == "dark"
        return self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _wants_contrast(self) -> bool:
        accessibility = self._hints.accessibility()  # held: in one chain Qt 6.11.3 has deleted it by the next call
        return accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast

    def _system_changed(self) -> None:
        if self.appearance.scheme == "system" and self._is_dark() != (self.scheme == "dark"):
            self.show(self.appearance)
