"""The desk as the window lists it: for who answers. The page itself is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from desktop_app.catalogue import _
from desktop_app.domain.people.rows import ANSWERING
from desktop_app.store.queries import requests
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _waiting(context: Context) -> Any:
    me = context.me.login
    return lambda c: requests.counts(c, me).queue


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.desk.page import DeskPage

    return DeskPage(context)


PAGE = Page(
    "desk", _("Desk"), "headset", _built, seen_by=lambda me: me.role in ANSWERING, count=_waiting,
    counts_on=frozenset(("request", "membership")),
)  # fmt: skip
