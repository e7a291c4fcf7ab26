"""What a person can set, each declared once: key, kind, what it is before they set it, what it may be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from desktop_app.domain.languages import CODES

T = TypeVar("T", str, int, bool)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One setting. `choices` are the values it may have, none named: any of its kind."""

    key: str
    default: T
    choices: tuple[T, ...] = ()

    def allows(self, value: object) -> bool:
        """Whether it may be set to this."""
        return type(value) is type(self.default) and (not self.choices or value in self.choices)


LANGUAGE = Setting("language", "id", CODES)
"""Of interface and articles."""
THEME = Setting("theme", "system", ("system", "light", "dark"))
CONTRAST = Setting("contrast", "system", ("system", "normal", "high"))
TEXT_SIZE = Setting("text_size", 100, (80, 90, 100, 110, 125, 150, 175, 200))
"""In per cent of the system's."""
SYNC = Setting("sync", True)
"""Off: nothing is sent or fetched until it is on again, or by "Sync now"."""
DESKTOP_NOTICES = Setting("desktop_notices", True)
"""Whether a reply is also shown by the desktop."""
SEND_GAPS = Setting("send_gaps", True)
"""Whether words that found nothing are counted, without who looked for them."""
LEARN_FROM_OPENED = Setting("learn_from_opened", True)
"""Whether what was opened lately ranks a little higher; it is known on this laptop only."""
REDUCED_MOTION = Setting("reduced_motion", False)
WINDOW = Setting("window", "")
"""Where the window stood last: "x y width height maximised"."""

SETTINGS: tuple[Setting[str] | Setting[int] | Setting[bool], ...] = (
    LANGUAGE, THEME, CONTRAST, TEXT_SIZE, SYNC, DESKTOP_NOTICES, SEND_GAPS, LEARN_FROM_OPENED, REDUCED_MOTION, WINDOW,
)  # fmt: skip
