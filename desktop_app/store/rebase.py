"""Taking a reply: take back, settle, write the checkpoint, replay, in one transaction: pages see all or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from desktop_app.domain.people.rows import Membership, Person
from desktop_app.domain.requests.news import News, condensed, news
from desktop_app.domain.requests.rows import Event, Message, Request
from desktop_app.protocol.changes import Changes
from desktop_app.protocol.streams import BY_NAME, STREAMS, Stream, Values
from desktop_app.protocol.wire import Reply
from desktop_app.store import notices, outbox, reminders
from desktop_app.store.erased import drop_unused_files, forget, speaks_of_erased
from desktop_app.store.errors import StrangeServer
from desktop_app.store.outlived import Outlived, outlived
from desktop_app.store.position import Position, advance, sweep
from desktop_app.store.replica import replica_table
from desktop_app.store.work import Work, rows_held

FEW = 50
"""A reply may always take away this many rows; above, at most a tenth of what is held, unless a person says yes."""

_TOLD = ("request", "message")


def rebase(
    connection: sa.Connection,
    position: Position,
    reply: Reply,
    *,
    me: str,
    now: datetime,
    initiator: object,
    sure: bool,
) -> Changes:
    """Takes the reply. Raises `StrangeServer`."""
    waiting = outbox.pending(connection)
    # Where more is to come, the rows of an answered command may be in it: it is told again, and settled with the last.
    answered = {outcome.no: outcome for outcome in reply.outcomes if reply.next is None}
    settled = [(row, answered[row.no]) for row in waiting if row.no in answered]
    if not settled and _says_nothing(position, reply):
        advance(connection, position, reply)
        return Changes(initiator=initiator)
    work = Work(connection)
    local = set()
    subjects = {row.about: _subject(work, row.about) for row, _ in settled}
    work.take_back()
    for row, outcome in settled:
        outbox.settle(connection, row, outcome)
        local.add("outbox")
        if outcome.code == "erased":
            outbox.withdraw(connection, {row.no})
        if outcome.code is not None:
            local |= notices.refused(connection, row, outcome, subjects[row.about], now)
    reminded_before = reminders.known_before(connection, reply)
    told = _write(work, position, reply, me=me, now=now, sure=sure)
    outbox.replay(work, [row for row in waiting if row.no not in answered])
    if position.cursor is not None and not reply.paged:
        local |= reminders.told(connection, reminded_before, reply, me, now)
    if told:
        notices.news(connection, told, now)
        local.add("notice")
    if speaks_of_erased(reply):
        local |= forget(connection, reply, work.before())
    if drop_unused_files(connection, _hashes_gone(work)):
        local.add("file")
    advance(connection, position, reply)
    return work.changes(initiator, local)


def _says_nothing(position: Position, reply: Reply) -> bool:
    moved = reply.complete and (position.scopes | position.paged_scopes) - reply.scopes
    return not (moved or position.swept is not None or any(reply.rows.values()) or any(reply.gone.values()))


def _subject(work: Work, request: str | None) -> str:
    found = None if request is None else work.get(Request, request)
    return "" if found is None else found.subject


def _write(work: Work, position: Position, reply: Reply, *, me: str, now: datetime, sure: bool) -> list[News]:
    """Writes the checkpoint's new rows and takes away what left; what the person is told of it."""
    over = outlived(work, reply, now) if _many(position, reply) else Outlived()
    held = position.scopes | position.paged_scopes
    lost = held - reply.scopes if reply.complete else frozenset()
    unexplained = bool(lost - _explained(work, lost, reply, me))
    before = _rows_before(work, reply)
    removed = 0
    for stream in STREAMS:
        came = reply.rows.get(stream.name, ())
        gone = set(reply.gone.get(stream.name, ()))
        hidden = _hidden(work, stream, reply.scopes) if lost else set()
        if position.swept is not None and stream.name in reply.paged:
            gone |= _not_come_again(work, stream, position, reply)
        back = {stream.key_of(values) for values in came}
        left = _held(work, stream, gone - back - hidden)
        removed += sum(not over.covers(stream, values) for values in left)
        removed += len(hidden - back) if unexplained else 0
        work.write(stream, sorted(gone | hidden), came)
    all_in_all = removed + (position.swept or 0)
    if all_in_all > FEW and not sure and all_in_all * 10 > (total := rows_held(work.connection) + all_in_all):
        raise StrangeServer("removal", all_in_all, total)
    if position.swept is not None:
        sweep(work.connection, removed)
    first_pull = position.cursor is None or bool(reply.paged)
    return [] if first_pull or reply.scopes - position.scopes else _told(work, before, reply, me)


def _hashes_gone(work: Work) -> list[str]:
    """Of the attachments that are no longer here."""
    stream = BY_NAME["attachment"]
    return [
        stream.named(values)["sha256"]
        for name, values in work.before()
        if name == stream.name and work.values(stream, stream.key_of(values)) is None
    ]


def _many(position: Position, reply: Reply) -> bool:
    """Whether so much leaves that a person may have to be asked."""
    return position.swept is not None or sum(map(len, reply.gone.values())) > FEW


def _not_come_again(work: Work, stream: Stream, position: Position, reply: Reply) -> set[Values]:
    """The keys held in the stretch that this page covers: what is not on the page is no more."""
    names = [each.name for each in STREAMS if each.name in reply.paged]
    at = names.index(stream.name)
    first = 0 if position.after is None else names.index(position.after[0])
    last = len(names) - 1 if reply.next is None else names.index(reply.next[0])
    if not first <= at <= last:
        return set()
    after = position.after[1:] if position.after is not None and at == first else None
    upto = reply.next[1:] if reply.next is not None and at == last else None
    return replica_table(stream).keys_between(work.connection, after, upto)


def _explained(work: Work, lost: Iterable[str], reply: Reply, me: str) -> frozenset[str]:
    """The lost scopes a word of the database accounts for, in this reply or on a page before: a membership ended, the
    person moved to another site."""
    ended = {team for person, team in reply.gone.get("membership", ()) if person == me}
    people: list[Person] = [BY_NAME["person"].decode(values) for values in reply.rows.get("person", ())]
    here = work.get(Person, me)
    sites = {person.site for person in people if person.login == me} or ({here.site} if here is not None else set())

    def explained(scope: str) -> bool:
        kind, _, name = scope.partition(":")
        if kind == "team":
            return name in ended or work.get(Membership, me, name) is None
        return kind == "site" and bool(sites) and name not in sites

    return frozenset(scope for scope in lost if explained(scope))


def _hidden(work: Work, stream: Stream, scopes: frozenset[str]) -> set[Values]:
    """The keys of rows that are in none of these scopes: by the declaration, no ids are compared (I7)."""
    if not stream.audience:
        return set()
    rows = replica_table(stream).all(work.connection)
    return {stream.key_of(values) for values in rows if not stream.seen(values, scopes)}


def _held(work: Work, stream: Stream, keys: Iterable[Values]) -> list[Values]:
    wanted = sorted(keys)
    return list(replica_table(stream).many(work.connection, wanted).values()) if wanted else []


def _rows_before(work: Work, reply: Reply) -> dict[tuple[str, Values], Values | None]:
    before: dict[tuple[str, Values], Values | None] = {}
    for name in _TOLD:
        stream = BY_NAME[name]
        for values in reply.rows.get(name, ()):
            key = stream.key_of(values)
            before[name, key] = work.values(stream, key)
    return before


def _told(work: Work, before: dict[tuple[str, Values], Values | None], reply: Reply, me: str) -> list[News]:
    found: list[News] = []
    for name in _TOLD:
        stream = BY_NAME[name]
        for values in reply.rows.get(name, ()):
            was = before[name, stream.key_of(values)]
            row: Request | Message = stream.decode(values)
            request = work.get(Request, row.request) if isinstance(row, Message) else row
            said = news(me, None if was is None else stream.decode(was), row, request)
            found += [] if said is None else [said]
    events: list[Event] = [BY_NAME["event"].decode(values) for values in reply.rows.get("event", ())]
    return condensed(found, events)
