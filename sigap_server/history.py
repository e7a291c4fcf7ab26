"""Lets a company start with what it was asked before: requests that an earlier service desk, or a sample, has told.

The file says who did what, and how long before it is read. Each step becomes a command that is judged by the functions
that judge what laptops send, at the moment it happened, and lies in the audit trail of a device of its person's own
that nobody calls from. So what is told cannot be what could not have happened.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
from psycopg.types.json import Jsonb
from pydantic import Field, field_validator

from desktop_app.domain.checklists.schedule import working_day
from desktop_app.domain.effects import Command
from desktop_app.domain.forms import answers as form_answers
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.people.rows import Person
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Close, Rate, Release, Resume, WaitForOther
from desktop_app.domain.requests.submission import Submit, context
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.domain.text import is_blank
from desktop_app.protocol import wire
from sigap_server.company import Company
from sigap_server.file_errors import FileError, FileErrors
from sigap_server.yaml_source import Location, Strict, YamlSource, read_yaml

DEVICE = "history-"  # and nothing that says whose history lies in this chain: people may be erased
UNITS = {"d": timedelta(hours=8), "h": timedelta(hours=1), "m": timedelta(minutes=1)}
AGO = r"^\d+[dhm]( \d+[dhm])*$"
ON_THE_WAY = timedelta(seconds=2)  # from the laptop to the database
MONTH = timedelta(days=30)

STEPS: Mapping[str, Callable[..., Command]] = {
    "claim": Claim, "take": partial(AddReply, take=True), "reply": AddReply, "note": partial(AddReply, internal=True),
    "ask": AskRequester, "wait": WaitForOther, "resume": Resume, "release": Release, "resolve": Resolve,
    "close": Close, "reopen": Reopen, "rate": Rate, "cancel": Cancel,
}  # fmt: skip
SPOKEN = frozenset({"take", "reply", "note", "ask", "resolve", "reopen"})


class StepPart(Strict):
    """What somebody did to a request. `stars` and perhaps `text` belong to `rate`, `text` to what is said."""

    by: str
    does: str
    ago: str = Field(pattern=AGO)
    text: str = ""
    stars: int | None = Field(default=None, ge=1, le=5)

    @field_validator("does")
    @classmethod
    def _does(cls, value: str) -> str:
        if value not in STEPS:
            raise ValueError(f"one of {', '.join(STEPS)}")
        return value


class RequestPart(Strict):
    """A request and what became of it. `counted_by`: the calendar whose open time counts, if not the team's own."""

    by: str
    form: str
    ago: str = Field(pattern=AGO)
    counted_by: str | None = None
    answers: dict[str, Any]
    steps: list[StepPart] = Field(default=[])


class HistoryFile(Strict):
    """Requests in any order."""

    requests: list[RequestPart] = Field(min_length=1)


@dataclass(frozen=True)
class Past:
    """A command that was given, and when the database heard of it. `refused` says where it stands in the file."""

    command: Command
    received: datetime
    refused: FileError


def read_history(path: Path, company: Company, forms: Mapping[str, Form], now: datetime) -> list[Past]:
    """What happened until `now`, the earliest first.

    Raises `FileErrors`: people, forms and calendars that are not there, answers that do not pass, steps out of order.
    """
    source = read_yaml(path)
    reader = _Reader(source, company, forms, now)
    for at, part in enumerate(source.validate(HistoryFile).requests):
        reader.request(at, part)
    if reader.errors:
        raise FileErrors(reader.errors)
    return sorted(reader.past, key=lambda past: past.received)


def load_history(connection: psycopg.Connection, path: Path, company: Company) -> int:
    """Writes what the file tells into a company that is published; how many commands these are, 0 when they are there.

    Raises `FileErrors` when anything of it is not right; nothing is written then.
    """
    with connection.transaction():
        known = connection.execute("select from portal.device where starts_with(id, %s) limit 1", [DEVICE]).fetchone()
        if known is not None:
            return 0
        row = connection.execute("select clock_timestamp()").fetchone()
        assert row is not None
        past = read_history(path, company, _offered(connection), row[0])
        devices = {person: _Device(connection, person) for person in {each.command.person for each in past}}
        for each in past:
            devices[each.command.person].give(each)
    connection.execute("analyze")
    return len(past)


def open_since(calendar: ServiceCalendar, now: datetime, work: timedelta) -> datetime:
    """The moment from which until `now` the calendar was open for `work`."""
    while True:
        for opens, closes in reversed(calendar.open_intervals(now - MONTH, now)):
            if work <= closes - opens:
                return closes - work
            work -= closes - opens
        now -= MONTH


class _Reader:
    """Makes commands of what is written, and gathers what is wrong with it."""

    def __init__(self, source: YamlSource, company: Company, forms: Mapping[str, Form], now: datetime) -> None:
        self._source, self._forms, self._now = source, forms, now
        self._people = {person.login: person for person in company.people}
        self._calendars = {each.id: ServiceCalendar.from_mapping(each.definition) for each in company.calendars}
        self._team_calendars = {team.id: team.calendar for team in company.teams}
        self._zones = {site.id: ZoneInfo(site.timezone) for site in company.sites}
        self.past: list[Past] = []
        self.errors: list[FileError] = []

    def request(self, at: int, part: RequestPart) -> None:
        """One request with its steps."""
        here: Location = ("requests", at)
        wrong = len(self.errors)
        self._check(part, here)
        if len(self.errors) > wrong:
            return
        form, person = self._forms[part.form], self._people[part.by]
        calendar = self._calendars[part.counted_by or self._team_calendars[form.team]]
        received = open_since(calendar, self._now, _work(part.ago))
        submit = self._submit(here, part, form, person, received)
        self._happened(submit, received, here)
        for number, step in enumerate(part.steps):
            place = (*here, "steps", number)
            received = open_since(calendar, self._now, _work(step.ago))
            more: dict[str, Any] = {"stars": step.stars} if step.does == "rate" else {}
            if step.text:
                more["text"] = step.text
            command = STEPS[step.does](
                id=_id(received, place), person=step.by, at=received - ON_THE_WAY, request=submit.id, **more
            )
            self._happened(command, received, (*place, "does"))

    def _check(self, part: RequestPart, here: Location) -> None:
        people = [((*here, "by"), part.by)]
        people += [((*here, "steps", at, "by"), step.by) for at, step in enumerate(part.steps)]
        for place, login in people:
            if login not in self._people:
                self._wrong(place, "the login of someone in the company")
        if part.form not in self._forms:
            self._wrong((*here, "form"), "the key of a form that is offered")
        if part.counted_by is not None and part.counted_by not in self._calendars:
            self._wrong((*here, "counted_by"), "the id of a calendar")
        for at, (before, after) in enumerate(pairwise([part.ago, *(step.ago for step in part.steps)])):
            if _work(after) >= _work(before):
                self._wrong((*here, "steps", at, "ago"), "less than of the step before")
        for at, step in enumerate(part.steps):
            place = (*here, "steps", at)
            if is_blank(step.text) and step.does in SPOKEN:
                self._wrong((*place, "text"), "what was said")
            if not is_blank(step.text) and step.does not in SPOKEN | {"rate"}:
                self._wrong((*place, "text"), f"no words: nothing is said with {step.does}")
            if (step.stars is None) == (step.does == "rate"):
                self._wrong((*place, "stars"), "one to five with rate, and with nothing else")

    def _submit(self, here: Location, part: RequestPart, form: Form, person: Person, received: datetime) -> Submit:
        today = received.astimezone(self._zones[person.site]).date()
        days = partial(working_day, today, calendar=self._calendars[person.site])
        answers = _dated(part.answers, lambda offset: days(offset).isoformat())
        verdict = form_answers.judge(form.definition, answers, context(person, today.isoformat()))
        if verdict.problem is not None:
            field, reason = verdict.problem
            place = [int(step) if step.isdigit() else step for step in field.split("/")]
            self._wrong((*here, "answers", *place), f"an answer that the form takes ({reason})")
        return Submit(
            id=_id(received, here), person=person.login, at=received - ON_THE_WAY, form=form.form, version=form.version,
            subject=form_answers.subject(form.definition, verdict.kept, person.language),
            answers=verdict.kept, today=today.isoformat(),
        )  # fmt: skip

    def _happened(self, command: Command, received: datetime, place: Location) -> None:
        refused = self._source.error(place, "what was allowed at that moment")
        self.past.append(Past(command, received, refused))

    def _wrong(self, place: Sequence[str | int], expected: str) -> None:
        self.errors.append(self._source.error(place, expected))


class _Device:
    """The device that tells what one person did. It is revoked from the first: nobody comes in with it."""

    def __init__(self, connection: psycopg.Connection, person: str) -> None:
        row = connection.execute(
            "insert into portal.device (id, login, revoked) values (%s || gen_random_uuid(), %s, true) returning id",
            [DEVICE, person],
        ).fetchone()
        assert row is not None
        self._connection, self._id, self._no, self._head = connection, str(row[0]), 0, b""

    def give(self, past: Past) -> None:
        """Has the database judge the command as of then, and writes it down. Raises `FileErrors` when it is refused."""
        command, body = past.command, wire.body(past.command)
        at, received = wire.microseconds(command.at), wire.microseconds(past.received)
        kind = type(command).__name__
        step = self._connection.execute(
            "select refusal, request, requester, team, data from portal.dispatch(%s,"
            " row(%s, portal.teams(%s), %s, %s::bigint, %s::bigint, %s::jsonb)::portal.command)",
            [kind, command.person, command.person, command.id, at, received, body],
        ).fetchone()
        assert step is not None
        refusal, request, requester, team, data = step
        if refusal is not None:
            raise FileErrors([replace(past.refused, expected=f"{past.refused.expected} ({refusal['code']})")])
        self._no += 1
        self._connection.execute(
            "insert into portal.event"
            " (device, no, id, kind, person, at, body, request, requester, team, data, received, hash)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')",
            [self._id, self._no, command.id, kind, command.person, at, body, request, requester, team, Jsonb(data),
             received],
        )  # fmt: skip
        row = self._connection.execute(
            "update portal.event e set hash = portal.link(%s, e) where e.device = %s and e.no = %s returning e.hash",
            [self._head, self._id, self._no],
        ).fetchone()
        assert row is not None
        self._head = row[0]
        self._connection.execute(
            "update portal.device set last_no = %s, head = %s where id = %s", [self._no, self._head, self._id]
        )


def _offered(connection: psycopg.Connection) -> dict[str, Form]:
    """The newest version of each form."""
    query = "select form, version, team, definition from portal.form where offered order by form, version"
    return {row[0]: Form(*row) for row in connection.execute(query)}


def _work(ago: str) -> timedelta:
    """`1d 2h 5m` as open time."""
    return sum((int(part[:-1]) * UNITS[part[-1]] for part in ago.split()), timedelta())


def _dated(answer: Any, day: Callable[[int], str]) -> Any:
    """The answer with the dates that `{working_day: -3}` stands for."""
    match answer:
        case {"working_day": int(offset), **others} if not others:
            return day(offset)
        case dict():
            return {key: _dated(each, day) for key, each in answer.items()}
        case list():
            return [_dated(each, day) for each in answer]
    return answer


def _id(at: datetime, place: Location) -> str:
    return uuid7(at, hashlib.sha256(repr(place).encode()).digest())
