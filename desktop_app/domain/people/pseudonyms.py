"""Who was erased: a name that no login can be takes the place of theirs, and a dash that of words."""

from __future__ import annotations

SIGN = "~"
"""What a pseudonym begins with; no login does."""
ERASED_WORDS = "\N{EM DASH}"


def is_erased(login: str | None) -> bool:
    """Whether this stands for somebody who was erased."""
    return login is not None and login.startswith(SIGN)
