"""Writing as the window lists it: for who answers for a team. The page itself is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from desktop_app.catalogue import _
from desktop_app.domain.people.rows import ANSWERING
from desktop_app.store.queries.upkeep import open_upkeep
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _waiting(context: Context) -> Any:
    me = context.me.login
    return lambda c: open_upkeep(c, me)


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.authoring.page import AuthoringPage

    return AuthoringPage(context)


PAGE = Page(
    "authoring", _("Writing"), "pencil-line", _built, seen_by=lambda me: me.role in ANSWERING, opens=("write",),
    count=_waiting, counts_on=frozenset(("upkeep", "membership")),
)  # fmt: skip
