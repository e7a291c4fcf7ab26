"""Asking as the window lists it. The page itself is loaded when it is first shown."""

from __future__ import annotations

from desktop_app.catalogue import _
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.new_request.page import NewRequestPage

    return NewRequestPage(context)


PAGE = Page(
    "new_request", _("New request"), "note-pencil", _built, opens=("form", "draft"), in_sidebar=False,
    under="requests",
)  # fmt: skip
