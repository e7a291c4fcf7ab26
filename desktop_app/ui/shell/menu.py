"""The menu of the signed-in person: language, display, and what the window can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.catalogue import languages, native_name
from desktop_app.ui.actions import Action
from desktop_app.ui.context import Context
from desktop_app.ui.links import link

_SHOWN = ("sync", "help", "quit")


def person_menu(context: Context, actions: Sequence[Action], parent: QWidget) -> QMenu:
    """Made anew each time it opens."""
    text, theme = context.text, context.theme
    menu = QMenu(parent)
    settings = menu.addAction(theme.icon("gear"), text("Settings"))
    settings.triggered.connect(lambda: context.open(link("page", "settings")))
    look = menu.addMenu(theme.icon("sun"), text("Display"))
    schemes = (("light", text("Light")), ("dark", text("Dark")), ("system", text("As the system")))
    for scheme, words in _choices(look, schemes, theme.appearance.scheme):
        words.triggered.connect(
            lambda _=False, scheme=scheme: context.shell.use_appearance(replace(theme.appearance, scheme=scheme))
        )
    speech = menu.addMenu(theme.icon("translate"), text("Language"))
    for code, words in _choices(speech, [(code, native_name(code)) for code in languages()], context.language):
        words.triggered.connect(lambda _=False, code=code: context.shell.use_language(code))
    menu.addSeparator()
    for action in actions:
        if action.id in _SHOWN:
            entry = menu.addAction(theme.icon(action.icon), action.title)
            entry.setShortcut(QKeySequence(action.keys[0]))
            entry.setShortcutVisibleInContextMenu(True)
            entry.triggered.connect(lambda _=False, action=action: action.run())
    return menu


def _choices(menu: QMenu, items: Sequence[tuple[str, str]], at: str) -> list[tuple[str, QAction]]:
    group = QActionGroup(menu)
    made = []
    for key, words in items:
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setChecked(key == at)
        group.addAction(action)
        made.append((key, action))
    return made
