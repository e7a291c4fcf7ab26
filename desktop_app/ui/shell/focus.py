"""Going through the panes of the window by F6, without a pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_TAKES_TAB = Qt.FocusPolicy.TabFocus


def cycle(panes: Sequence[QWidget], back: bool = False) -> QWidget | None:
    """Focuses the pane after the one with the focus (or before it); what got the focus, None where nothing can."""
    shown = [pane for pane in panes if pane.isVisible()]
    if not shown:
        return None
    now = shown[0].window().focusWidget()
    holding = [i for i, pane in enumerate(shown) if now is not None and (pane is now or pane.isAncestorOf(now))]
    at = holding[-1] if holding else (0 if back else -1)
    for step in range(1, len(shown) + 1):
        pane = shown[(at + (-step if back else step)) % len(shown)]
        if (first := first_in(pane)) is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return first
    return None


def first_in(pane: QWidget) -> QWidget | None:
    """Its first widget that takes the focus by Tab, in the order of Tab."""
    if _takes(pane):
        return pane
    inside = {widget for widget in pane.findChildren(QWidget) if _takes(widget)}
    widget = pane.nextInFocusChain()
    while widget is not None and widget is not pane:
        if widget in inside:
            return widget
        widget = widget.nextInFocusChain()
    return None


def _takes(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & _TAKES_TAB) and widget.isVisible() and widget.isEnabled()
