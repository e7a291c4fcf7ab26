"""One step of one answer without a name: a call of its own, at a moment that chance has chosen, beside nothing else.

Never soon after this laptop sent something else: the transaction numbers of the two would be neighbours in the database
for ever. And never two answers at once: that they are of one person would show the same way.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from desktop_app.domain.feedback.blind_signature import NotSigned
from desktop_app.domain.feedback.moments import Step
from desktop_app.protocol.changes import Changes
from desktop_app.store.engine import Store
from desktop_app.store.queries.ballots import next_due
from desktop_app.sync.problems import BallotNotTaken

if TYPE_CHECKING:
    from desktop_app.sync.session import Session

log = logging.getLogger(__name__)


def carry(store: Store, session: Session, now: datetime, *, sending: bool) -> Changes:
    """Takes the answer whose turn it is one step further; nothing when it is nobody's. Raises `SyncFailed`.

    `sending`: whether an answer may leave, for this laptop has written nothing there for a while.
    """
    turn = store.reader.read(lambda c: next_due(c, now, sending=sending))
    if turn is None:
        return Changes()
    poll, step = turn
    try:
        return _step(store, session, poll, step, now)
    except BallotNotTaken as refused:
        if refused.for_good:
            return store.ballots.lost(poll, now)
        store.ballots.later(poll, now)
    except NotSigned:
        log.warning("what came back for a poll is no ticket")
        store.ballots.later(poll, now)
    return Changes()


def _step(store: Store, session: Session, poll: str, step: Step, now: datetime) -> Changes:
    ballots = store.ballots
    match step:
        case Step.WRITTEN | Step.ASKED:
            blinded = ballots.ask(poll, now)
            if blinded is None:
                return ballots.lost(poll, now)
            ballots.signed(poll, *session.ballot_sign(poll, blinded), now)
        case Step.SIGNED:
            ballots.opened(poll, session.ballot_open(poll), now)
        case Step.OPEN | Step.SENT:
            letter = ballots.send(poll, now)
            if letter is not None:
                session.ballot_cast(letter.poll, letter.token, letter.signature, letter.answer)
                return ballots.arrived(poll)
    return Changes()
