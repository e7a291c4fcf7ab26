"""Fills a laptop as a sync with the sample company would: its people, forms, articles and a Monday morning of requests.

`filled_laptop(tmp_path, "sari")` is a real store of hers; `arrive(store, "sari", row, …)` is a later pull of rows, made
with `raised`. `tests/ui/page_bench.py` has what a page is given, over that store.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from desktop_app.domain.checklists.templates import tasks_for
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.knowledge.rows import Article
from desktop_app.domain.people.rows import Calendar, Membership, Person, Team
from desktop_app.domain.requests.rows import Attachment, Event, Message, Rating, Request, Transition
from desktop_app.domain.service_hours import ServiceCalendar
from desktop_app.protocol.streams import BY_ROW, STREAMS, Values
from desktop_app.protocol.wire import Outcome, Reply
from desktop_app.resources import folder as resources_folder
from desktop_app.store.engine import Store, open_store
from desktop_app.store.position import read_position
from sigap_server import checklists, forms, knowledge
from sigap_server.company import read_folder as read_company

NOW = datetime(2026, 11, 23, 3, 42, tzinfo=UTC)
"""Monday 23 November 2026, 10.42 in Jakarta."""
INCARNATION = "a-company"


def at(text: str, zone: str = "Asia/Jakarta") -> datetime:
    """`"20 15.30"`: that day of November 2026, that time in Jakarta, in UTC."""
    day, time = text.split()
    hour, minute = time.split(".")
    return datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=ZoneInfo(zone)).astimezone(UTC)


# ---- the company


@dataclass(frozen=True)
class CompanyRows:
    """Everything an administrator published."""

    people: tuple[Person, ...]
    memberships: tuple[Membership, ...]
    teams: tuple[Team, ...]
    rest: tuple[Any, ...]
    forms: tuple[Form, ...]
    articles: tuple[Article, ...]

    def rows(self) -> Iterator[Any]:
        for part in (self.people, self.memberships, self.teams, self.rest, self.forms, self.articles):
            yield from part

    def scopes(self, me: str) -> frozenset[str]:
        """What this person may see, as the database would say it."""
        person = next(each for each in self.people if each.login == me)
        mine = {f"team:{each.team}" for each in self.memberships if each.person == me}
        return frozenset({"all", f"person:{me}", f"site:{person.site}"} | mine)

    def calendar_of(self, team: str) -> str:
        """`hr-jakarta@3`: the calendar a promise of this team is counted by, in its version."""
        name = next(each.calendar for each in self.teams if each.id == team)
        version = next(each.version for each in self.rest if isinstance(each, Calendar) and each.id == name)
        return f"{name}@{version}"


@cache
def company() -> CompanyRows:
    """The sample company of the resources."""
    resources = resources_folder()
    told = read_company(resources / "company")
    ways = [Transition(*way) for way in json.loads((resources / "lifecycle.json").read_text(encoding="utf-8"))]
    calendar_at = {each.id: ServiceCalendar.from_mapping(each.definition) for each in told.calendars}
    leads = {team.id: team.lead for team in told.teams}
    by_login = {each.login: each for each in told.people}
    templates = {each.id: each for each in checklists.read_folder(resources / "checklists")}
    tasks = []
    for given in told.assignments:
        person, template = by_login[given.person], templates[given.checklist]
        keys = [task.key for phase in template.phases for task in phase.tasks]
        for key, task in zip(keys, tasks_for(template, person, leads, calendar_at[person.site]), strict=True):
            ticked = replace(task, state="done", done_by=task.owner, done=at("20 09.00"))
            tasks.append(ticked if key in given.done else task)
    return CompanyRows(
        people=tuple(told.people),
        memberships=tuple(told.memberships),
        teams=tuple(told.teams),
        rest=(*told.sites, *told.calendars, *ways, *tasks),
        forms=tuple(forms.read_folder(resources / "forms")),
        articles=tuple(knowledge.read_folder(resources / "knowledge")),
    )


# ---- requests


@dataclass(frozen=True)
class Story:
    """A request with all that belongs to it; each method adds to it and gives the new one."""

    request: Request
    others: tuple[Any, ...] = ()

    def rows(self) -> list[Any]:
        return [self.request, *self.others]

    def said(self, author: str, text: str, when: datetime, *, internal: bool = False, kind: str = "AddReply",
             files: Iterable[Mapping[str, Any]] = (), state: str | None = None) -> Story:  # fmt: skip
        """A message, with the step it leaves in the timeline."""
        command = self._next_id(when)
        requester = None if internal else self.request.requester
        given = [dict(file) for file in files]
        message = Message(
            id=command, request=self.request.id, author=author, text=text, written=when, requester=requester,
            team=self.request.team, files=given, received=when,
        )  # fmt: skip
        attached = [
            Attachment(
                id=f"{command}/{n}",
                request=self.request.id,
                message=command,
                requester=requester,
                team=self.request.team,
                complete=True,
                **file,
            )
            for n, file in enumerate(given)
        ]
        step = self._event(command, author, "AddNote" if internal else kind, when, internal=internal)
        request = self.request if state is None else replace(self.request, state=state)
        return Story(request, (*self.others, message, *attached, step))

    def did(self, actor: str, kind: str, when: datetime, *, state: str | None = None, **data: Any) -> Story:
        """A step without words: "Claim" by budi makes him the assignee."""
        step = self._event(self._next_id(when), actor, kind, when, data=data)
        request = self.request if state is None else replace(self.request, state=state)
        if kind in ("Claim", "TakeOver"):
            request = replace(request, assignee=actor, assigned=when, state=state or "in_progress")
        return Story(request, (*self.others, step))

    def resolved(self, actor: str, text: str, when: datetime) -> Story:
        """The words that solved it."""
        story = self.said(actor, text, when, kind="Resolve", state="resolved")
        return Story(replace(story.request, resolved=when, assignee=actor), story.others)

    def rated(self, stars: int, text: str, when: datetime) -> Story:
        """What the requester thought of it."""
        asked = self.request
        return Story(asked, (*self.others, Rating(asked.id, asked.requester, stars, text, asked.team, when)))

    def _event(self, command: str, actor: str, kind: str, when: datetime, *, internal: bool = False,
               data: Mapping[str, Any] | None = None) -> Event:  # fmt: skip
        requester = None if internal else self.request.requester
        return Event(
            id=command, request=self.request.id, actor=actor, kind=kind, written=when, requester=requester,
            team=self.request.team, data=dict(data or {}), received=when,
        )  # fmt: skip

    def _next_id(self, when: datetime) -> str:
        return _id(when, f"{self.request.id} {len(self.others)}")


def _id(when: datetime, name: str) -> str:
    """A UUIDv7 that is the same in every run."""
    return uuid7(when, hashlib.sha256(name.encode()).digest())


def raised(
    requester: str, team: str, subject: str, when: datetime, *, number: str, text: str = "", form: str = "question",
    answers: Mapping[str, Any] | None = None, priority: str = "normal", received: datetime | None = None,
) -> Story:  # fmt: skip
    """A request the database has: new, with nobody on it."""
    received = received or when + timedelta(seconds=20)
    known = _id(when, number)
    request = Request(
        id=known, requester=requester, team=team, form=form, form_version=1, subject=subject,
        answers=dict(answers or {"subject": subject, "text": text or subject}), priority=priority, approvals=[],
        state="new", written=when, number=number, received=received, calendar=company().calendar_of(team),
    )  # fmt: skip
    step = Event(
        id=known, request=known, actor=requester, kind="Submit", written=when, requester=requester, team=team,
        received=received,
    )  # fmt: skip
    return Story(request, (step,))


def letter(name: str, size: int = 412_000) -> dict[str, Any]:
    """A file as messages and answers name it."""
    return {"name": name, "size": size, "sha256": hashlib.sha256(name.encode()).hexdigest()}


def monday_morning() -> list[Story]:
    """The requests of the company at `NOW`: Sari's four, the queue of HR, and some for other teams."""
    return [
        raised(
            "sari", "hr", "Cuti melahirkan: tanggal mulai berubah", at("20 15.30"), number="HR-1042",
            text="Dokter memajukan perkiraan lahir ke 12 Januari. Cuti saya semula mulai 21 Desember. Apakah saya "
            "perlu mengajukan ulang, dan apakah surat dokter yang lama masih berlaku?",
        )
        .did("budi", "Claim", at("23 10.02"))
        .said(
            "budi",
            "Selamat pagi, Bu Sari. Tidak perlu mengajukan ulang. Cukup unggah surat dokter yang baru di sini, lalu "
            "kami ubah tanggalnya hari ini.",
            at("23 10.05"),
        )
        .said(
            "sari", "Baik, Pak Budi. Ini suratnya, dan saya ingin mulai 1 Desember.", at("23 10.12"),
            files=[letter("surat-dokter-baru.pdf", 388_000)],
        )
        .resolved(
            "budi", "Sudah kami ubah. Cuti Anda berlaku 1 Desember sampai 1 Maret 2027. Masih ada yang mengganjal?",
            at("23 10.24"),
        ),
        raised("sari", "finance", "Penggantian biaya taksi 12 November", at("19 13.10"), number="KEU-0311")
        .did("lina", "Claim", at("20 09.15"))
        .said(
            "lina", "Mohon unggah foto kuitansi yang lebih jelas, ya.", at("20 16.12"), kind="AskRequester",
            state="waiting_requester",
        ),
        raised("sari", "it", "Laptop lambat saat membuka Excel", at("20 08.40"), number="IT-2207")
        .did("dimas", "Claim", at("20 10.00"))
        .said("dimas", "Kami pasang memori tambahan. Laptopnya kami ambil besok pagi, ya.", at("20 10.05")),
        raised("sari", "hr", "Cuti sakit 25–30 November", at("23 10.41"), number="HR-1045"),
        raised(
            "yohana", "hr", "Surat keterangan kerja untuk KPR", at("20 12.30"), number="HR-1039",
            received=at("20 14.30"),
            text="Selamat siang. Bank meminta surat ini paling lambat Rabu. Apakah dapat ditandatangani di Jayapura?",
        ).said(
            "dewi", "Pak Anton di Jayapura boleh menandatangani. Pakai templat KPR versi 2.", at("23 08.41"),
            internal=True,
        ),
        raised("agus", "hr", "Slip gaji Oktober tidak terbuka", at("23 08.10"), number="HR-1043").did(
            "budi", "Claim", at("23 08.30")
        ),
        raised("kevin", "hr", "Sisa cuti belum bertambah", at("23 09.20"), number="HR-1044").did(
            "budi", "Claim", at("23 09.40")
        ),
        raised("ayu", "hr", "Nomor rekening gaji salah satu angka", at("20 10.05"), number="HR-1036")
        .did("dewi", "Claim", at("20 10.30"))
        .said("dewi", "Terima kasih, kami periksa dengan bank dulu.", at("20 11.00")),
        raised("teuku", "hr", "Tambah anak ke asuransi kesehatan", at("19 09.00"), number="HR-1028")
        .did("budi", "Claim", at("19 09.30"))
        .said(
            "budi", "Mohon kirim akta lahirnya, Pak.", at("19 10.00"), kind="AskRequester", state="waiting_requester"
        ),
        raised("yohana", "hr", "Slip gaji September", at("5 08.00"), number="HR-0987")
        .did("dewi", "Claim", at("5 08.10"))
        .resolved("dewi", "Sudah kami kirim ulang ke email kantor Anda.", at("5 08.40"))
        .did("yohana", "Close", at("5 09.00"), state="closed")
        .rated(5, "Cepat, terima kasih.", at("5 09.01")),
        raised(
            "agus", "facilities", "AC ruang produksi panas", at("23 09.50"), number="FAS-0118", priority="high",
            text="Suhu di ruang pengemasan 34 derajat sejak pagi.",
        ),
        raised("elsye", "operations", "Jadwal kerja Desember", at("23 08.00"), number="OPS-0042"),
    ]  # fmt: skip


# ---- the laptop


def filled_laptop(
    folder: Path, me: str = "sari", *, stories: Iterable[Story] | None = None, rows: Iterable[Any] = (),
    without: tuple[type[Any], ...] = (), now: datetime = NOW,
) -> Store:  # fmt: skip
    """A store after its first pull. `stories` None: those of `monday_morning`; `without`: row types to leave out."""
    store = open_store(folder, login=me)
    told = monday_morning() if stories is None else stories
    every = [*company().rows(), *(row for story in told for row in story.rows()), *rows]
    every = [row for row in every if not isinstance(row, without)]
    scopes = company().scopes(me)
    store.writer.absorb(
        Reply(
            since=None, after=None, cursor="1", incarnation=INCARNATION, scopes=scopes,
            paged=frozenset(stream.name for stream in STREAMS), rows=_encoded(every, scopes),
        ),
        me=me, now=now,
    )  # fmt: skip
    return store


def arrive(
    store: Store, me: str, *rows: Any, gone: Mapping[str, tuple[Values, ...]] | None = None,
    outcomes: tuple[Outcome, ...] = (), now: datetime = NOW,
) -> Any:  # fmt: skip
    """A later pull brings these rows (a `Story` is all of its rows) and outcomes; the changes it made."""
    position = store.reader.read(read_position)
    flat = [each for row in rows for each in (row.rows() if isinstance(row, Story) else [row])]
    return store.writer.absorb(
        Reply(
            since=position.cursor, after=position.after, cursor=str(int(position.cursor or 0) + 1),
            incarnation=INCARNATION, scopes=position.scopes, rows=_encoded(flat, position.scopes), gone=gone or {},
            outcomes=outcomes,
        ),
        me=me, now=now,
    )  # fmt: skip


def _encoded(rows: Iterable[Any], scopes: frozenset[str]) -> dict[str, tuple[Values, ...]]:
    found: dict[str, list[Values]] = {}
    for row in rows:
        stream = BY_ROW[type(row)]
        values = stream.encode(row)
        if stream.seen(values, scopes):
            found.setdefault(stream.name, []).append(values)
    return {name: tuple(each) for name, each in found.items()}
