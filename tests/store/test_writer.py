"""The one writer: a command, a reply, and what pages are told of it (I4, I5)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_app.domain.effects import Refused
from desktop_app.domain.requests.conversation import Resolve
from desktop_app.domain.requests.handling import Cancel
from desktop_app.domain.requests.rows import Event, Message, Request
from desktop_app.protocol.wire import Outcome
from desktop_app.store import schema
from desktop_app.store.errors import NotWithdrawable
from desktop_app.store.outbox import KEPT
from desktop_app.store.position import read_position
from desktop_app.store.queries import notices, outbox
from desktop_app.store.work import every_row
from tests.leftovers import Announced
from tests.store.replies import (
    ANI,
    BUDI,
    CITRA,
    NOW,
    Desk,
    claim,
    encoded,
    key_of,
    message,
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
    assert (changes.local, changes.initiator) == ({"outbox"}, "page")
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
    desk.store.writer.run(submit())
    asked = desk.store.writer.ask()
    later = NOW + KEPT + timedelta(days=1)
    answer = desk.answer(outcomes=(Outcome(asked.commands[0][0], None),))
    desk.store.writer.absorb(answer, me=ANI, now=later)
    assert [no for (no,) in desk.rows(sa.select(schema.outbox.c.no))] == [4]
    desk.store.writer.run(submit())
    assert pending(desk) == [(5, "Submit")]


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
    desk.settle(None, "form_withdrawn")
    assert len(desk.store.reader.read(notices.list)) == 1


def test_a_push_takes_no_more_than_fits_into_a_call(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    for _ in range(70):
        desk.store.writer.run(reply_to(asked, BUDI, "x" * 18_000))
    commands = desk.store.writer.ask().commands
    assert [line[0] for line in commands] == list(range(1, len(commands) + 1))
    assert 900_000 < sum(len(line[4]) for line in commands) < 1_000_000


# ---- pages of a first pull


def test_a_first_pull_counts_from_its_first_page_once_the_last_one_is_in(open_desk: Opened, tmp_path: Any) -> None:
    desk = open_desk()
    mark = {"full": True}
    with desk.store.engine.begin() as connection:
        connection.execute(schema.replica_state.update(), mark)
        connection.execute(schema.checkpoint.update(), {"cursor": None})
    first = desk.page([request()], next=("request", "a"))
    desk.take(first)
    assert desk.store.reader.read(read_position).cursor is None
    desk.store.writer.run(submit())
    desk.take(desk.page([request()], next=("request", "b")))
    desk.take(desk.page([request()]))
    position = desk.store.reader.read(read_position)
    assert (position.cursor, position.after, position.full) == (first.cursor, None, ())
    assert len(desk.store.reader.read(every_row)["request"]) == 4
    assert pending(desk) == [(1, "Submit")]


def test_a_stream_pulled_anew_keeps_the_cursor_and_takes_nothing_away(open_desk: Opened) -> None:
    here = request()
    desk = open_desk(BUDI, here)
    with desk.store.engine.begin() as connection:
        connection.execute(
            schema.replica_state.update().where(schema.replica_state.c.stream == "request"), {"full": True}
        )
    cursor = desk.store.reader.read(read_position).cursor
    asked = desk.store.writer.ask()
    assert (asked.full, asked.cursor) == (("request",), cursor)
    came = request()
    desk.take(replace(desk.page([]), paged=frozenset({"request"}), rows=encoded([came])))
    position = desk.store.reader.read(read_position)
    assert (position.cursor, position.full) == (cursor, ())
    assert {row[0] for row in desk.store.reader.read(every_row)["request"]} == {here.id, came.id}


def test_nothing_is_sent_while_pages_are_pulled(open_desk: Opened) -> None:
    """The rows of an answered command would be gone until their page comes."""
    desk = open_desk()
    desk.store.writer.run(submit())
    with desk.store.engine.begin() as connection:
        connection.execute(schema.replica_state.update(), {"full": True})
    assert desk.store.writer.ask().commands == ()


# ---- what a person is told of a pull


def told(desk: Desk) -> list[tuple[str, str | None]]:
    return [(notice.kind, notice.data["actor"]) for notice in reversed(desk.store.reader.read(notices.list))]


def test_a_reply_is_told_to_who_asked(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI, "Boleh")
    changes = desk.take(desk.answer(came))
    assert "notice" in changes.local
    (notice,) = desk.store.reader.read(notices.list)
    assert (notice.kind, notice.request, notice.words) == ("reply", asked.id, "Boleh")
    assert (notice.data["actor"], notice.data["subject"]) == (BUDI, "Cuti")


def test_nothing_is_told_of_one_s_own_words_nor_of_a_first_pull(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked, message(asked, BUDI))
    desk.take(desk.answer(message(asked, ANI)))
    assert told(desk) == []


def test_a_reply_that_was_taken_before_is_told_once(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI)
    desk.take(desk.answer(came))
    desk.take(desk.answer(came))
    assert told(desk) == [("reply", BUDI)]


def test_one_s_pending_words_do_not_hide_that_somebody_was_faster(open_desk: Opened) -> None:
    mine = request(assignee=BUDI, state="in_progress")
    desk = open_desk(BUDI, mine)
    desk.store.writer.run(reply_to(mine, BUDI))
    desk.take(desk.answer(replace(mine, assignee=CITRA)))
    assert told(desk) == [("taken", CITRA)]


def test_events_of_the_timeline_are_not_told_apart_from_what_they_did(open_desk: Opened) -> None:
    asked = request(assignee=BUDI, state="in_progress")
    desk = open_desk(ANI, asked)
    came = message(asked, BUDI, "Sudah kami ubah")
    step = Event(came.id, asked.id, BUDI, "Resolve", NOW, ANI, "hr", received=NOW)
    desk.take(desk.answer(came, step, replace(asked, state="resolved", resolved=NOW)))
    assert told(desk) == [("resolved", BUDI)]
