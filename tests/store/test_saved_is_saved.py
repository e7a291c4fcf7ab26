"""I1: what was called saved survives a kill at any moment, and a full disk is said in time."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from desktop_app.domain.effects import Command
from desktop_app.store import connections, schema
from desktop_app.store.engine import DATABASE, Store, open_store
from desktop_app.store.errors import StoreFull, StoreUnwritable
from desktop_app.store.work import every_row
from tests.store.replies import ANI, NOW, Desk, reply_to, request, submit

Opened = Callable[..., Desk]
MOST_STATEMENTS = 40
"""More than any command runs; the test ends with the first child that was not killed."""


def killed_before(statement: int, work: Callable[[Store], object], folder: Path) -> bool:
    """Does the work in a process of its own, which is killed before its n-th statement; whether it was."""
    child = os.fork()
    if child == 0:
        store = open_store(folder, login=ANI, clock=lambda: NOW)
        left = statement

        def count(sql: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        @sa.event.listens_for(store.engine, "checkout")
        def trace(connection: Any, *_: Any) -> None:
            connection.set_trace_callback(count)  # COMMIT too, which SQLAlchemy's own events do not show

        work(store)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def run(command: Command, store: Store) -> None:
    store.writer.run(command)


def test_a_kill_at_any_statement_leaves_all_of_a_command_or_nothing(open_desk: Opened) -> None:
    desk = open_desk()
    killed = 0
    for statement in range(MOST_STATEMENTS):
        command = submit()
        before = desk.store.reader.read(every_row)
        was_killed = killed_before(statement, partial(run, command), desk.folder)
        saved = desk.rows(sa.select(schema.outbox.c.no).where(schema.outbox.c.id == command.id))
        after = desk.store.reader.read(every_row)
        assert (after["request"] != before["request"]) == bool(saved), "half a command"
        assert len(after["event"]) == len(after["request"])
        if not was_killed:
            assert saved, "what was called saved is not here"
            break
        assert not saved
        killed += 1
    else:
        raise AssertionError("no child came to its end")
    assert killed >= 5


def test_what_was_called_saved_is_here_after_a_kill(open_desk: Opened) -> None:
    desk = open_desk()
    reading, writing = os.pipe()

    def save_for_ever(store: Store) -> None:
        for number in range(10_000):
            command = submit(id=f"{number:08}-0000-7000-8000-000000000000")
            store.writer.run(command)
            os.write(writing, f"{command.id}\n".encode())
            if number == 25:
                os.kill(os.getpid(), signal.SIGKILL)

    assert killed_before(10_000, save_for_ever, desk.folder)
    os.close(writing)
    with os.fdopen(reading) as told:
        called_saved = told.read().split()
    assert len(called_saved) == 26
    assert [id for (id,) in desk.rows(sa.select(schema.outbox.c.id).order_by(schema.outbox.c.no))] == called_saved


def test_every_writing_connection_flushes_before_it_says_saved(open_desk: Opened) -> None:
    """SIGKILL cannot tell FULL from NORMAL; a power cut can."""
    desk = open_desk()
    with desk.store.engine.connect() as one, desk.store.engine.connect() as other:
        for connection in (one.connection.driver_connection, other.connection.driver_connection):
            assert connection is not None
            assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_connections_for_reading_cannot_write(open_desk: Opened) -> None:
    desk = open_desk()
    with pytest.raises(StoreUnwritable):
        desk.store.reader.read(lambda connection: connection.execute(sa.delete(schema.outbox)))


def test_no_other_way_to_the_database_than_these_two() -> None:
    store = Path(connections.__file__).parent
    engines = [file.name for file in store.rglob("*.py") if "create_engine" in file.read_text(encoding="utf-8")]
    assert engines == ["connections.py"]


def full(store: Store) -> None:
    """No page more fits into the database."""

    @sa.event.listens_for(store.engine, "begin")
    def limit(connection: sa.Connection) -> None:
        (pages,) = connection.exec_driver_sql("PRAGMA page_count").one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_is_said_and_nothing_is_half_saved(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    full(desk.store)
    before = desk.store.reader.read(every_row)
    big = reply_to(asked, ANI, "kata " * 3_000)
    with pytest.raises(StoreFull):
        desk.store.writer.run(big)
    assert desk.store.reader.read(every_row) == before
    assert desk.rows(sa.select(schema.outbox)) == []


def test_a_pull_that_does_not_fit_leaves_the_laptop_where_it_was(open_desk: Opened) -> None:
    desk = open_desk()
    full(desk.store)
    before = desk.store.reader.read(every_row)
    with pytest.raises(StoreFull):
        desk.take(desk.answer(*(request(subject="kata " * 900) for _ in range(20))))
    assert desk.store.reader.read(every_row) == before


def test_a_draft_and_a_file_that_do_not_fit_are_said(open_desk: Opened) -> None:
    desk = open_desk()
    full(desk.store)
    with pytest.raises(StoreFull):
        desk.store.drafts.save("request", "question", {"answers": {"text": "kata " * 9_000}}, NOW)
    with pytest.raises(StoreFull):
        desk.store.files.put_file(b"x" * 900_000, "surat.pdf")
    assert desk.store.drafts.list() == ()


def test_only_the_person_may_read_what_lies_on_the_disk(open_desk: Opened) -> None:
    desk = open_desk()
    desk.store.writer.run(submit())
    assert desk.folder.stat().st_mode & 0o777 == 0o700
    rights = {file.name: file.stat().st_mode & 0o777 for file in desk.folder.iterdir()}
    assert DATABASE in rights
    assert set(rights.values()) == {0o600}
