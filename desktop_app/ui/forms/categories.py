"""What the categories of forms and articles are called."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.catalogue import Catalogue

_NAMES: dict[str, Callable[[Catalogue], str]] = {
    "leave": lambda text: text("Leave"),
    "pay": lambda text: text("Pay and expenses"),
    "benefits": lambda text: text("Benefits and personal data"),
    "work": lambda text: text("Work and employment"),
    "it": lambda text: text("IT"),
    "facilities": lambda text: text("Building and access"),
    "safety": lambda text: text("Safety"),
    "onboarding": lambda text: text("Joining"),
}
ORDER = tuple(_NAMES)
"""As lists show them."""


def category_name(text: Catalogue, category: str) -> str:
    """The name in words; a company's own word is shown as it is."""
    return _NAMES[category](text) if category in _NAMES else category
