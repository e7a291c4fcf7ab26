"""When this laptop last met the company: after too long it shows nothing until it does again.

Kept with the settings. `latest` is the latest time that the laptop's clock ever showed, so that a clock that is set
back unlocks nothing. This is no cryptography: who works in the person's own account can set the clock back before the
days have passed, and then they end later.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa

from desktop_app.store.connections import Reader, writing
from desktop_app.store.schema import setting

KEY = "contact"
LOCK_AFTER = 30
"""Days, until the company says otherwise."""
_OFTEN_ENOUGH = timedelta(hours=1)


@dataclass(frozen=True)
class Contact:
    """The last sync that ended well, and what the company said of locking then. Times are the laptop's own."""

    met: datetime
    latest: datetime
    lock_after_days: int

    def days(self, now: datetime) -> int:
        """Whole days without contact, by the latest time that the clock has shown."""
        return (max(now, self.latest) - self.met).days

    def locked(self, now: datetime) -> bool:
        """Whether nothing may be shown any more."""
        return self.lock_after_days > 0 and self.days(now) >= self.lock_after_days


def read_contact(connection: sa.Connection) -> Contact | None:
    """As it was kept; None on a laptop that has never met the company."""
    text = connection.scalar(sa.select(setting.c.value).where(setting.c.key == KEY))
    if text is None:
        return None
    met, latest, days = json.loads(text)
    return Contact(datetime.fromtimestamp(met, UTC), datetime.fromtimestamp(latest, UTC), days)


class Contacts:
    """Keeps the last contact, and writes only when an hour has passed: a quiet sync costs no flush."""

    def __init__(self, engine: sa.Engine, reader: Reader):
        self._engine, self._reader = engine, reader

    def last(self) -> Contact | None:
        """The last contact; None: never."""
        return self._reader.read(read_contact)

    def met(self, now: datetime, lock_after_days: int | None) -> None:
        """A sync ended well. `lock_after_days`: what the company said this time; None: nothing."""
        known = self.last()
        days = lock_after_days if lock_after_days is not None else known.lock_after_days if known else LOCK_AFTER
        fresh = known is not None and timedelta(0) <= now - known.met < _OFTEN_ENOUGH and known.latest <= now
        if known is None or not fresh or known.lock_after_days != days:
            self._keep(Contact(now, now, days))

    def saw(self, now: datetime) -> None:
        """The clock shows this."""
        known = self.last()
        if known is not None and now - known.latest >= _OFTEN_ENOUGH:
            self._keep(Contact(known.met, now, known.lock_after_days))

    def _keep(self, contact: Contact) -> None:
        value = json.dumps([contact.met.timestamp(), contact.latest.timestamp(), contact.lock_after_days])
        with writing(self._engine) as connection:
            connection.execute(setting.insert().prefix_with("OR REPLACE"), {"key": KEY, "value": value})
