"""I1: what was called saved survives a kill at any moment, and a full disk is said in time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from desktop_app.store import connections, schema
from desktop_app.store.engine import DATABASE, Store
from desktop_app.store.errors import StoreFull, StoreUnwritable
from desktop_app.store.work import every_row
from tests.store.replies import ANI, NOW, Desk, reply_to, request, some_id, submit

Opened = Callable[..., Desk]
MOST_STATEMENTS = 40
"""More than any command runs; the test ends with the first child that was not killed."""


class Victims:
    """Processes that save and are killed."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.store.killed", str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def save(self, ids: list[str], **when: int) -> tuple[list[str], bool]:
        """What a child called saved, and whether it was killed."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"ids": ids, **when}) + "\n")
        self._process.stdin.flush()
        called: list[str] = []
        for line in self._process.stdout:
            if line.strip() in ("killed", "ended 0"):
                return called, line.strip() == "killed"
            called.append(line.strip())
        raise AssertionError("the victims' parent died")

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture
def victims(open_desk: Opened) -> Iterator[tuple[Desk, Victims]]:
    desk = open_desk()
    made = Victims(desk.folder)
    yield desk, made
    made.close()


def test_a_kill_at_any_statement_leaves_all_of_a_command_or_nothing(victims: tuple[Desk, Victims]) -> None:
    desk, processes = victims
    for statement in range(MOST_STATEMENTS):
        id, before = some_id(), desk.store.reader.read(every_row)
        called, was_killed = processes.save([id], before=statement)
        saved = [found for (found,) in desk.rows(sa.select(schema.outbox.c.id).where(schema.outbox.c.id == id))]
        after = desk.store.reader.read(every_row)
        assert (after["request"] != before["request"]) == bool(saved), "half a command"
        assert len(after["event"]) == len(after["request"])
        if not was_killed:
            assert saved == called == [id], "what was called saved is not here"
            assert statement >= 5
            return
        assert saved == []
    raise AssertionError("no child came to its end")


def test_what_was_called_saved_is_here_after_a_kill(victims: tuple[Desk, Victims]) -> None:
    desk, processes = victims
    called, was_killed = processes.save([some_id() for _ in range(60)], after=26)
    assert was_killed
    assert len(called) == 26
    assert [id for (id,) in desk.rows(sa.select(schema.outbox.c.id).order_by(schema.outbox.c.no))] == called


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
