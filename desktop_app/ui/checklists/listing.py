"""The checklists as the window lists them. The page itself is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from desktop_app.catalogue import _
from desktop_app.ui.checklists.reading import due_until
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _waiting(context: Context) -> Any:
    me, today = context.me.login, context.words.today()
    return lambda c: due_until(c, me, today)


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.checklists.page import ChecklistsPage

    return ChecklistsPage(context)


PAGE = Page(
    "checklists", _("Checklists"), "check-square", _built, opens=("task",), count=_waiting,
    counts_on=frozenset(("task",)),
)  # fmt: skip
