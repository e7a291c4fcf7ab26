"""The settings of this person on this laptop."""

from __future__ import annotations

import json
from typing import TypeVar

import sqlalchemy as sa

from desktop_app.protocol.changes import Changes
from desktop_app.settings import Setting
from desktop_app.store.connections import Reader, writing
from desktop_app.store.schema import setting

T = TypeVar("T", str, int, bool)


class KeptSettings:
    """Keeps settings. What was kept and is no longer allowed counts as never set."""

    def __init__(self, engine: sa.Engine, reader: Reader):
        self._engine, self._reader = engine, reader

    def get(self, which: Setting[T]) -> T:
        """What it is set to, or its default."""
        text = self._reader.read(lambda c: c.scalar(sa.select(setting.c.value).where(setting.c.key == which.key)))
        value = which.default if text is None else json.loads(text)
        return value if which.allows(value) else which.default

    def is_set(self, which: Setting[T]) -> bool:
        """Whether the person set it: the first start takes the language of the system otherwise."""
        return self._reader.read(
            lambda c: c.scalar(sa.select(setting.c.key).where(setting.c.key == which.key)) is not None
        )  # fmt: skip

    def set(self, which: Setting[T], value: T, initiator: object = None) -> Changes:
        """Keeps it. Raises ValueError for what it may not be."""
        if not which.allows(value):
            raise ValueError(f"{which.key} cannot be {value!r}")
        with writing(self._engine) as connection:
            row = {"key": which.key, "value": json.dumps(value)}
            connection.execute(setting.insert().prefix_with("OR REPLACE"), row)
        return Changes(local=frozenset({"setting"}), initiator=initiator)
