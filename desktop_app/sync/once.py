"""One sync and no more: for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from desktop_app.store.engine import Store
from desktop_app.store.errors import StoreFull, StrangeServer
from desktop_app.store.queries import outbox
from desktop_app.sync.exchange import Exchange
from desktop_app.sync.patience import Connector, Patience
from desktop_app.sync.problems import NEEDS_A_PERSON, Problem, SyncFailed
from desktop_app.sync.state import State


@dataclass(frozen=True)
class Result:
    """How a sync went. `pending`: commands that still wait; `refused`: how many were refused by it."""

    state: State
    pushed: int
    pulled: int
    pending: int
    refused: int
    problem: Problem | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def sync_once(
    store: Store,
    connect: Connector,
    clock: Callable[[], datetime],
    *,
    sure: bool = False,
    patience: Patience | None = None,
) -> Result:
    """Sends what waits, fetches what is new, carries files. Whatever goes wrong is in the result."""
    failed, exchange = _try(store, connect, clock, sure, patience or Patience())
    if failed is not None and failed.problem is Problem.SERVER_BEHIND:  # there may be another
        failed, exchange = _try(store, connect, clock, sure, patience or Patience())
    pending = store.reader.read(outbox.pending_count)
    pushed, pulled, refused = (
        (exchange.tally.pushed, exchange.tally.pulled, exchange.tally.refused) if exchange else (0, 0, 0)
    )
    if failed is None:
        return Result(State.UP_TO_DATE, pushed, pulled, pending, refused)
    return Result(state_of(failed.problem), pushed, pulled, pending, refused, failed.problem, failed.data)


def _try(
    store: Store, connect: Connector, clock: Callable[[], datetime], sure: bool, patience: Patience
) -> tuple[SyncFailed | None, Exchange | None]:
    """One sync; what went wrong, and what was exchanged if it came to that."""
    session = None
    exchange = None
    try:
        session = connect(patience)
        exchange = Exchange(store, session, clock)
        exchange.meet(sure=sure)
        exchange.whole(sure=sure)
        exchange.ballot(sending=False)  # coming in leaves a mark: an answer is sent by a window that stays
    except (SyncFailed, StrangeServer, StoreFull) as error:
        return as_failure(error), exchange
    finally:
        if session is not None:
            session.close()
    return None, exchange


def as_failure(error: SyncFailed | StrangeServer | StoreFull) -> SyncFailed:
    """The same as a problem and what explains it."""
    if isinstance(error, StrangeServer):
        data = {"reason": error.reason, "removed": error.removed, "held": error.held}
        return SyncFailed(Problem.STRANGE_SERVER, data)
    if isinstance(error, StoreFull):
        return SyncFailed(Problem.LAPTOP_FULL)
    return error


def state_of(problem: Problem) -> State:
    """Where a problem leaves the laptop."""
    if problem in NEEDS_A_PERSON:
        return State.REFUSED
    return State.OFFLINE if problem in (Problem.NO_NETWORK, Problem.WRONG_ADDRESS) else State.WAITING
