"""The one writer: a command, a reply, and what pages are told of it (I4, I5)."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from desktop_app.domain.effects import Refused
from desktop_app.domain.requests.conversation import Resolve
from desktop_app.domain.requests.rows import Message, Request
from desktop_app.protocol.wire import Outcome
from desktop_app.store import schema
from desktop_app.store.position import read_position
from desktop_app.store.queries import notices
from desktop_app.store.work import every_row
from tests.leftovers import Announced
from tests.store.replies import (
    ANI,
    BUDI,
    CITRA,
    NOW,
    Desk,
    claim,
    key_of,
    reply_to,
    request,
    some_id,
    submit,
)

Opened = Callable[..., Desk]


def pending(desk: Desk) -> list[tuple[int, str]]:
    table = schema.outbox
    return [tuple(row) for row in desk.rows(sa.select(table.c.no, table.c.kind).where(table.c.outcome.is_(None)))]


def test_a_command_is_saved_with_its_effects_and_says_what_changed(open_desk: Opened) -> None:
    desk = open_desk()
    command = submit()
    changes = desk.store.writer.run(command, initiator="page")
    assert changes.rows == {("request", (command.id,)), ("event", (command.id,))}
    assert changes.local == {"outbox"}
    assert changes.initiator == "page"
    assert desk.get(Request, command.id).subject == "Cuti"
    assert pending(desk) == [(1, "Submit")]


def test_a_refused_command_saves_nothing(open_desk: Opened) -> None:
    desk = open_desk()
    before = desk.store.reader.read(every_row)
    with pytest.raises(Refused, match="invalid_answers"):
        desk.store.writer.run(submit(answers={}))
    assert desk.store.reader.read(every_row) == before
    assert pending(desk) == []


def test_the_draft_goes_with_the_command_that_was_written_in_it(open_desk: Opened) -> None:
    desk = open_desk()
    draft = desk.store.drafts.save("request", "question", {"answers": {}}, NOW)
    with pytest.raises(Refused):
        desk.store.writer.run(submit(answers={}), instead_of=draft.no)
    assert desk.store.drafts.list() == (draft,)
    changes = desk.store.writer.run(submit(), instead_of=draft.no)
    assert desk.store.drafts.list() == ()
    assert changes.local == {"outbox", "draft"}


def test_an_applied_command_leaves_no_trace_but_the_row_the_database_sent(open_desk: Opened) -> None:
    desk = open_desk()
    command = submit()
    desk.store.writer.run(command)
    asked = desk.store.writer.ask()
    came = replace(desk.get(Request, command.id), number="HR-1042", received=NOW)
    changes = desk.take(desk.answer(came, outcomes=(Outcome(asked.commands[0][0], None),)))
    assert ("request", (command.id,)) in changes.rows
    assert desk.get(Request, command.id).number == "HR-1042"
    assert desk.rows(sa.select(schema.shadow)) == []
    assert pending(desk) == []


def test_a_refused_command_becomes_a_notice_and_its_words_a_draft(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    reply = reply_to(asked, BUDI, "Boleh, mulai Senin", take=True)
    desk.store.writer.run(reply)
    changes = desk.settle("taken", by=CITRA, at=1_764_000_000_000_000)
    assert changes.local == {"outbox", "notice", "draft"}
    (told,) = desk.store.reader.read(notices.list)
    assert (told.kind, told.request, told.words) == ("refused", asked.id, "Boleh, mulai Senin")
    assert (told.data["code"], told.data["by"], told.data["subject"]) == ("taken", CITRA, "Cuti")
    assert told.data["at"].tzinfo is not None
    kept = desk.store.drafts.get("reply", asked.id)
    assert kept is not None
    assert (kept.body["text"], kept.refused) == ("Boleh, mulai Senin", reply.id)
    assert desk.get(Message, reply.id) is None
    assert desk.get(Request, asked.id) == asked


def test_refused_words_do_not_take_the_place_of_what_is_being_written(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(reply_to(asked, BUDI, "pertama"))
    writing = desk.store.drafts.save("reply", asked.id, {"text": "kedua"}, NOW)
    desk.settle("taken")
    assert desk.store.drafts.get("reply", asked.id) == writing
    assert {draft.body["text"] for draft in desk.store.drafts.list()} == {"pertama", "kedua"}


def test_the_answers_of_a_refused_submission_are_kept_as_a_draft_of_the_form(open_desk: Opened) -> None:
    desk = open_desk()
    desk.store.writer.run(submit(answers={"text": "panjang"}))
    desk.settle("form_withdrawn")
    kept = desk.store.drafts.get("request", "question")
    assert kept is not None
    assert kept.body["answers"] == {"text": "panjang"}


def test_what_hangs_on_a_refused_submission_is_told_too(open_desk: Opened) -> None:
    desk = open_desk()
    asked = submit()
    desk.store.writer.run(asked)
    desk.store.writer.run(reply_to(asked, ANI, "tambahan"))
    desk.settle("form_withdrawn", "unknown")
    assert [told.data["code"] for told in desk.store.reader.read(notices.list)] == ["unknown", "form_withdrawn"]
    assert desk.get(Request, asked.id) is None


def test_a_late_reply_brings_nothing_back(open_desk: Opened) -> None:
    desk = open_desk()
    first = request(subject="lama")
    late = desk.answer(first)
    desk.take(desk.answer(replace(first, subject="baru")))
    assert not desk.take(late)
    assert desk.get(Request, first.id).subject == "baru"


def test_a_pull_and_the_replay_behind_it_are_one_change(open_desk: Opened) -> None:
    """A quiet sync with commands pending refreshes nothing, though all were taken back and replayed."""
    asked, other = request(), request()
    desk = open_desk(BUDI, asked, other)
    for _ in range(5):
        desk.store.writer.run(reply_to(asked, BUDI))
    changes = desk.take(desk.answer(replace(other, subject="lain")))
    assert changes.rows == {("request", (other.id,))}


def test_a_reply_that_brings_only_a_cursor_touches_nothing_else(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(reply_to(asked, BUDI))
    statements: list[str] = []
    sa.event.listen(desk.store.engine, "before_cursor_execute", lambda c, cur, sql, *_: statements.append(sql))
    quiet = desk.answer()
    assert not desk.take(quiet)
    assert desk.store.reader.read(read_position).cursor == quiet.cursor
    assert [sql.split()[0] for sql in statements if not sql.startswith(("SELECT", "BEGIN"))] == ["UPDATE"]


def test_a_pending_command_that_no_longer_applies_waits_for_the_database(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(claim(asked, BUDI))
    desk.take(desk.answer(replace(asked, state="in_progress", assignee=CITRA, assigned=NOW)))
    assert desk.get(Request, asked.id).assignee == CITRA
    assert pending(desk) == [(1, "Claim")]
    assert desk.store.reader.read(notices.list) == ()


def test_a_command_of_another_version_stops_no_pull_and_its_refusal_is_told(
    open_desk: Opened, log_may_say: Announced
) -> None:
    log_may_say("command 1 Retired has no effect here")
    desk = open_desk()
    row = {
        "no": 1, "id": "x", "kind": "Retired", "person": ANI, "at": 0, "body": '{"text": "mine"}', "words": "mine",
        "about": "r", "sent": False,
    }  # fmt: skip
    with desk.store.engine.begin() as connection:
        connection.execute(schema.outbox.insert(), row)
    new = request()
    desk.take(desk.answer(new))
    assert desk.get(Request, new.id) == new
    desk.settle("unknown_command")
    (told,) = desk.store.reader.read(notices.list)
    assert (told.data["code"], told.words) == ("unknown_command", "mine")


def test_a_defect_in_one_replayed_command_stops_no_pull(open_desk: Opened, log_may_say: Announced) -> None:
    log_may_say("command 1 AddReply has no effect here")
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(reply_to(asked, BUDI))
    with desk.store.engine.begin() as connection:
        connection.execute(schema.outbox.update(), {"body": json.dumps({"request": asked.id, "text": 5})})
    new = request()
    desk.take(desk.answer(new))
    assert desk.get(Request, new.id) == new


def test_all_that_waits_on_one_row_is_taken_back_together(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.writer.run(claim(asked, BUDI))
    desk.store.writer.run(Resolve(id=some_id(), person=BUDI, at=NOW, request=asked.id, text="selesai"))
    assert desk.get(Request, asked.id).state == "resolved"
    desk.settle("taken", "taken")
    assert desk.get(Request, asked.id) == asked


def test_deletions_come_before_puts(open_desk: Opened) -> None:
    """Who left a team and came back between two syncs gets both."""
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.take(desk.answer(asked, gone={"request": (key_of(asked),)}))
    assert desk.get(Request, asked.id) == asked
