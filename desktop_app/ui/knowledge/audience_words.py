"""Whom a scope means, in words, and the scopes a company can choose from."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.people.rows import EMPLOYMENTS, Site, Team
from desktop_app.ui.context import Context


def audiences(context: Context, sites: Sequence[Site], teams: Sequence[Team]) -> list[tuple[str, str]]:
    """Everybody, each site, each department, each kind of employment: (scope, words)."""
    text, local = context.text, context.local
    return [
        ("all", text("Everybody")),
        *((f"site:{each.id}", text("All at {site}", site=local(each.names))) for each in sites),
        *((f"department:{each.id}", text("All of {team}", team=local(each.names))) for each in teams),
        *((f"employment:{each}", employment_words(context, each)) for each in EMPLOYMENTS),
    ]


def employment_words(context: Context, employment: str) -> str:
    """All who are employed in this way."""
    text = context.text
    said = {
        "permanent": text("All permanent staff"), "fixed_term": text("All on a fixed term"),
        "contractor": text("All contractors"), "intern": text("All interns"),
    }  # fmt: skip
    return said[employment]


def audience_words(scope: str, known: Sequence[tuple[str, str]]) -> str:
    """Whom it means; a scope that is none to choose from stands as it is."""
    return next((words for each, words in known if each == scope), scope.partition(":")[2] or scope)
