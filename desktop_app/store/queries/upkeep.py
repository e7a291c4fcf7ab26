"""What a team has to do to its articles, and how they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.knowledge.rows import Readership, Upkeep
from desktop_app.store.queries.rows import StoredRows, decoded, pending_keys
from desktop_app.store.schema import REPLICA

_UPKEEP, _MEMBERSHIP, _PERSON = REPLICA["upkeep"], REPLICA["membership"], REPLICA["person"]
_ARTICLE = REPLICA["article"]
MOST_DONE = 20
"""How many of what is done are shown."""


@dataclass(frozen=True)
class UpkeepItem:
    """One of them, with the title of its article and the name of who did it; `pending`: not with the database yet."""

    task: Upkeep
    title: str
    done_by: str
    pending: bool


def upkeep(connection: sa.Connection, me: str, language: str) -> list[UpkeepItem]:
    """What this person's teams have to do, what is due first, first; then what was done last."""
    found = decoded(Upkeep, connection.execute(sa.select(_UPKEEP).where(_UPKEEP.c.team.in_(_teams_of(me)))))
    still_open = sorted((each for each in found if each.state == "open"), key=lambda each: (each.due, each.id))
    done = sorted((each for each in found if each.state == "done"), key=lambda each: (each.made, each.id), reverse=True)
    pending = pending_keys(connection, "upkeep") if found else frozenset()
    names = {row.login: row.name for row in connection.execute(sa.select(_PERSON.c.login, _PERSON.c.name))}
    shown = [*still_open, *done[:MOST_DONE]]
    titles = _titles(connection, {each.article for each in shown if each.article}, language)
    return [
        UpkeepItem(each, titles.get(each.article or "", ""), names.get(each.done_by or "", ""), (each.id,) in pending)
        for each in shown
    ]


def open_upkeep(connection: sa.Connection, me: str) -> int:
    """How much of it waits."""
    waits = sa.select(sa.func.count()).where(_UPKEEP.c.state == "open", _UPKEEP.c.team.in_(_teams_of(me)))
    return connection.scalar(waits) or 0


def readership(connection: sa.Connection, article: str) -> Readership | None:
    """How it was used; only who answers for it holds that."""
    return StoredRows(connection).get(Readership, article)


def _titles(connection: sa.Connection, articles: set[str], language: str) -> dict[str, str]:
    wanted = sa.select(_ARTICLE.c.id, _ARTICLE.c.title).where(_ARTICLE.c.id.in_(sorted(articles)))
    found = connection.execute(wanted.order_by(_ARTICLE.c.id, (_ARTICLE.c.language == language).desc()))
    titles: dict[str, str] = {}
    for row in found:
        titles.setdefault(row.id, row.title)
    return titles


def _teams_of(me: str) -> sa.Select[Any]:
    return sa.select(_MEMBERSHIP.c.team).where(_MEMBERSHIP.c.person == me)
