"""A digest: what the chains ended in on a day, small enough to be kept where the database's owner cannot reach it.

It says only what changed since the one before; the first of a month says everything, so that a year need not be kept to
read a day. Roots over everything hold the reader to the same whole.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

Heads = dict[str, tuple[int, str]]
"""Of each device its last number, and the hash of that event in hexadecimal digits."""


class Range(NamedTuple):
    """Events that were taken out: the last number, why, and the hash that the range ends with."""

    last: int
    why: str
    hash: str


Forgotten = dict[tuple[str, int], Range]
"""By device and first number."""


@dataclass(frozen=True)
class History:
    """Which life of the database: another one after a restore, another epoch after a standby took over."""

    incarnation: str
    epoch: str


@dataclass
class State:
    """Where all chains end, and what was taken out of them."""

    heads: Heads = field(default_factory=dict)
    forgotten: Forgotten = field(default_factory=dict)

    @property
    def commands(self) -> int:
        """How many there ever were."""
        return sum(no for no, _ in self.heads.values())

    @property
    def taken_out(self) -> int:
        """How many of them retention and erasures took out."""
        return sum(taken.last - first + 1 for (_, first), taken in self.forgotten.items())

    def heads_root(self) -> str:
        return _root(f"{device}\t{no}\t{head}" for device, (no, head) in sorted(self.heads.items()))

    def forgotten_root(self) -> str:
        ranges = sorted(self.forgotten.items())
        return _root(f"{device}\t{first}\t{t.last}\t{t.why}\t{t.hash}" for (device, first), t in ranges)


@dataclass(frozen=True)
class Digest:
    """One of a series. `previous`: the hash of the file before it; `restored`: who signed knew of lost history."""

    no: int
    at: datetime
    history: History
    whole: bool
    restored: bool
    previous: str | None
    commands: int
    devices: int
    taken_out: int
    heads: dict[str, tuple[int, str] | None]
    forgotten: dict[tuple[str, int], Range | None]
    heads_root: str
    forgotten_root: str

    @classmethod
    def of(cls, state: State, before: State | None, **more: Any) -> Digest:
        """What changed since `before`; None: everything."""
        earlier = before or State()
        return cls(
            whole=before is None,
            commands=state.commands,
            devices=len(state.heads),
            taken_out=state.taken_out,
            heads=_changes(earlier.heads, state.heads),
            forgotten=_changes(earlier.forgotten, state.forgotten),
            heads_root=state.heads_root(),
            forgotten_root=state.forgotten_root(),
            **more,
        )

    def on(self, before: State) -> State:
        """Where things stood when it was signed, given where they stood before."""
        start = State() if self.whole else before
        return State(_changed(start.heads, self.heads), _changed(start.forgotten, self.forgotten))

    def fits(self, state: State) -> bool:
        """Whether this is the state that was signed."""
        return (self.heads_root, self.forgotten_root) == (state.heads_root(), state.forgotten_root())

    def to_bytes(self) -> bytes:
        said = asdict(self) | {
            "at": self.at.isoformat(),
            "forgotten": [[device, first, *(taken or ())] for (device, first), taken in sorted(self.forgotten.items())],
        }
        return json.dumps(said, indent=1, sort_keys=True).encode() + b"\n"

    @classmethod
    def from_bytes(cls, content: bytes) -> Digest:
        """Raises `ValueError` where it is none."""
        try:
            said = json.loads(content)
            return cls(**said | {
                "at": datetime.fromisoformat(said["at"]),
                "history": History(**said["history"]),
                "heads": {device: (int(h[0]), str(h[1])) if h else None for device, h in said["heads"].items()},
                "forgotten": {(str(d), int(first)): Range(*more) if more else None
                              for d, first, *more in said["forgotten"]},
            })  # fmt: skip
        except (KeyError, TypeError, IndexError) as error:
            raise ValueError("this is no digest") from error


def _changes(before: dict[Any, Any], after: dict[Any, Any]) -> dict[Any, Any]:
    """What to put, and None for what is gone."""
    gone = {key: None for key in before if key not in after}
    return {key: value for key, value in after.items() if before.get(key) != value} | gone


def _changed(before: dict[Any, Any], changes: dict[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in (before | changes).items() if value is not None}


def _root(lines: Iterator[str]) -> str:
    """A hash over all of it. Devices name themselves: what stands in a line cannot look like another line."""
    whole = hashlib.sha256()
    for line in lines:
        whole.update(hashlib.sha256(line.encode()).digest())
    return whole.hexdigest()
