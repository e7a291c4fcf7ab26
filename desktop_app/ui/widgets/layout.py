"""Rows and columns, read as they are seen.

A part is a widget, a layout, a number (space), None (what is left over), or a pair of a widget or layout with its
stretch or alignment.
"""

from __future__ import annotations

from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Margins = tuple[int, int, int, int]
NONE: Margins = (0, 0, 0, 0)
Box = TypeVar("Box", bound=QBoxLayout)


def row(*parts: Any, gap: int = 8, margins: Margins = NONE) -> QHBoxLayout:
    """Side by side."""
    return _filled(QHBoxLayout(), parts, gap, margins)


def column(*parts: Any, gap: int = 8, margins: Margins = NONE) -> QVBoxLayout:
    """One under the other."""
    return _filled(QVBoxLayout(), parts, gap, margins)


def holder(layout: QLayout, width: int | None = None) -> QWidget:
    """A plain widget around a layout, for where a widget is asked for."""
    widget = QWidget()
    widget.setLayout(layout)
    policy = widget.sizePolicy()
    policy.setHeightForWidth(layout.hasHeightForWidth())
    widget.setSizePolicy(policy)
    if width is not None:
        widget.setFixedWidth(width)
    return widget


def emptied(layout: QLayout) -> None:
    """Takes everything out of a layout and lets it go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)


def restyled(widget: QWidget, **properties: object) -> None:
    """Sets what the style sheet selects by, and lets it select anew."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def _filled(layout: Box, parts: tuple[Any, ...], gap: int, margins: Margins) -> Box:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, tuple):
            _placed(layout, *part)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def _placed(layout: QBoxLayout, part: QWidget | QLayout, how: int | Qt.AlignmentFlag) -> None:
    if isinstance(part, QLayout):
        if isinstance(how, Qt.AlignmentFlag):
            layout.addLayout(part)
            layout.setAlignment(part, how)
        else:
            layout.addLayout(part, how)
    elif isinstance(how, Qt.AlignmentFlag):
        layout.addWidget(part, 0, how)
    else:
        layout.addWidget(part, how)
