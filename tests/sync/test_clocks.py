"""I8: clocks lie. Order is the database's, the device's time is only shown, and a wrong one costs nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.identifiers import uuid7
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.submission import Submit
from desktop_app.protocol.wire import moment
from desktop_app.store.engine import Store
from desktop_app.store.queries.conversation import read_conversation
from desktop_app.sync.once import Result, sync_once
from tests.sync.bench import HASTY, NOW, Bench, claim, submit
from tests.world import AGENT, PASSWORD, REQUESTER

YEAR = timedelta(days=365)


def say(store: Store, person: str, request: str, text: str, at: datetime) -> None:
    """A reply by a laptop that believes it is `at`; its id is made of that time too."""
    made = uuid7(at, os.urandom(10))
    store.writer.run(AddReply(id=made, person=person, at=at, request=request, text=text))


def at_that_time(bench: Bench, store: Store, person: str, clock: datetime) -> Result:
    result = sync_once(store, bench.connector(person), lambda: clock, patience=HASTY)
    assert result.problem is None
    return result


def talk(store: Store, request: str) -> list[str]:
    found = store.reader.read(lambda c: read_conversation(c, store.identity.login or "", request, NOW))
    assert found is not None
    return [message.text for message in found.messages]


def test_a_conversation_stands_in_the_order_of_receipt_whatever_the_clocks_say(bench: Bench) -> None:
    """One laptop is a year ahead, one a year behind, a third jumps to and fro while its words wait to be sent."""
    ahead, behind, jumping = bench.synced(REQUESTER), bench.synced(AGENT), bench.synced(REQUESTER, "another")
    asked = submit()
    ahead.writer.run(asked)
    bench.sync(ahead)
    bench.sync(behind, AGENT)
    bench.sync(jumping)
    behind.writer.run(claim(asked.id, AGENT))

    say(ahead, REQUESTER, asked.id, "first", NOW + YEAR)
    at_that_time(bench, ahead, REQUESTER, NOW + YEAR)
    say(behind, AGENT, asked.id, "second", NOW - YEAR)
    at_that_time(bench, behind, AGENT, NOW - YEAR)
    for text, jump in (("third", YEAR), ("fourth", -YEAR), ("fifth", timedelta()), ("sixth", -2 * YEAR)):
        say(jumping, REQUESTER, asked.id, text, NOW + jump)
    assert talk(jumping, asked.id)[-4:] == ["third", "fourth", "fifth", "sixth"]  # while they wait, too
    at_that_time(bench, jumping, REQUESTER, NOW - 2 * YEAR)

    order = ["first", "second", "third", "fourth", "fifth", "sixth"]
    for store, person in ((ahead, REQUESTER), (behind, AGENT), (jumping, REQUESTER)):
        bench.sync(store, person)
        assert talk(store, asked.id) == order, person
    steps = bench.world.admin.execute("select at, received from portal.event order by received").fetchall()
    now = datetime.now(UTC)
    assert all(abs(now - moment(received)) < timedelta(hours=1) for _, received in steps)
    assert {moment(at) for at, _ in steps} >= {NOW + YEAR, NOW - YEAR, NOW - 2 * YEAR}  # shown, as it was said


@pytest.mark.parametrize("off", [-YEAR, YEAR], ids=["a year behind", "a year ahead"])
def test_a_service_clock_starts_when_the_database_receives_the_request(bench: Bench, off: timedelta) -> None:
    laptop, wrong = bench.synced(), NOW + off
    asked = Submit(
        id=uuid7(wrong, os.urandom(10)), person=REQUESTER, at=wrong, form="question", version=1, subject="Cuti",
        answers={"text": "?"}, today=wrong.date().isoformat(),
    )  # fmt: skip
    laptop.writer.run(asked)
    assert at_that_time(bench, laptop, REQUESTER, wrong).refused == 0
    query = "select written, received from portal.request where id = %s"
    row = bench.world.admin.execute(query, [asked.id]).fetchone()
    assert row is not None
    assert moment(row[0]) == wrong
    assert abs(datetime.now(UTC) - moment(row[1])) < timedelta(hours=1)


def test_a_laptop_asleep_for_forty_days_sends_what_waited_and_goes_on(bench: Bench) -> None:
    """Its outbox is older than the month for which answers are kept; others went on meanwhile."""
    asleep, agent = bench.synced(), bench.synced(AGENT)
    answered = submit()
    asleep.writer.run(answered)
    at_that_time(bench, asleep, REQUESTER, NOW)
    waited = [submit() for _ in range(3)]
    for command in waited:
        asleep.writer.run(command)
    bench.sync(agent, AGENT)
    agent.writer.run(claim(answered.id, AGENT))
    say(agent, AGENT, answered.id, "meanwhile", NOW)
    bench.sync(agent, AGENT)

    woken = at_that_time(bench, asleep, REQUESTER, NOW + timedelta(days=40))

    assert (woken.pushed, woken.pending) == (3, 0)
    assert [id for _, id in bench.events(asleep)] == [answered.id, *(command.id for command in waited)]
    assert talk(asleep, answered.id) == ["meanwhile"]
    asleep.writer.run(submit())
    assert at_that_time(bench, asleep, REQUESTER, NOW + timedelta(days=40)).pushed == 1


def test_a_laptop_whose_system_clock_is_a_year_off_works_from_end_to_end(bench: Bench, tmp_path: Path) -> None:
    """The whole application under another clock, not a clock that is passed in."""

    def sigap(shift: str, *arguments: str, given: str | None = None) -> Any:
        done = subprocess.run(
            ["faketime", "-f", shift, sys.executable, "-m", "desktop_app", "--data-dir", str(tmp_path / "data"),
             "--backend", bench.world.url(REQUESTER), *arguments, "--json"],
            capture_output=True, text=True, input=given, timeout=90, env=os.environ | {"PGPASSWORD": PASSWORD},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    asked = sigap("+0d", "request", "submit", "question", "--answers", "-", given=json.dumps({"text": "?"}))
    sigap("-370d", "request", "reply", asked["id"], "-", given="a year ago")
    assert sigap("-370d", "sync")["pushed"] == 2
    sigap("+0d", "sync")  # set right, the clock says that there was no contact for a year: until now it is locked
    shown = sigap("+0d", "request", "show", asked["id"])
    assert [message["text"] for message in shown["messages"]] == ["a year ago"]
    assert bench.world.value("select max(received) - min(received) < 3600000000 from portal.event")
