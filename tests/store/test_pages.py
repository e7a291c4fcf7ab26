"""A first pull, a stream pulled anew, and what is new after a long absence come in pages (I3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from desktop_app.domain.requests.rows import Message, Request
from desktop_app.protocol.wire import Outcome
from desktop_app.store import schema
from desktop_app.store.position import read_position
from desktop_app.store.work import every_row
from tests.store.replies import ANI, BUDI, NOW, Desk, encoded, message, reply_to, request, submit

Opened = Callable[..., Desk]


def pending(desk: Desk) -> list[tuple[int, str]]:
    table = schema.outbox
    return [tuple(row) for row in desk.rows(sa.select(table.c.no, table.c.kind).where(table.c.outcome.is_(None)))]


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


def test_a_scope_that_was_not_held_for_as_long_as_one_page_is_asked_for_anew(open_desk: Opened) -> None:
    """Its rows are on none of that page, and nothing else would ever bring them."""
    here = request()
    desk = open_desk(BUDI, here)
    with desk.store.engine.begin() as connection:
        connection.execute(schema.replica_state.update(), {"full": True})
    desk.take(desk.page([], next=("request", "a"), scopes=desk.scopes - {"team:hr"}))
    desk.take(desk.page([]))
    assert "team:hr" not in desk.store.writer.ask().scopes
    assert desk.get(Request, here.id) == here
    desk.take(desk.answer(scopes=desk.scopes - {"team:hr"}, gone={"membership": ((BUDI, "hr"),)}))
    assert desk.get(Request, here.id) is None


def test_nothing_is_sent_while_pages_are_pulled(open_desk: Opened) -> None:
    """The rows of an answered command would be gone until their page comes."""
    desk = open_desk()
    desk.store.writer.run(submit())
    with desk.store.engine.begin() as connection:
        connection.execute(schema.replica_state.update(), {"full": True})
    assert desk.store.writer.ask().commands == ()


def test_news_in_pages_count_from_their_first_page_once_the_last_one_is_in(open_desk: Opened) -> None:
    desk = open_desk()
    before = desk.store.reader.read(read_position).cursor
    first = desk.answer(request(), next=("news", before, "request", "7", "a"))
    desk.take(first)

    position = desk.store.reader.read(read_position)
    asked = desk.store.writer.ask()
    assert (position.cursor, asked.cursor, asked.after) == (before, first.cursor, first.next)
    assert desk.take(first).rows == frozenset()  # it came twice: it was not asked from here

    desk.take(desk.answer(request()))
    position = desk.store.reader.read(read_position)
    assert (position.cursor, position.after) == (first.cursor, None)
    assert len(desk.store.reader.read(every_row)["request"]) == 2


def test_an_answer_counts_with_the_last_page_and_is_asked_for_again(open_desk: Opened) -> None:
    """Its rows may be on a page to come: until then the command stays pending, and shows what it does."""
    here = request()
    desk = open_desk(ANI, here)
    said = reply_to(here, ANI)
    desk.store.writer.run(said)
    answered = (Outcome(1, None),)
    desk.store.writer.ask()
    desk.take(desk.answer(request(), outcomes=answered, next=("news", "7")))
    assert pending(desk) == [(1, "AddReply")]
    assert desk.get(Message, said.id).received is None
    assert desk.store.writer.ask().commands == ()

    desk.take(desk.answer(replace(message(here, ANI), id=said.id)))
    asked = desk.store.writer.ask()
    assert [command[0] for command in asked.commands] == [1]

    desk.take(desk.answer(outcomes=answered))
    assert pending(desk) == []
    assert desk.get(Message, said.id).received == NOW


def test_who_loses_a_scope_between_two_pages_of_news_gets_them_anew(open_desk: Opened) -> None:
    here = request()
    desk = open_desk(BUDI, here)
    before = desk.store.reader.read(read_position).cursor
    without = desk.scopes - {"team:hr"}
    desk.take(desk.answer(request(), next=("news", "7")))
    desk.take(desk.answer(scopes=without, next=("news", "8")))
    assert (desk.store.writer.ask().cursor, desk.store.writer.ask().after) == (before, None)

    gone = {"membership": ((BUDI, "hr"),)}
    desk.take(desk.answer(scopes=without, gone=gone, next=("news", "9")))
    assert desk.get(Request, here.id) == here
    desk.take(desk.answer(scopes=without))
    assert desk.get(Request, here.id) is None


def test_a_scope_gained_between_two_pages_of_news_is_asked_for_anew(open_desk: Opened) -> None:
    """Rows of it that were new before it was gained are on no page."""
    desk = open_desk(BUDI)
    desk.take(desk.answer(request(), next=("news", "7")))
    desk.take(desk.answer(scopes=desk.scopes | {"team:it"}))
    assert "team:it" not in desk.store.writer.ask().scopes


def test_a_quiet_reply_writes_nothing(open_desk: Opened) -> None:
    desk = open_desk()
    desk.take(desk.answer(request()))
    position = desk.store.reader.read(read_position)
    written: list[str] = []
    sa.event.listen(desk.store.engine, "before_cursor_execute", lambda *said: written.append(said[2]))
    desk.take(desk.answer(cursor=position.cursor))
    assert [said for said in written if not said.startswith(("BEGIN", "SELECT"))] == []
