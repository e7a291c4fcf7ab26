"""Holds a database against what was signed: where each chain ended then must still be found in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import psycopg

from desktop_app.protocol.wire import microseconds
from sigap_server.audit.digest import Digest, History, Range, State
from sigap_server.audit.series import Signed

_AT_ONCE = 10_000
_HELD = """
    select i.device, i.no, coalesce(d.last_no, 0), e.received
    from unnest(%s::text[], %s::int[], %s::text[]) i (device, no, head)
    left join portal.device d on d.id = i.device
    left join lateral (select q.hash, q.received from portal.all_events q
                       where q.device = i.device and q.no = i.no) e on true
    left join lateral (select q.last_no, q.hash from portal.forgotten q
                       where q.device = i.device and i.no between q.first_no and q.last_no limit 1) f on true
    where not coalesce(f.last_no > i.no or coalesce(f.hash, e.hash) = decode(i.head, 'hex'), false)
"""


@dataclass
class Findings:
    """`wrong`: somebody changed what was recorded, or nobody has said yet why it differs. `known`: explained."""

    wrong: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    restored: bool = False
    """A restore or a failover that nobody has confirmed yet explains the last of what is wrong."""
    digests: int = 0
    first: datetime | None = None
    last: datetime | None = None


def history(connection: psycopg.Connection) -> History:
    row = connection.execute("select incarnation, epoch from portal.meta").fetchone()
    assert row is not None
    return History(*row)


def present(connection: psycopg.Connection) -> State:
    """Where the chains end now."""
    heads = connection.execute("select id, last_no, encode(head, 'hex') from portal.device where last_no > 0")
    ranges = connection.execute("select device, first_no, last_no, why, encode(hash, 'hex') from portal.forgotten")
    return State(
        {device: (no, head) for device, no, head in heads},
        {(device, first): Range(last, why, head) for device, first, last, why, head in ranges},
    )


def compare(connection: psycopg.Connection, series: Iterable[Signed]) -> Findings:
    """Every digest of a series against the database, one after the other; one at a time is held in memory."""
    now, findings = history(connection), Findings()
    before: Signed | None = None
    unexplained: list[str] = []
    for signed in series:
        if before is not None:
            lost = signed.digest.restored
            findings.wrong += _shrunk(before, signed.state, signed.path.name, lost=lost)
        if signed.digest.restored:
            findings.known += unexplained
            unexplained.clear()
        heads = {device: head for device, head in signed.digest.heads.items() if head is not None}
        missed = held(connection, heads, signed.digest, now)
        findings.wrong += missed.changed
        if missed.not_there or missed.again:
            unexplained.append(_told(signed.digest, missed))
        findings.digests += 1
        findings.first, findings.last = findings.first or signed.digest.at, signed.digest.at
        before = signed
    if before is not None:
        there = present(connection)
        findings.wrong += _shrunk(before, there, "the database", lost=before.digest.history != now)
        findings.known += _taken_since(before, there)
    findings.restored = bool(unexplained)
    findings.wrong += unexplained
    return findings


@dataclass
class _Missed:
    """Of one digest: what was changed, a sentence each; how many heads a loss of history explains."""

    changed: list[str] = field(default_factory=list)
    not_there: int = 0
    again: int = 0


def held(connection: psycopg.Connection, heads: Mapping[str, tuple[int, str]], digest: Digest, now: History) -> _Missed:
    """Which of these heads are not in the chains any more, and whether another life of the database explains it.

    After a loss of history laptops offer again what they had sent: received later, and so with other hashes.
    """
    missed, name, signed_at = _Missed(), f"{digest.at:%Y-%m-%d}", microseconds(digest.at)
    other_life = digest.history != now
    listed = iter(heads.items())
    while some := list(islice(listed, _AT_ONCE)):
        given = [[device for device, _ in some], [no for _, (no, _) in some], [head for _, (_, head) in some]]
        for device, no, last_no, received in connection.execute(_HELD, given):
            if last_no < no and other_life:
                missed.not_there += 1
            elif other_life and received is not None and received > signed_at:
                missed.again += 1
            elif last_no == 0:
                missed.changed.append(f"device {device} had {no} commands in the digest of {name}, and is gone")
            elif last_no < no:
                missed.changed.append(
                    f"device {device} had {no} commands in the digest of {name}, and has {last_no}: its end is cut off"
                )
            else:
                missed.changed.append(f"device {device}, command {no}: it is not what was signed on {name}")
    return missed


def _told(digest: Digest, missed: _Missed) -> str:
    parts = []
    if missed.not_there:
        parts.append(f"{missed.not_there} devices have not offered again what they had sent by then")
    if missed.again:
        parts.append(f"{missed.again} devices have offered it again")
    since = f"since the digest of {digest.at:%Y-%m-%d} the database was restored or a standby took over"
    return f"{since}: {', '.join(parts)}"


def _shrunk(before: Signed, after: State, where: str, *, lost: bool) -> Iterator[str]:
    """What was taken out by then stays taken out, and ends with the same hash; but what is `lost` with its history."""
    ranges: dict[str, list[tuple[int, Range]]] = defaultdict(list)
    ends = {}
    for (device, first), taken in sorted(after.forgotten.items()):
        ranges[device].append((first, taken))
        ends[device, taken.last] = taken.hash
    for (device, first), taken in before.state.forgotten.items():
        if after.forgotten.get((device, first)) == taken:
            continue
        last = min(taken.last, after.heads.get(device, (0, ""))[0]) if lost else taken.last
        reached = first
        for start, other in ranges[device]:
            if start <= reached <= other.last:
                reached = other.last + 1
        day = f"{before.digest.at:%Y-%m-%d}"
        what = f"device {device}, commands {first} to {taken.last}: taken out ({taken.why}) by {day}"
        if reached <= last:
            yield f"{what}, and in {where} they are not; after a restore take them out again"
        elif ends.get((device, taken.last), taken.hash) != taken.hash:
            yield f"{what}, and in {where} the range ends with another hash"


def _taken_since(before: Signed, now: State) -> list[str]:
    counts: dict[str, int] = defaultdict(int)
    for forgotten, sign in ((now.forgotten, 1), (before.state.forgotten, -1)):
        for (_, first), taken in forgotten.items():
            counts[taken.why] += sign * (taken.last - first + 1)
    names = {"retention": "by retention", "erased": "by erasing somebody's data"}
    return [
        f"since the digest of {before.digest.at:%Y-%m-%d} {count} commands were taken out {names.get(why, why)}"
        for why, count in sorted(counts.items()) if count > 0
    ]  # fmt: skip
