"""Characters that change how a line reads without being seen: shown as marks, or left out.

Direction controls can make a text read otherwise than it is written (CVE-2021-42574); characters without a width can
hide words from a search, or make two links look alike.
"""

from __future__ import annotations

import re

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NO_WIDTH = "\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u180e\U000e0000-\U000e007f"
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_HIDDEN = re.compile(f"[{_DIRECTION}{_NO_WIDTH}{_CONTROL}]")
_TURNS = re.compile(f"[{_DIRECTION}]")
_MARK = re.compile("⟨U\\+[0-9A-F]{4}⟩")


def revealed(text: str) -> str:
    """Direction controls as ⟨U+202E⟩, the others without a trace. Joiners stay: letters and emoji are made with them.

    In a text written from right to left the marks that only say where it ends would be in the way; the languages of
    the product are not.
    """
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩" if _TURNS.match(found[0]) else "", text)


def hides(text: str) -> bool:
    """Whether there is any."""
    return _HIDDEN.search(text) is not None


def unmarked(text: str) -> str:
    """What `revealed` gave, without its marks: what links name a heading by."""
    return _MARK.sub("", text)
