"""One counter without a name: a call of its own, at a moment that chance has chosen, beside nothing else."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.settings import SEND_GAPS
from desktop_app.store.engine import Store
from desktop_app.store.queries.ballots import next_due
from desktop_app.store.queries.tallies import next_count
from desktop_app.sync.problems import BallotNotTaken

if TYPE_CHECKING:
    from desktop_app.sync.session import Session

log = logging.getLogger(__name__)


def tell(store: Store, session: Session, now: datetime) -> bool:
    """Tells the counter whose turn it is; whether there was one. Raises `SyncFailed`.

    None while an answer without a name is about to leave: that the two are of one person would show in the database.
    """
    words = store.settings.get(SEND_GAPS)
    count = store.reader.read(lambda c: next_count(c, now, words=words))
    if count is None or store.reader.read(lambda c: next_due(c, now, sending=True)) is not None:
        return False
    try:
        session.report(count.said)
    except BallotNotTaken as refused:
        if not refused.for_good:
            store.tallies.later(count, now)
            return True
        log.info("the database does not count %s", count.key.partition(":")[0])
    store.tallies.told(count, now)
    return True
