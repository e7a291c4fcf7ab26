"""What this laptop has counted and not told yet: words that found nothing, and how articles were used. Nobody's name.

Each leaves alone, at a moment chance has chosen, and no two of one laptop near each other. What was told is forgotten;
only that it was stays for a day, so that nothing is told twice in it.
"""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.feedback.blind_signature import Randomness
from desktop_app.domain.feedback.moments import due
from desktop_app.domain.knowledge.gaps import APART, MOST, ONCE_IN, WAIT, Use, names_in, sayable
from desktop_app.domain.people.rows import Person
from desktop_app.protocol import wire
from desktop_app.protocol.changes import Changes
from desktop_app.store.connections import writing
from desktop_app.store.queries.rows import StoredRows
from desktop_app.store.queries.tallies import GAP, VISIT, Count
from desktop_app.store.schema import tallies


class Tallies:
    """Counts, and says what is to be told next."""

    def __init__(self, engine: sa.Engine, randomness: Randomness = secrets.token_bytes):
        self._engine, self._randomness = engine, randomness

    def found_nothing(self, words: str, language: str, category: str, now: datetime) -> Changes:
        """These words were looked for and nothing was found. Where they could tell who asks, nothing is kept."""
        with writing(self._engine) as connection:
            people = StoredRows(connection).where(Person)
            said = sayable(words, names_in((person.login, person.name) for person in people))
            if said is None:
                return Changes()
            key = f"{GAP}:{language}:{said}"
            self._keep(connection, key, {"words": said, "language": language, "category": category}, now)
        return Changes(local=frozenset({"tallies"}))

    def used(self, article: str, use: Use, now: datetime) -> Changes:
        """An article was used in this way."""
        key = f"{VISIT}:{article}"
        with writing(self._engine) as connection:
            row = _of(connection, key)
            counted: dict[str, Any] = {"article": article}
            if row is not None and row.said is not None:
                counted = json.loads(row.said)
            counted[use.value] = min(int(counted.get(use.value, 0)) + 1, MOST)
            self._keep(connection, key, counted, now)
        return Changes(local=frozenset({"tallies"}))

    def told(self, count: Count, now: datetime) -> None:
        """It arrived. What was counted meanwhile stays, and nothing else leaves for a while."""
        moment, then = wire.microseconds(now), due(now, APART, self._randomness)
        with writing(self._engine) as connection:
            connection.execute(
                tallies.update().where(tallies.c.key == count.key, tallies.c.said == count.said),
                {"said": None, "due": wire.microseconds(now + ONCE_IN)},
            )
            connection.execute(tallies.delete().where(tallies.c.said.is_(None), tallies.c.due <= moment))
            waits = tallies.c.said.is_not(None) & (tallies.c.due < wire.microseconds(then))
            for row in connection.execute(sa.select(tallies.c.key).where(waits)).all():
                later = due(then, (timedelta(0), APART[1]), self._randomness)
                self._write(connection, row.key, {"due": wire.microseconds(later)})

    def later(self, count: Count, now: datetime) -> None:
        """The database could not now."""
        with writing(self._engine) as connection:
            self._write(connection, count.key, {"due": wire.microseconds(due(now, WAIT, self._randomness))})

    def forget_words(self) -> Changes:
        """No words that found nothing are to be told: those that wait are gone."""
        with writing(self._engine) as connection:
            connection.execute(tallies.delete().where(tallies.c.key.startswith(f"{GAP}:")))
        return Changes(local=frozenset({"tallies"}))

    def _keep(self, connection: sa.Connection, key: str, said: dict[str, Any], now: datetime) -> None:
        text = json.dumps(said, sort_keys=True, ensure_ascii=False)
        row = _of(connection, key)
        if row is None:
            when = wire.microseconds(due(now, WAIT, self._randomness))
            connection.execute(tallies.insert(), {"key": key, "said": text, "due": when})
        elif row.said is None:  # told a short while ago: not again before its time
            free = max(wire.moment(row.due), now)
            self._write(connection, key, {"said": text, "due": wire.microseconds(due(free, WAIT, self._randomness))})
        else:
            self._write(connection, key, {"said": text})

    @staticmethod
    def _write(connection: sa.Connection, key: str, values: dict[str, Any]) -> None:
        connection.execute(tallies.update().where(tallies.c.key == key), values)


def _of(connection: sa.Connection, key: str) -> sa.Row[Any] | None:
    return connection.execute(sa.select(tallies).where(tallies.c.key == key)).first()
