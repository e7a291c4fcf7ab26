"""What can be done by a key, declared once: it feeds the shortcuts, the menu, the palette, and the help on F1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Action:
    """`title` and `group` are in the reader's language; `keys` as in "Ctrl+K", or several. `when`: possible now.

    Pages give theirs in `PageWidget.page_actions`; single letters are theirs, and rest while one types.
    """

    id: str
    title: str
    run: Callable[[], object]
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""
    aside: str = ""
    when: Callable[[], bool] = lambda: True
    in_palette: bool = True
    to_page: bool = False


def shown_keys(keys: str) -> str:
    """As it is written on the keyboard: "Ctrl K"."""
    native = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) or keys
    return re.sub(r"(?<=.)\+(?=.)", " ", native).replace("-", "−") if len(native) > 1 else native


def listen(actions: Iterable[Action], widget: QWidget, whole_window: bool = False) -> list[QShortcut]:
    """Shortcuts for these actions, while the focus is in `widget` (or anywhere in its window)."""
    context = Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    made = []
    for action in actions:
        for keys in action.keys:
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(context)
            shortcut.activated.connect(lambda action=action: action.when() and action.run())
            made.append(shortcut)
    return made
