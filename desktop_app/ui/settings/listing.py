"""The settings as the window lists them. The page itself is loaded when it is first shown."""

from __future__ import annotations

from desktop_app.catalogue import _
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.settings.page import SettingsPage

    return SettingsPage(context)


PAGE = Page("settings", _("Settings"), "gear", _built, at_foot=True)
