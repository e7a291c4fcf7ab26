"""Laptop and database do the same: one total case file for both, outcomes and the rows that are left."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.checklists.commands import CompleteTask, ReopenTask
from desktop_app.domain.checklists.rows import Task
from desktop_app.domain.effects import Command, Refused, Withdrawn
from desktop_app.domain.knowledge.acknowledgement import (
    AcknowledgeArticle,
    DeclineArticle,
    RemindAcknowledgement,
    SetAcknowledgementRule,
    WithdrawAcknowledgementRule,
)
from desktop_app.domain.knowledge.publishing import content_hash
from desktop_app.domain.knowledge.rows import Article, Edition, Upkeep
from desktop_app.domain.knowledge.upkeep import CompleteUpkeep
from desktop_app.domain.people.rows import Membership
from desktop_app.domain.requests.conversation import AddReply, AskRequester, Reopen, Resolve
from desktop_app.domain.requests.handling import Cancel, Claim, Close, Rate, Release, Resume, TakeOver, WaitForOther
from desktop_app.domain.requests.lifecycle import GUARDS
from desktop_app.domain.requests.rows import Request, State
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME
from sigap_server.rows import put
from tests.data.make_lifecycle_cases import POSSIBLE, RELATIONS, STATES, cases
from tests.server.portal_bench import NOW, Portal, RowsInMemory, request, some_id, transitions

CASES = json.loads((Path(__file__).parents[1] / "data" / "lifecycle_cases.json").read_text(encoding="utf-8"))
OF_REQUESTS = ("request", "message", "event", "attachment", "rating")
ALL = (
    *OF_REQUESTS, "task", "acknowledgement", "acknowledgement_rule", "upkeep", "membership", "transition", "form",
    "person", "article", "edition", "team",
)  # fmt: skip
ME, ASKED_BY, COLLEAGUE = "t-eka", "t-ani", "t-citra"
FILE = {"name": "surat.pdf", "size": 3, "sha256": "a" * 64}
TODAY = NOW.date().isoformat()

MAKE: dict[str, Callable[..., Command]] = {
    "AddNote": lambda **e: AddReply(text="catatan", internal=True, **e),
    "AddReply": lambda **e: AddReply(text="jawab", files=[FILE], **e),
    "TakeAndReply": lambda **e: AddReply(text="jawab", take=True, **e),
    "AskRequester": lambda **e: AskRequester(text="?", **e),
    "Claim": Claim,
    "TakeOver": lambda **e: TakeOver(of=COLLEAGUE, **e),
    "Release": Release,
    "WaitForOther": WaitForOther,
    "Resume": Resume,
    "Resolve": lambda **e: Resolve(text="selesai", **e),
    "Close": Close,
    "Reopen": lambda **e: Reopen(text="belum", **e),
    "Rate": lambda **e: Rate(stars=4, text="baik", **e),
    "Cancel": Cancel,
}


def given(rows: Iterable[Request]) -> dict[str, Callable[[Request], Any]]:
    def instant(name: str) -> Callable[[Request], Any]:
        return lambda row: wire.microseconds(at) if (at := getattr(row, name)) else None

    return {
        "number": lambda row: row.number, "calendar": lambda row: row.calendar,
        **{name: instant(name) for name in ("received", "assigned", "resolved")},
    }  # fmt: skip


def enter(portal: Portal, *requests: Request) -> None:
    put(portal.admin, requests, **given(requests))


def held(portal: Portal, streams: Iterable[str] = ALL) -> RowsInMemory:
    """What a laptop that sees everything would hold now."""
    every: dict[str, Any] = {name: {} for name in BY_NAME}
    return RowsInMemory(every | {name: portal.stream(name) for name in streams})


def on_the_laptop(command: Command, rows: RowsInMemory) -> dict[str, Any] | None:
    """Runs it there; the refusal as the database would write it."""
    try:
        rows.apply(command.effects(rows))
    except Refused as refused:
        data = {name: wire.microseconds(v) if isinstance(v, datetime) else v for name, v in refused.data.items()}
        return {"code": refused.code, **data}
    return None


def differences(portal: Portal, laptop: RowsInMemory, streams: Iterable[str] = ALL) -> dict[str, Any]:
    """Where the rows differ, but for what only the database fills."""
    found = {}
    for name in streams:
        stream = BY_NAME[name]
        theirs = {key: stream.without_given(row) for key, row in portal.stream(name).items()}
        ours = {key: stream.without_given(row) for key, row in laptop.rows[name].items()}
        if theirs != ours:
            found[name] = {"there": theirs.items() - ours.items(), "here": ours.items() - theirs.items()}
    return found


def test_the_case_file_is_what_its_maker_makes() -> None:
    assert cases() == CASES


def test_the_case_file_has_no_hole() -> None:
    published = transitions()

    assert set(STATES) == {state.value for state in State}
    assert {way.command for way in published} == set(POSSIBLE) == set(MAKE)
    assert {way.guard for way in published} <= GUARDS.keys()
    assert len(CASES) == len({tuple(case[:3]) for case in CASES}) == len(STATES) * len(POSSIBLE) * len(RELATIONS)


@pytest.mark.parametrize("state", STATES)
def test_every_command_ends_alike_on_both_sides_whoever_gives_it(shared_portal: Portal, state: str) -> None:
    wrong = []
    before = held(shared_portal)
    for _, command, relation, expected in [case for case in CASES if case[0] == state]:
        assignee = {"n": None, "i": ME, "c": COLLEAGUE}[relation[-1]]
        asked = request(
            state, requester=ME if "r" in relation else ASKED_BY, assignee=assignee,
            assigned=NOW if assignee else None, resolved=NOW if state in ("resolved", "closed") else None,
        )  # fmt: skip
        made = MAKE[command](id=some_id(), person=ME, at=NOW, request=asked.id)
        with shared_portal.undone():
            enter(shared_portal, asked)
            if "m" in relation:
                put(shared_portal.admin, [Membership(ME, "hr")])
            now_held = held(shared_portal, ("request", "membership")).of("request", "membership")
            laptop = RowsInMemory(before.rows | now_held)
            said = shared_portal.push(made, device=some_id())
            foreseen = on_the_laptop(made, laptop)
            differ = differences(shared_portal, laptop, OF_REQUESTS)
            now = shared_portal.value("select state from portal.request where id = %s", asked.id)
        if said != foreseen or (said["code"] if said else now) != expected or differ:
            wrong.append((command, relation, expected, said, foreseen, differ))
    assert not wrong, wrong[0]


def _said(*parts: dict[str, Any]) -> dict[str, Any]:
    """All of them, the later ones first."""
    return {name: value for part in parts for name, value in part.items()}


def submit(form: str = "question", **more: Any) -> Submit:
    answers = {"proof": {"paper": [FILE]}, "question": {"text": "halo"}}.get(form, {})
    parts: dict[str, Any] = {"form": form, "version": 1, "subject": "Halo", "answers": answers, "today": TODAY}
    return Submit(**_said({"id": some_id(), "person": ASKED_BY, "at": NOW}, parts, more))


def reply(**more: Any) -> AddReply:
    return AddReply(**_said({"id": some_id(), "person": ASKED_BY, "at": NOW, "request": "r", "text": "x"}, more))


def rate(**more: Any) -> Rate:
    return Rate(**_said({"id": some_id(), "person": ASKED_BY, "at": NOW, "request": "done", "stars": 5}, more))


def about(kind: Callable[..., Command], request: str, **more: Any) -> Command:
    return kind(**{"id": some_id(), "person": "t-bona", "at": NOW, "request": request} | more)


def task(kind: type[CompleteTask | ReopenTask], task: str, person: str = ASKED_BY) -> Command:
    return kind(id=some_id(), person=person, at=NOW, task=task)


def read(article: str = "leave", version: int = 1, **more: Any) -> AcknowledgeArticle:
    own = {"id": some_id(), "person": ASKED_BY, "at": NOW, "language": "id"}
    return AcknowledgeArticle(**_said(own, {"article": article, "version": version}, more))


def decline(**more: Any) -> DeclineArticle:
    own = {"id": some_id(), "person": ASKED_BY, "at": NOW, "article": "leave", "language": "id", "version": 1}
    return DeclineArticle(**_said(own, {"reason": "bab 3 keliru"}, more))


def rule(article: str = "rules", **more: Any) -> SetAcknowledgementRule:
    own = {"id": some_id(), "person": "t-dodi", "at": NOW, "article": article, "audience": "all", "major": 1}
    return SetAcknowledgementRule(**_said(own, {"due": "2026-12-24"}, more))


def keep(kind: Callable[..., Command], article: str = "rules", person: str = "t-dodi", **more: Any) -> Command:
    return kind(id=some_id(), person=person, at=NOW, article=article, **more)


def upkept(upkeep: str, person: str = "t-dodi", note: str = "") -> CompleteUpkeep:
    return CompleteUpkeep(id=some_id(), person=person, at=NOW, upkeep=upkeep, note=note)


ASIDE = {
    "a question": submit(),
    "a question from the day before": submit(today="2026-11-24"),
    "a question of last week": submit(today="2026-11-20"),
    "a question of no day": submit(today=""),
    "an unknown form": submit("nothing"),
    "an unknown version": submit(version=2),
    "a form withdrawn": submit("repair", answers={}),
    "no subject": submit(subject=" \t\u00a0"),
    "a subject too long": submit(subject="x" * 201),
    "the longest subject": submit(subject="x" * 200),
    "an answer missing": submit(answers={}),
    "an answer nobody asked for": submit(answers={"text": "x", "more": 1}),
    "answers that are none": submit(answers=[]),
    "a proof with its file": submit("proof"),
    "a proof with two files": submit("proof", answers={"paper": [FILE, {**FILE, "name": "dua.pdf"}], "text": "x"}),
    "a proof with a path in the name": submit("proof", answers={"paper": [{**FILE, "name": "../x.pdf"}]}),
    "a person nobody knows": submit(person="t-nobody"),
    "an empty reply": reply(text="\n\u00a0 "),
    "a book": reply(text="x" * 20_001),
    "the longest reply": reply(text="x" * 20_000),
    "a note that takes": reply(person="t-bona", internal=True, take=True),
    "a reply with files": reply(files=[FILE, {**FILE, "name": "foto \u00e9.jpg", "size": 25 * 1024 * 1024}]),
    "a note with a file": reply(person="t-bona", internal=True, files=[FILE]),
    "eleven files": reply(files=[FILE] * 11),
    "a file of no bytes": reply(files=[{**FILE, "size": 0}]),
    "a file too large": reply(files=[{**FILE, "size": 25 * 1024 * 1024 + 1}]),
    "a file of 5 GB": reply(files=[{**FILE, "size": 5_000_000_000}]),
    "a file of half bytes": reply(files=[{**FILE, "size": 2.5}]),
    "a file of true bytes": reply(files=[{**FILE, "size": True}]),
    "a file with a path": reply(files=[{**FILE, "name": "a/b.txt"}]),
    "a file with another path": reply(files=[{**FILE, "name": "a\\b.txt"}]),
    "a file that is a folder": reply(files=[{**FILE, "name": ".."}]),
    "a file without a name": reply(files=[{**FILE, "name": ""}]),
    "a file with a line in its name": reply(files=[{**FILE, "name": "a\nb"}]),
    "a file with a long name": reply(files=[{**FILE, "name": "x" * 201}]),
    "a file with a wrong hash": reply(files=[{**FILE, "sha256": "A" * 64}]),
    "a file with more to it": reply(files=[{**FILE, "path": "x"}]),
    "a file without a size": reply(files=[{"name": "x", "sha256": "a" * 64}]),
    "a question without words": about(AskRequester, "held", text=""),
    "a solution without words": about(Resolve, "held", text=" "),
    "a solution that is a book": about(Resolve, "held", text="x" * 20_001),
    "taken over from who has it": about(TakeOver, "held", person="t-citra", of="t-bona"),
    "taken over from who has it no more": about(TakeOver, "held", person="t-citra", of="t-eka"),
    "reopened too late": about(Reopen, "closed", person=ASKED_BY, text="belum"),
    "reopened without words": about(Reopen, "done", person=ASKED_BY, text=""),
    "one star": rate(stars=1),
    "no stars": rate(stars=0),
    "six stars": rate(stars=6),
    "four and a half stars": rate(stars=4.5),
    "true stars": rate(stars=True),
    "stars in words": rate(stars="5"),
    "a rating that is a book": rate(text="x" * 20_001),
    "a second rating": rate(request="rated", stars=2, text="ternyata belum"),
    "a task ticked": task(CompleteTask, "open"),
    "a done task ticked": task(CompleteTask, "done"),
    "a task ticked by the buddy": task(CompleteTask, "open", "t-citra"),
    "a task ticked by whom it is for": task(CompleteTask, "open", "t-eka"),
    "a task ticked by a stranger": task(CompleteTask, "open", "t-dodi"),
    "a task nobody knows": task(CompleteTask, "none"),
    "a task unticked": task(ReopenTask, "done"),
    "an open task unticked": task(ReopenTask, "open"),
    "an article read": read(),
    "an article read twice": read("pay", person="t-bona"),
    "a version to come": read(version=2),
    "no version": read(version=0),
    "an article in another language": read(language="en"),
    "an article nobody wrote": read("nothing"),
    "an article read in its third correction": read(minor=3, hash="0f" * 32),
    "an article read as it stands": read(hash=content_hash("Cuti", "Isi")),
    "an article read that has another text": read(hash="0f" * 32),
    "an article read as it stood once": read("desk", hash=content_hash("meja", "dulu")),
    "an article read that never stood so": read("desk", hash="0f" * 32),
    "a version below none": read(minor=-1),
    "an article read with no hash": read(hash="x"),
    "an article declined": decline(),
    "an article declined without a word": decline(reason=" "),
    "an article declined with a book": decline(reason="x" * 501),
    "an article declined that was read": decline(article="pay", person="t-bona"),
    "an article declined that nobody wrote": decline(article="nothing"),
    "a version declined that is to come": decline(version=2),
    "an article declined again": decline(article="rules", reason="masih keliru"),
    "a declined article read": read("rules"),
    "everybody is asked": rule(),
    "a site is asked": rule(audience="site:jakarta"),
    "a team is asked from the next version on": rule(audience="team:hr", major=2),
    "who oversees asks": rule(person="t-bona"),
    "who does not answer for it asks": rule("leave", person="t-dodi"),
    "an employee asks": rule(person=ASKED_BY),
    "nobody is asked": rule(audience=""),
    "a pattern is asked": rule(audience="site:%"),
    "a version far away is asked for": rule(major=4),
    "an acknowledgement without an end": rule(due=""),
    "an acknowledgement on a day that is none": rule(due="2026-02-30"),
    "an acknowledgement of nothing": rule("nothing"),
    "a rule in the place of another": rule("leave", person="t-bona", audience="person:t-eka"),
    "a rule withdrawn": keep(WithdrawAcknowledgementRule, "leave", "t-bona"),
    "a rule withdrawn that is none": keep(WithdrawAcknowledgementRule),
    "a rule withdrawn by a stranger": keep(WithdrawAcknowledgementRule, "leave"),
    "a reminder": keep(RemindAcknowledgement, "leave", "t-bona"),
    "a second reminder on one day": keep(RemindAcknowledgement, "desk", "t-dodi"),
    "a reminder of no rule": keep(RemindAcknowledgement),
    "a reminder by a stranger": keep(RemindAcknowledgement, "leave"),
    "a reminder by an employee": keep(RemindAcknowledgement, "leave", ASKED_BY),
    "upkeep done": upkept("open", note="bagian 2 ditulis ulang"),
    "upkeep done twice": upkept("done"),
    "upkeep of another team": upkept("open", "t-bona"),
    "upkeep nobody knows": upkept("none"),
    "upkeep done with a book": upkept("open", note="x" * 501),
    "a command withdrawn": Withdrawn(id=some_id(), person=ASKED_BY, at=NOW),
}


@pytest.fixture(scope="module")
def furnished(shared_portal: Portal) -> Portal:
    """Requests in the states the cases ask for, two tasks, a withdrawn form, an article read."""
    enter(
        shared_portal,
        request(id="r"),
        request("in_progress", id="held", assignee="t-bona", assigned=NOW),
        request("resolved", id="done", assignee="t-bona", assigned=NOW, resolved=NOW),
        request("resolved", id="rated", assignee="t-bona", assigned=NOW, resolved=NOW),
        request("closed", id="closed", assignee="t-bona", assigned=NOW, resolved=NOW - timedelta(days=15)),
    )
    tasks = [
        Task(key, "c", "t-eka", ASKED_BY, "t-citra", {}, {}, {}, 1, TODAY, key, ASKED_BY if key == "done" else None)
        for key in ("open", "done")
    ]
    put(shared_portal.admin, tasks)
    put(shared_portal.admin, [Article(key, "id", key, "Isi", "it", owner="it") for key in ("rules", "desk")])
    put(shared_portal.admin, [Article("desk", "id", "desk", "kini", "it", owner="it", version=2)])
    put(shared_portal.admin, [Edition("desk", "id", 1, 0, "meja", "dulu", "major", "", "", "all", "it")])
    shared_portal.admin.execute("update portal.team set oversees = id = 'hr'")
    shared_portal.admin.execute("update portal.article set owner = 'hr' where owner = ''")
    put(
        shared_portal.admin,
        [
            Upkeep(key, "it", "gap", None, "id", "kursi roda", 3, "2026-12-09", NOW, state=key)
            for key in ("open", "done")
        ],
    )
    shared_portal.admin.execute("update portal.form set offered = false where form = 'repair'")
    first_of_all: tuple[Command, ...] = (
        read("pay", person="t-bona"), rate(request="rated"), decline(article="rules"), rule("leave", person="t-bona"),
        rule("desk"), keep(RemindAcknowledgement, "desk"),
    )  # fmt: skip
    for first in first_of_all:
        assert shared_portal.push(first, device=some_id()) is None
    return shared_portal


@pytest.mark.parametrize("name", ASIDE)
def test_what_lies_beside_the_lifecycle_ends_alike_on_both_sides(furnished: Portal, name: str) -> None:
    with furnished.undone():
        laptop = held(furnished)
        said = furnished.push(ASIDE[name], device=some_id())
        foreseen = on_the_laptop(ASIDE[name], laptop)
        differ = differences(furnished, laptop)

    assert (said, differ) == (foreseen, {})


def test_a_refused_command_leaves_no_row(furnished: Portal) -> None:
    for name, command in ASIDE.items():
        with furnished.undone():
            before = {stream: furnished.stream(stream) for stream in ALL}
            if furnished.push(command, device=some_id()) is not None:
                assert {stream: furnished.stream(stream) for stream in ALL} == before, name
