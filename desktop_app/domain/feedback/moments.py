"""When an answer that waits goes its next step: by chance, so that neither the hour nor the order says whose it is."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from desktop_app.domain.feedback.blind_signature import Randomness


class Step(StrEnum):
    """How far an answer has come; each is saved before the next call goes out."""

    WRITTEN = "written"
    """Said on this laptop; nobody else knows."""
    ASKED = "asked"
    """A ticket was asked for; the call may have reached the database or not."""
    SIGNED = "signed"
    """The ticket is here; it may be used when four others hold one too."""
    OPEN = "open"
    """It may be used."""
    SENT = "sent"
    """The answer was sent; it may have arrived or not, and can be taken back no more."""


WAITS: dict[Step, tuple[timedelta, timedelta]] = {
    Step.WRITTEN: (timedelta(minutes=10), timedelta(hours=3)),
    Step.ASKED: (timedelta(0), timedelta(0)),
    Step.SIGNED: (timedelta(hours=1), timedelta(hours=24)),
    Step.OPEN: (timedelta(0), timedelta(hours=12)),
    Step.SENT: (timedelta(0), timedelta(0)),
}
"""From when an answer has come so far, how long until its next step, at least and at most."""
NOT_NOW = (timedelta(minutes=30), timedelta(hours=6))
"""The same where the database could not."""


def due(now: datetime, wait: tuple[timedelta, timedelta], randomness: Randomness) -> datetime:
    """A moment from `now` on that is as likely as any other of the wait."""
    least, most = wait
    share = int.from_bytes(randomness(8), "big") / 2**64
    return now + least + (most - least) * share
