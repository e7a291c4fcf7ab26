"""A reminder to acknowledge an article: told once, at the sync that brings it, to who is asked and has not said so."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from desktop_app.domain.knowledge.rows import Rule
from desktop_app.protocol.streams import BY_NAME
from desktop_app.protocol.wire import Reply
from desktop_app.store import notices
from desktop_app.store.queries.acknowledgements import open_duties
from desktop_app.store.queries.rows import StoredRows

Before = dict[str, datetime | None]
"""When people were reminded of an article, as far as this laptop knew."""


def known_before(connection: sa.Connection, reply: Reply) -> Before:
    """Of the articles whose rule is in the reply."""
    rows = StoredRows(connection)
    found = {rule.article: rows.get(Rule, rule.article) for rule in _rules(reply)}
    return {article: None if rule is None else rule.reminded for article, rule in found.items()}


def told(connection: sa.Connection, before: Before, reply: Reply, me: str, now: datetime) -> set[str]:
    """Keeps a notice for each that is new and is for this person; the local tables touched."""
    fresh = [r for r in _rules(reply) if r.reminded is not None and r.reminded != before.get(r.article)]
    if not fresh:
        return set()
    waiting = {duty.item.id: duty.item for duty in open_duties(connection, me)}
    for rule in fresh:
        if (item := waiting.get(rule.article)) is not None:
            notices.reminded(connection, item.id, item.title, rule.due, now)
    return {"notice"} if any(rule.article in waiting for rule in fresh) else set()


def _rules(reply: Reply) -> list[Rule]:
    return [BY_NAME["acknowledgement_rule"].decode(values) for values in reply.rows.get("acknowledgement_rule", ())]
