"""Compares what people were told with what is there: each promise broken is a finding of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.rows import Attachment
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from tests.chaos.evidence import Database, Recorded, Replica
from tests.chaos.justice import Justice
from tests.chaos.ledger import Account, Entry, Ledger, Said
from tests.model_laptop import Rows
from tests.world import World


class Broken(StrEnum):
    """What can be wrong."""

    LOST = "lost"
    """Said to be saved, and not in the database; applied, and its words are not there."""
    TWICE = "twice"
    """In the database more than once."""
    OUT_OF_ORDER = "out of order"
    ALTERED = "altered"
    """Not as it was said."""
    INVENTED = "invented"
    """Nobody said it."""
    MISTOLD = "mistold"
    """The person was told another outcome than the database keeps, or one thing first and another later."""
    UNTOLD = "untold"
    """A refusal without its notice, or words that were not kept."""
    WRONGLY_REFUSED = "wrongly refused"
    """Refused though it was allowed, whatever the others did meanwhile."""
    DIFFERENT = "different"
    """A laptop shows other rows than its person may see."""
    STUCK = "stuck"
    """Something still waits though every fault has ended."""
    UNLINKED = "unlinked"
    """The chain of what was recorded does not hold."""


@dataclass(frozen=True)
class Finding:
    """One promise broken, for one laptop."""

    broken: Broken
    device: str
    what: str

    def __str__(self) -> str:
        return f"{self.broken}: {self.what} (laptop {self.device})"


def examine(ledger: Ledger, world: World, replicas: Iterable[Replica]) -> list[Finding]:
    """Everything that is wrong. The laptops are at rest, and have fetched what is new."""
    database = Database.of(world)
    everything = world.everything()
    seen: dict[str, Rows] = {}
    found: list[Finding] = []
    justice = Justice(everything, database)
    for replica in replicas:
        account = ledger.accounts[replica.device]
        if replica.person not in seen:
            seen[replica.person] = world.seen_by(replica.person, everything)
        found += _kept_promises(account, database, justice)
        found += _was_told(account, database, replica)
        found += _shows(replica, seen[replica.person])
        found += _files(account, replica)
    return [*found, *_whole(ledger, database)]


def _kept_promises(account: Account, database: Database, justice: Justice) -> Iterator[Finding]:
    """Each command once, in order, as it was said, with its effect."""
    events = database.events.get(account.device, [])

    def finding(broken: Broken, what: str) -> Finding:
        return Finding(broken, account.device, what)

    if [event.no for event in events] != list(range(1, len(events) + 1)):
        yield finding(Broken.OUT_OF_ORDER, f"its numbers are {[event.no for event in events][-20:]}")
    if [event.received for event in events] != sorted(event.received for event in events):
        yield finding(Broken.OUT_OF_ORDER, "a later number was received before an earlier one")
    times = Counter(event.id for event in events)
    here = {event.id: event for event in events}
    for id, count in times.items():
        if count > 1:
            yield finding(Broken.TWICE, f"{here[id].kind} {id}, {count} times")
    for entry in account.commands():
        if entry.said == Said.SAVED and entry.id not in here:
            yield finding(Broken.LOST, f"{type(entry.wordings[0]).__name__} {entry.id}")
    said = [entry.id for entry in account.commands() if entry.id in here]
    if said != (kept := list(dict.fromkeys(event.id for event in events if event.id in account.entries))):
        first = next(at for at, (one, other) in enumerate(zip(said, kept, strict=False)) if one != other)
        yield finding(Broken.OUT_OF_ORDER, f"{kept[first]} came before {said[first]}")
    for event in events:
        known = account.entries.get(event.id)
        if known is None or known.said == Said.REFUSED_HERE:
            yield finding(Broken.INVENTED, f"{event.kind} {event.id}")
            continue
        command = _as_recorded(known, event)
        if command is None:
            yield finding(Broken.ALTERED, f"{event.kind} {event.id}")
            continue
        yield from (finding(*each) for each in _effect(command, event, database))
        if justice.wronged(command, event):
            yield finding(Broken.WRONGLY_REFUSED, f"{event.kind} {event.id} was refused as {event.code}")


def _as_recorded(entry: Entry, event: Recorded) -> Command | None:
    for command in entry.wordings:
        if (type(command).__name__, wire.body(command), command.person) == (event.kind, event.body, event.person):
            return command
    return None


SPEAKING = ("AddReply", "AskRequester", "Resolve", "Reopen")


def _effect(command: Command, event: Recorded, database: Database) -> Iterator[tuple[Broken, str]]:
    """An applied command has left what it is for, a refused one nothing."""
    if event.kind in SPEAKING:
        there, wanted = database.messages.get(event.id), command.words() if event.code is None else None
        if there != wanted:
            wrong = Broken.LOST if there is None else Broken.TWICE if wanted is None else Broken.ALTERED
            yield wrong, f"the words of {event.kind} {event.id} ({event.code})"
    if event.kind == "Submit" and (event.id in database.requests) != (event.code is None):
        yield Broken.LOST if event.code is None else Broken.INVENTED, f"the request of Submit {event.id}"


def _was_told(account: Account, database: Database, replica: Replica) -> Iterator[Finding]:
    """Every refusal has its notice and keeps its words; nobody was told what is not so."""
    events = {event.id: event for event in database.events.get(account.device, [])}
    told = Counter((one.command, one.code) for one in replica.told)
    notices = {one.command: one for one in replica.told}

    def finding(broken: Broken, what: str) -> Finding:
        return Finding(broken, account.device, what)

    for event in events.values():
        entry = account.entries.get(event.id)
        if event.code is None or entry is None:
            continue
        if told[event.id, event.code] != 1:
            yield finding(Broken.UNTOLD, f"{event.kind} {event.id} was refused as {event.code}")
            continue
        words = entry.wordings[-1].words() if entry.said == Said.SAVED else notices[event.id].words
        if notices[event.id].words != words or notices[event.id].draft != bool(words):
            yield finding(Broken.UNTOLD, f"the words of {event.kind} {event.id} were not kept")
    for one in replica.told:
        if one.command not in events or events[one.command].code != one.code:
            yield finding(Broken.MISTOLD, f"{one.command} was said to be refused as {one.code}")
    for entry in account.commands():
        if entry.outcome is not None:
            there = events.get(entry.id)
            if there is None:
                yield finding(Broken.LOST, f"{entry.id}, which was said to be {entry.outcome}")
            elif (there.code or "ok") != entry.outcome:
                yield finding(Broken.MISTOLD, f"{entry.id} was said to be {entry.outcome}, and is {there.code}")
    for request, number in account.numbers.items():
        if database.requests.get(request) != number:
            yield finding(Broken.MISTOLD, f"{request} was shown as {number}")
    for complaint in account.complaints:
        yield finding(Broken.MISTOLD, complaint)


def _shows(replica: Replica, seen: Rows) -> Iterator[Finding]:
    """A laptop at rest holds exactly what its person may see, and nothing waits."""
    if replica.pending:
        yield Finding(Broken.STUCK, replica.device, f"commands {replica.pending[:5]} …, {len(replica.pending)} in all")
        return
    if replica.shadow:
        yield Finding(Broken.STUCK, replica.device, f"{replica.shadow} shadows though nothing waits")
    for name, rows in seen.items():
        held = replica.rows[name]
        if held != rows:
            lacks, more = sorted(rows.keys() - held.keys()), sorted(held.keys() - rows.keys())
            other = sorted(key for key in rows.keys() & held.keys() if rows[key] != held[key])
            names = BY_NAME[name].names
            shown = [
                {n: (h, s) for n, h, s in zip(names, held[key], rows[key], strict=True) if h != s} for key in other[:2]
            ]
            what = (
                f"{name} lacks {lacks[:3]}, has {more[:3]} too much, and {other[:2]} differ: {shown} ({replica.person})"
            )
            yield Finding(Broken.DIFFERENT, replica.device, what)


def _files(account: Account, replica: Replica) -> Iterator[Finding]:
    """What was announced with a command of this laptop has travelled, as far as its person may still see it."""
    for row in replica.rows["attachment"].values():
        attachment: Attachment = BY_NAME["attachment"].decode(row)
        if attachment.id.partition("/")[0] in account.entries and not attachment.complete:
            yield Finding(Broken.LOST, account.device, f"the bytes of {attachment.id}")


def _whole(ledger: Ledger, database: Database) -> Iterator[Finding]:
    """What no single laptop can tell."""
    everywhere = Counter(event.id for events in database.events.values() for event in events)
    for device, events in database.events.items():
        for event in events:
            if everywhere[event.id] > 1:
                yield Finding(
                    Broken.TWICE, device, f"{event.kind} {event.id}, on all laptops {everywhere[event.id]} times"
                )
    speakers = {e.id for events in database.events.values() for e in events if e.kind in SPEAKING and e.code is None}
    for message in sorted(database.messages.keys() - speakers):
        yield Finding(Broken.INVENTED, "", f"message {message}")
    submitted = {e.id for events in database.events.values() for e in events if e.kind == "Submit" and e.code is None}
    for request in sorted(database.requests.keys() - submitted):
        yield Finding(Broken.INVENTED, "", f"request {request}")
    for device in database.events.keys() - ledger.accounts.keys():
        yield Finding(Broken.INVENTED, device, "a laptop nobody has")
    for broken in database.broken:
        yield Finding(Broken.UNLINKED, "", broken)
