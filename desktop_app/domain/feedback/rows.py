"""What a laptop holds of polls. What it answers itself is no row of a stream: it never meets the outbox."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SigningKey:
    """The public half of a key that tickets are signed with: `modulus` in hexadecimal, the same for everybody."""

    id: str
    modulus: str


@dataclass(frozen=True)
class Poll:
    """Questions that are answered without a name.

    `about` is what they are asked of (`article:leave`) and `version` its version; `team` reads the results; `audience`
    is the scope of who may answer; `exponent` belongs to this poll alone, so that no other's ticket fits.
    """

    id: str
    about: str
    version: int
    team: str
    audience: str
    key: str
    exponent: int


@dataclass(frozen=True)
class Ticket:
    """This person may answer the poll once, or has; nobody else sees this row."""

    person: str
    poll: str


@dataclass(frozen=True)
class Tally:
    """What was counted so far, five answers or more at a time.

    `counts` has `question:option` → how many; `comments` [[question, words], …] in the order of the alphabet, from ten
    answers on.
    """

    poll: str
    about: str
    version: int
    team: str
    answers: int
    counts: dict[str, int] = field(default_factory=dict)
    comments: list[list[str]] = field(default_factory=list)
