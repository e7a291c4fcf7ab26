"""The person's own requests as the window lists them. The page itself is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from desktop_app.catalogue import _
from desktop_app.store.queries import requests
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _unread(context: Context) -> Any:
    me = context.me.login
    return lambda c: sum(item.unread for item in requests.mine(c, me, now=context.now()))


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.requests.page import RequestsPage

    return RequestsPage(context)


PAGE = Page(
    "requests", _("Requests"), "paper-plane-tilt", _built, opens=("request",), count=_unread,
    counts_on=frozenset(("message", "request", "read_marker")),
)  # fmt: skip
