"""What a laptop holds about requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """The states of a request; the lifecycle says how one follows another."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    WAITING_REQUESTER = "waiting_requester"
    WAITING_OTHER = "waiting_other"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


OPEN = frozenset({State.NEW, State.IN_PROGRESS, State.WAITING_REQUESTER, State.WAITING_OTHER})


@dataclass(frozen=True)
class Request:
    """A request as it stands.

    Given by the database, None until it has it: `number` (`HR-1042`), `received` (the clock starts then), `assigned`
    and `resolved` (when that last happened), `calendar` (`hr-jakarta@3`, the one its promise is counted by).
    """

    id: str
    requester: str
    team: str
    form: str
    form_version: int
    subject: str
    answers: dict[str, Any]
    priority: str
    approvals: list[str]
    state: str
    written: datetime
    assignee: str | None = None
    number: str | None = None
    received: datetime | None = None
    assigned: datetime | None = None
    resolved: datetime | None = None
    calendar: str | None = None


@dataclass(frozen=True)
class Message:
    """One message of a conversation. `requester` is None on an internal note: only the team may read it.

    `files`: names, sizes and hashes of what came with it, as in `Attachment`.
    """

    id: str
    request: str
    author: str
    text: str
    written: datetime
    requester: str | None
    team: str
    files: list[dict[str, Any]] = field(default_factory=list)
    received: datetime | None = None


@dataclass(frozen=True)
class Event:
    """One step of the timeline: who did what. Its id is the command's; `kind` the command's name."""

    id: str
    request: str
    actor: str
    kind: str
    written: datetime
    requester: str | None
    team: str
    data: dict[str, Any] = field(default_factory=dict)
    received: datetime | None = None


@dataclass(frozen=True)
class Attachment:
    """A file of a request, known by the SHA-256 of its bytes. `complete` once the database has and checked them all;
    `lost` when they did not come for so long that nobody waits for them any more. Who has them may still send them."""

    id: str
    request: str
    message: str | None
    name: str
    size: int
    sha256: str
    requester: str | None
    team: str
    complete: bool | None = None
    lost: bool | None = None


@dataclass(frozen=True)
class Rating:
    """What the requester thought of the answer: one to five stars and, if they like, a sentence."""

    request: str
    person: str
    stars: int
    text: str
    team: str
    written: datetime


@dataclass(frozen=True)
class Transition:
    """Published: in `state`, who satisfies `guard` may give `command`, and the request goes to `next`.

    The ways out of one state by one command are tried by `rank`; the first whose guard holds decides.
    """

    state: str
    command: str
    guard: str
    next: str
    rank: int


@dataclass(frozen=True)
class Retention:
    """Published: how many months after their end requests stay on laptops, and with the company, and why (`basis`).

    For a form of a team, a form, a team, or (both "*") everything; the most particular one counts.
    """

    team: str
    form: str
    laptop_months: int
    server_months: int
    basis: dict[str, str]
