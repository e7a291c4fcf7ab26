"""The outbox: changing one's mind while that is possible, and numbers without a gap (I2)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from desktop_app.domain.effects import Refused
from desktop_app.domain.forms.rows import Form
from desktop_app.domain.requests.conversation import Resolve
from desktop_app.domain.requests.handling import Cancel
from desktop_app.domain.requests.rows import Message, Request
from desktop_app.store import schema
from desktop_app.store.errors import NotWithdrawable
from desktop_app.store.outbox import KEPT, age, prune
from desktop_app.store.queries import notices, outbox
from desktop_app.store.work import every_row
from tests.domain.forms.form_builder import field, form
from tests.store.replies import (
    ANI,
    BUDI,
    NOW,
    Desk,
    company,
    reply_to,
    request,
    some_id,
    submit,
)

Opened = Callable[..., Desk]


def pending(desk: Desk) -> list[tuple[int, str]]:
    table = schema.outbox
    return [tuple(row) for row in desk.rows(sa.select(table.c.no, table.c.kind).where(table.c.outcome.is_(None)))]


# ---- changing one's mind


def test_an_unsent_command_can_be_withdrawn_and_keeps_its_number(open_desk: Opened) -> None:
    desk = open_desk()
    first, second = submit(), submit()
    desk.store.writer.run(first)
    desk.store.writer.run(second)
    changes = desk.store.writer.withdraw(first.id)
    assert ("request", (first.id,)) in changes.rows
    assert pending(desk) == [(1, "Withdrawn"), (2, "Submit")]
    assert [item.id for item in desk.store.reader.read(outbox.pending)] == [second.id]
    assert desk.get(Request, first.id) is None


def test_withdrawing_a_submission_takes_back_all_that_hangs_on_it(open_desk: Opened) -> None:
    desk = open_desk()
    asked, other = submit(), submit()
    for command in (asked, reply_to(asked, ANI), other, Cancel(id=some_id(), person=ANI, at=NOW, request=asked.id)):
        desk.store.writer.run(command)
    desk.store.writer.withdraw(asked.id)
    assert [kind for _, kind in pending(desk)] == ["Withdrawn", "Withdrawn", "Submit", "Withdrawn"]
    held = desk.store.reader.read(every_row)
    assert [row[0] for row in held["request"]] == [other.id]
    assert held["message"] == []


def test_an_amended_command_says_something_else_under_the_same_number(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    reply = reply_to(asked, BUDI, "satu")
    desk.store.writer.run(reply)
    desk.store.writer.run(reply_to(asked, BUDI, "dua"))
    desk.store.writer.amend(replace(reply, text="uno"))
    assert desk.get(Message, reply.id).text == "uno"
    assert [json.loads(line[4])["text"] for line in desk.store.writer.ask().commands] == ["uno", "dua"]


def test_an_amendment_is_judged_where_the_command_stands(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    take = reply_to(asked, BUDI, "saya", take=True)
    desk.store.writer.run(take)
    desk.store.writer.run(Resolve(id=some_id(), person=BUDI, at=NOW, request=asked.id, text="selesai"))
    desk.store.writer.amend(replace(take, text="kami"))
    assert desk.get(Request, asked.id).state == "resolved"
    with pytest.raises(Refused, match="empty"):
        desk.store.writer.amend(replace(take, text=" "))
    assert desk.get(Message, take.id).text == "kami"


@pytest.mark.parametrize("sent", [True, False], ids=["marked sent", "not marked"])
def test_a_command_marked_sent_never_changes(open_desk: Opened, sent: bool) -> None:
    """Its reply may be lost: what the database has under this number must be what lies here."""
    asked = request()
    desk = open_desk(BUDI, asked)
    reply = reply_to(asked, BUDI, "satu")
    desk.store.writer.run(reply)
    if sent:
        desk.store.writer.ask()
        with pytest.raises(NotWithdrawable):
            desk.store.writer.amend(replace(reply, text="dua"))
        with pytest.raises(NotWithdrawable):
            desk.store.writer.withdraw(reply.id)
    else:
        desk.store.writer.amend(replace(reply, text="dua"))
    assert desk.get(Message, reply.id).text == ("satu" if sent else "dua")


# ---- numbers


def test_two_processes_share_one_outbox(open_desk: Opened) -> None:
    """The window, and the terminal beside it: numbers without a gap, nothing lost."""
    desk = open_desk()
    code = (
        "import sys\nfrom pathlib import Path\nfrom desktop_app.store.engine import open_store\n"
        "from tests.store.replies import submit\nfrom desktop_app.domain.identifiers import uuid7\n"
        "from tests.store.replies import NOW\nimport secrets\nstore = open_store(Path(sys.argv[1]))\n"
        "for _ in range(40): store.writer.run(submit(id=uuid7(NOW, secrets.token_bytes(10))))\nstore.close()\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(desk.folder)]) for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert [no for no, _ in pending(desk)] == list(range(1, 81))
    assert len(desk.store.reader.read(every_row)["request"]) == 80


def test_numbering_goes_on_after_the_answered_commands_are_forgotten(open_desk: Opened) -> None:
    desk = open_desk()
    for _ in range(3):
        desk.store.writer.run(submit())
    desk.settle(None, None, None)
    with desk.store.engine.begin() as connection:
        age(connection, [NOW])
        prune(connection, NOW + KEPT + timedelta(days=1))
    assert [no for (no,) in desk.rows(sa.select(schema.outbox.c.no))] == [3]
    desk.store.writer.run(submit())
    assert pending(desk) == [(4, "Submit")]


YEAR = timedelta(days=365)


@pytest.mark.parametrize(
    ("said", "days", "kept"),
    [
        (lambda day: (day, day), 31, False),
        (lambda day: (day, day), 29, True),
        (lambda day: (day + YEAR, day), 29, True),
        (lambda day: (day - YEAR, day), 29, True),
        (lambda day: (day, day + YEAR), 29, True),
    ],
    ids=["a month", "less", "the laptop is a year ahead", "a year behind", "the server is a year ahead"],
)
def test_answers_are_forgotten_after_a_month_and_no_wrong_clock_forgets_them_sooner(
    open_desk: Opened, said: Callable[[datetime], tuple[datetime, datetime]], days: int, kept: bool
) -> None:
    """What is forgotten can be offered to no restored database again."""
    desk = open_desk()
    desk.store.writer.run(submit())
    desk.store.writer.run(submit())
    desk.settle(None, None)
    desk.store.writer.meet("first life", 2, clocks=said(NOW))
    desk.store.writer.meet("first life", 2, clocks=said(NOW + timedelta(days=days)))
    desk.store.writer.meet("first life", 2, clocks=(NOW + timedelta(days=days), NOW + timedelta(days=days)))
    numbers = [no for (no,) in desk.rows(sa.select(schema.outbox.c.no))]
    assert numbers == ([1, 2] if kept else [2])


def test_a_laptop_that_lost_its_last_numbers_takes_them_over_from_the_database(open_desk: Opened) -> None:
    """Salvaged, or restored from a copy: a number used twice would pass as a repeat, and the command be lost."""
    desk = open_desk()
    desk.store.writer.run(submit())
    desk.store.writer.run(submit())
    desk.store.writer.meet("first life", last_no=7)
    desk.store.writer.run(submit())
    assert [no for no, _ in pending(desk)] == [8, 9, 10]


def test_what_a_restored_database_has_lost_is_offered_again(open_desk: Opened) -> None:
    desk = open_desk()
    asked, other = submit(), submit(answers={"text": "ditolak"})
    desk.store.writer.run(asked)
    desk.store.writer.run(other)
    desk.settle(None, "form_withdrawn")
    assert desk.get(Request, asked.id) is None
    desk.store.writer.meet("first life", last_no=0)
    assert [no for no, _ in pending(desk)] == [1, 2]
    assert desk.get(Request, asked.id) is not None
    desk.take(desk.page(company()))  # what it lost besides is not known: all comes once more
    desk.settle(None, "form_withdrawn")
    assert len(desk.store.reader.read(notices.list)) == 1


def test_a_command_that_no_call_could_carry_is_refused_here_and_now(open_desk: Opened) -> None:
    """Behind it in the outbox nothing would ever be sent."""
    keys = [f"part_{number}" for number in range(60)]
    book = Form("book", 1, "hr", form(*(field(key, "long_text", max=20_000) for key in keys)))
    desk = open_desk(ANI, book)
    with pytest.raises(Refused, match="too_long"):
        desk.store.writer.run(submit(form="book", answers=dict.fromkeys(keys, "x" * 20_000)))
    assert pending(desk) == []
    assert desk.store.reader.read(every_row)["request"] == []


def test_a_push_takes_no_more_than_fits_into_a_call(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    for _ in range(70):
        desk.store.writer.run(reply_to(asked, BUDI, "x" * 18_000))
    commands = desk.store.writer.ask().commands
    assert [line[0] for line in commands] == list(range(1, len(commands) + 1))
    assert 900_000 < sum(len(line[4]) for line in commands) < 1_000_000
