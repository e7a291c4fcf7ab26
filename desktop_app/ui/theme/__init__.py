"""How everything looks: one table of tokens, one style sheet, one icon font."""

from desktop_app.ui.theme.theme import Appearance, Theme

__all__ = ["Appearance", "Theme"]
