"""What no page may have: a control without a name, a target too small to hit, words cut off by their own widget.

`assert_usable(widget)` for any shown widget; the three questions are asked one by one in the functions beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

LEAST_TARGET = 24


def assert_usable(widget: QWidget) -> None:
    """Fails with everything that is wrong, each with the words beside it."""
    found = [*nameless(widget), *small_targets(widget), *clipped(widget)]
    assert not found, "\n".join(found)


def nameless(widget: QWidget) -> list[str]:
    """What takes the focus and has nothing for a screen reader to say."""
    return [
        f"without a name: {said(one.object())}"
        for one in _interfaces(QAccessible.queryAccessibleInterface(widget))
        if one.state().focusable and not one.state().invisible and not one.text(QAccessible.Text.Name).strip()
    ]


def small_targets(widget: QWidget) -> list[str]:
    """What is clicked and is smaller than a finger tip."""
    return [
        f"smaller than {LEAST_TARGET} px: {said(one)} {one.width()} × {one.height()}"
        for one in widget.findChildren(QAbstractButton)
        if one.isVisible() and not isinstance(one.parent(), QLineEdit) and min(one.width(), one.height()) < LEAST_TARGET
    ]


def clipped(widget: QWidget) -> list[str]:
    """Labels that have less room than their words."""
    found = []
    for label in widget.findChildren(QLabel):
        if not label.isVisible() or not label.text():
            continue
        if label.wordWrap():
            wanted, has = label.heightForWidth(label.width()), label.height()
        elif label.textFormat() == Qt.TextFormat.RichText:
            continue
        else:
            wanted, has = QFontMetrics(label.font()).horizontalAdvance(label.text()), label.width()
        if has < wanted - 1:
            found.append(f"cut off: {said(label)} has {has} of {wanted} px")
    return found


def said(widget: Any) -> str:
    """A widget as a person would point at it."""
    words = (widget.accessibleName() or getattr(widget, "text", str)()) if isinstance(widget, QWidget) else ""
    return f"{type(widget).__name__} “{words[:60]}”"


def _interfaces(interface: Any) -> Iterator[Any]:
    yield interface
    for i in range(interface.childCount()):
        child = interface.child(i)
        if child is not None and child.isValid():
            yield from _interfaces(child)
