"""The knowledge base as the window lists it. The page itself is loaded when it is first shown."""

from __future__ import annotations

from typing import Any

from desktop_app.catalogue import _
from desktop_app.store.queries import acknowledgements
from desktop_app.ui.context import Context
from desktop_app.ui.pages import Page, PageWidget


def _to_read(context: Context) -> Any:
    me = context.me.login
    return lambda c: len(acknowledgements.must_read(c, me))


def _built(context: Context) -> PageWidget:
    from desktop_app.ui.knowledge.page import KnowledgePage

    return KnowledgePage(context)


PAGE = Page(
    "knowledge", _("Knowledge"), "book-open", _built, opens=("article", "search"), searches=True, count=_to_read,
    counts_on=frozenset(("article", "acknowledgement", "acknowledgement_rule")),
)  # fmt: skip
