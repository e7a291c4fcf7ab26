"""Home as the window lists it. The page itself is loaded when it is first shown."""

from __future__ import annotations

from desktop_app.catalogue import _
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.home.page import HomePage

    return HomePage(context)


PAGE = Page("home", _("Home"), "house", _built)
