"""Where a laptop stands with its company's database: a pure state machine, total by construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any

from desktop_app.sync.problems import Problem


class State(StrEnum):
    """What the state line says."""

    OFFLINE = "offline"
    """The database is out of reach; it is tried again by itself."""
    CONNECTING = "connecting"
    SENDING = "sending"
    FETCHING = "fetching"
    UP_TO_DATE = "up to date"
    WAITING = "waiting"
    """Something went wrong that may pass; it is tried again by itself."""
    REFUSED = "refused"
    """Something a person must see to; it is tried again seldom, and when asked."""
    PAUSED = "paused"
    """The person switched the sync off."""


class Event(Enum):
    """What happens to a sync."""

    DUE = "it is time, or a command was saved"
    ASKED = "the person wants it now"
    SEND = "the database answered, commands are sent"
    FETCH = "the database answered, its rows are fetched"
    DONE = "nothing is left to send or fetch"
    UNREACHED = "the database is out of reach"
    FAILED = "no whole reply came"
    REFUSED = "the database does not want us, or we not it"
    LOST = "the system says that there is no network"
    PAUSE = "the person switches the sync off"
    RESUME = "the person switches it on"


_S, _E = State, Event
_IDLE = (_S.OFFLINE, _S.UP_TO_DATE, _S.WAITING, _S.REFUSED)
_BUSY = (_S.CONNECTING, _S.SENDING, _S.FETCHING)

TABLE: dict[State, dict[Event, State]] = {
    **{
        idle: {
            _E.DUE: _S.CONNECTING, _E.ASKED: _S.CONNECTING, _E.SEND: idle, _E.FETCH: idle, _E.DONE: idle,
            _E.UNREACHED: idle, _E.FAILED: idle, _E.REFUSED: idle, _E.LOST: _S.OFFLINE, _E.PAUSE: _S.PAUSED,
            _E.RESUME: idle,
        }
        for idle in _IDLE
    },
    **{
        busy: {
            _E.DUE: busy, _E.ASKED: busy, _E.SEND: _S.SENDING, _E.FETCH: _S.FETCHING, _E.DONE: _S.UP_TO_DATE,
            _E.UNREACHED: _S.OFFLINE, _E.FAILED: _S.WAITING, _E.REFUSED: _S.REFUSED, _E.LOST: busy,
            _E.PAUSE: _S.PAUSED, _E.RESUME: busy,
        }
        for busy in _BUSY
    },
    _S.PAUSED: {
        **dict.fromkeys(Event, _S.PAUSED), _E.ASKED: _S.CONNECTING, _E.RESUME: _S.CONNECTING,
    },
}  # fmt: skip
"""State × event → state. A lost network ends nothing under way: the system is sometimes wrong, the wire never."""


def after(state: State, event: Event) -> State:
    """The next state."""
    return TABLE[state][event]


@dataclass(frozen=True)
class Status:
    """What is to be shown.

    `since`: when this state began; `synced`: when the last sync ended well. `done` of `total`: commands while sending,
    rows while fetching (`total` 0: not known). `pending`: commands that wait. `refused`: notices of refusals nobody has
    seen. `problem` and `data` explain a state that is not well.
    """

    state: State = State.OFFLINE
    since: datetime | None = None
    synced: datetime | None = None
    done: int = 0
    total: int = 0
    pending: int = 0
    refused: int = 0
    problem: Problem | None = None
    data: dict[str, Any] = field(default_factory=dict)
