"""The appearance a person chose, kept among the settings of the laptop's database."""

from __future__ import annotations

from typing import Any

from desktop_app.settings import CONTRAST, REDUCED_MOTION, TEXT_SIZE, THEME
from desktop_app.ui.theme import Appearance

_CONTRAST = {"system": None, "normal": False, "high": True}


def kept_appearance(settings: Any) -> Appearance:
    """What was kept, read from `store.settings`."""
    return Appearance(
        scheme=settings.get(THEME),
        high_contrast=_CONTRAST[settings.get(CONTRAST)],
        text_size=settings.get(TEXT_SIZE),
        reduced_motion=settings.get(REDUCED_MOTION),
    )


def keep_appearance(settings: Any, appearance: Appearance) -> None:
    """Keeps it in `store.settings`; called off the UI thread."""
    contrast = next(name for name, value in _CONTRAST.items() if value == appearance.high_contrast)
    settings.set(THEME, appearance.scheme)
    settings.set(CONTRAST, contrast)
    settings.set(TEXT_SIZE, appearance.text_size)
    settings.set(REDUCED_MOTION, appearance.reduced_motion)
