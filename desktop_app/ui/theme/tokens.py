"""Every colour, size and space of the interface, once. Nothing else in the product names a colour."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

Scheme = Literal["light", "dark"]
Tone = Literal["text", "soft", "faint", "accent", "danger", "warn", "good", "info", "on_accent", "control"]
State = Literal["neutral", "accent", "good", "warn", "danger", "info"]


@dataclass(frozen=True)
class Tokens:
    """One theme's colours, as #RRGGBB."""

    canvas: str  # behind everything
    surface: str  # cards, article, fields
    sunken: str  # sidebar, table heads
    hover: str  # what the pointer is on
    line: str  # rules between rows, edges of cards
    control: str  # borders of fields, buttons, ticks: at least 3 : 1
    avatar: str  # avatars and neutral badges, seen on every ground; only the signed-in person's avatar is accent
    text: str
    soft: str  # secondary
    faint: str  # meta; never on sunken
    accent: str  # what can be done next, what is selected
    accent_hover: str
    accent_soft: str
    on_accent: str
    mark: str  # words found
    danger: str  # late, destructive
    danger_soft: str
    warn: str  # due soon, offline
    warn_soft: str
    good: str  # done, up to date
    good_soft: str
    info: str  # waiting, notes
    info_soft: str

    def by_name(self) -> dict[str, str]:
        """All of them, for templates."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


LIGHT = Tokens(
    canvas="#F6F7F7", surface="#FFFFFF", sunken="#ECEFEF", hover="#F1F4F4", line="#DCE1E1", control="#7F8C89",
    avatar="#E4E9E8", text="#16211F", soft="#51605D", faint="#61706D", accent="#0A6B63", accent_hover="#085850",
    accent_soft="#DDF0ED", on_accent="#FFFFFF", mark="#FFE9A8", danger="#B3261E", danger_soft="#FBE3E1",
    warn="#8A5300", warn_soft="#FCEFD8", good="#1C6B3C", good_soft="#DFF2E6", info="#1F5FA8", info_soft="#E1ECF9",
)  # fmt: skip
DARK = Tokens(
    canvas="#121816", surface="#1A2220", sunken="#0E1312", hover="#202A27", line="#2C3735", control="#6C7B77",
    avatar="#2C3735", text="#E6ECEA", soft="#A7B5B2", faint="#8C9B98", accent="#5CC9BC", accent_hover="#7AD6CB",
    accent_soft="#123A36", on_accent="#06201D", mark="#5A4A12", danger="#F2A39D", danger_soft="#45201D",
    warn="#EDBE73", warn_soft="#3D2C10", good="#8AD3A5", good_soft="#15351F", info="#97C1F0", info_soft="#162F4B",
)  # fmt: skip
LIGHT_CONTRAST = Tokens(
    canvas="#FFFFFF", surface="#FFFFFF", sunken="#F2F2F2", hover="#E6E6E6", line="#595959", control="#000000",
    avatar="#E6E6E6", text="#000000", soft="#1F1F1F", faint="#2E2E2E", accent="#003D38", accent_hover="#002B27",
    accent_soft="#D4F0EC", on_accent="#FFFFFF", mark="#FFDE70", danger="#7A0C06", danger_soft="#FFE5E2",
    warn="#573300", warn_soft="#FFEFD1", good="#06401F", good_soft="#DCF5E5", info="#07386F", info_soft="#E0EDFC",
)  # fmt: skip
DARK_CONTRAST = Tokens(
    canvas="#000000", surface="#000000", sunken="#0A0A0A", hover="#1C1C1C", line="#A6A6A6", control="#FFFFFF",
    avatar="#262626", text="#FFFFFF", soft="#EDEDED", faint="#DADADA", accent="#7FF0E3", accent_hover="#A9F6ED",
    accent_soft="#00312C", on_accent="#000000", mark="#6B5500", danger="#FFC2BD", danger_soft="#3F0D09",
    warn="#FFD896", warn_soft="#352300", good="#A6F0C0", good_soft="#052B13", info="#BBDAFF", info_soft="#07233F",
)  # fmt: skip


def tokens_for(scheme: Scheme, high_contrast: bool) -> Tokens:
    """The table of this theme."""
    if high_contrast:
        return DARK_CONTRAST if scheme == "dark" else LIGHT_CONTRAST
    return DARK if scheme == "dark" else LIGHT


STATE_TONE: dict[State, tuple[str, str]] = {
    "neutral": ("soft", "avatar"),
    "accent": ("accent", "accent_soft"),
    "good": ("good", "good_soft"),
    "warn": ("warn", "warn_soft"),
    "danger": ("danger", "danger_soft"),
    "info": ("info", "info_soft"),
}
"""What a state is written in: text token on background token."""

_GROUNDS = ("canvas", "surface", "sunken", "hover", "accent_soft")
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((tone, ground) for tone in ("text", "soft") for ground in _GROUNDS),
    ("faint", "canvas"), ("faint", "surface"), ("text", "avatar"),
    *((tone, ground) for tone in ("accent", "danger") for ground in ("canvas", "surface")),
    ("accent", "sunken"), ("accent", "hover"), ("warn", "surface"), ("good", "surface"), ("info", "surface"),
    ("good", "canvas"), ("warn", "canvas"), ("info", "canvas"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("surface", "text"), ("text", "mark"),
    *((tone, ground) for tone, ground in STATE_TONE.values()),
    *(("text", f"{state}_soft") for state in ("danger", "warn", "good", "info")),
)  # fmt: skip
"""Every text on every ground that pages may write: the contrast test computes each, in each theme."""

EDGE_PAIRS: tuple[tuple[str, str], ...] = (
    ("control", "canvas"), ("control", "surface"), ("accent", "canvas"), ("accent", "surface"),
    ("accent", "accent_soft"),
    ("danger", "surface"),
)  # fmt: skip
"""Edges that tell a control from its ground: at least 3 : 1."""

SPACE = (4, 8, 12, 16, 24, 32)
RADIUS_CONTROL = 8
RADIUS_CARD = 12
TYPE = (11, 12, 14, 15, 17, 24)
BODY = 14
WEIGHTS = (400, 600, 700)
LINE_HEIGHT = {11: 15, 12: 17, 14: 20, 15: 22, 17: 24, 24: 32}
CONTROL_HEIGHT = 36
LEAST_TARGET = 24
TEXT_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
"""Per cent; what Ctrl + and Ctrl − step through."""
QUICK = 120
"""Milliseconds: the longest movement; none with reduced motion."""
