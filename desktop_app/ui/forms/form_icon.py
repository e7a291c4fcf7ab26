"""The icon a company gave to a form; forms may name one that this version's font does not have."""

from __future__ import annotations

from desktop_app.ui.theme import Theme

FALLBACK = "note-pencil"


def form_icon(theme: Theme, name: str) -> str:
    """The icon's name where it can be drawn, else that of any form."""
    try:
        theme.icon(name)
    except KeyError:
        return FALLBACK
    return name
