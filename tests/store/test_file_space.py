"""Files do not fill a laptop: what nothing names goes after a day, what can be fetched again when there is no room."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from desktop_app.store.file_space import IDLE
from desktop_app.store.files import CHUNK, Files, Transfer
from desktop_app.store.schema import file, file_chunk
from tests.store.replies import ANI, NOW, Desk, reply_to, request
from tests.store.test_files import attachment

Opened = Callable[..., Desk]


def kept(desk: Desk) -> set[str]:
    """The contents that are here, and no pieces of others."""
    with desk.store.engine.begin() as connection:
        hashes = set(connection.scalars(sa.select(file.c.sha256)))
        assert set(connection.scalars(sa.select(file_chunk.c.sha256))) == hashes
    return {(desk.store.files.read_file(sha256) or b"").decode()[:1] for sha256 in hashes}


def content(letter: str, size: int = 1000) -> bytes:
    return letter.encode() * size


def attached(desk: Desk, *letters: str, state: str = "new", complete: bool = True) -> None:
    """Files of a request, in the database."""
    about = request(id=f"of {letters}", state=state)
    rows = [attachment(about, content(letter), f"{letter}/0", complete=complete) for letter in letters]
    desk.take(desk.answer(about, *rows))


def fetch(files: Files, letter: str) -> None:
    """Its bytes come."""
    body = content(letter)
    assert files.put_chunk(Transfer(f"{letter}/0", len(body), hashlib.sha256(body).hexdigest()), 0, body)


def test_bytes_that_no_draft_took_up_go_after_a_day(open_desk: Opened) -> None:
    desk = open_desk()
    files = desk.store.files
    said = files.put_file(content("a"), "a.pdf")
    other = files.put_file(content("b"), "b.pdf")
    desk.store.drafts.save("reply", "r", {"text": "", "files": [said]}, NOW)

    assert not files.tidy(NOW)
    assert not files.tidy(NOW + IDLE - timedelta(seconds=1))
    assert kept(desk) == {"a", "b"}
    assert files.tidy(NOW + IDLE)
    assert kept(desk) == {"a"}
    assert other["sha256"] != said["sha256"]


def test_what_is_named_again_in_time_stays(open_desk: Opened) -> None:
    desk = open_desk()
    files = desk.store.files
    said = files.put_file(content("a"), "a.pdf")
    files.tidy(NOW)
    draft = desk.store.drafts.save("reply", "r", {"text": "", "files": [said]}, NOW)
    files.tidy(NOW + IDLE)
    desk.store.drafts.delete(draft.no)
    assert not files.tidy(NOW + IDLE + timedelta(hours=1))
    assert kept(desk) == {"a"}


def test_the_longest_unused_goes_when_the_room_is_used_up(open_desk: Opened) -> None:
    desk = open_desk()
    files = Files(desk.store.engine, desk.store.reader, room=2500)
    attached(desk, "a", "b", "c", state="closed")
    for letter in "abc":
        fetch(files, letter)
    assert files.read_file(hashlib.sha256(content("a")).hexdigest()) is not None

    assert files.tidy(NOW)
    assert kept(desk) == {"a", "c"}
    assert not files.tidy(NOW)


@pytest.mark.parametrize("kept_by", ["bytes that only we have", "a draft", "a command of the last thirty days"])
def test_what_exists_nowhere_else_or_may_be_asked_for_again_stays(open_desk: Opened, kept_by: str) -> None:
    desk = open_desk()
    files = Files(desk.store.engine, desk.store.reader, room=500)
    said = files.put_file(content("a"), "a.pdf")
    if kept_by == "a command of the last thirty days":
        about = request(id="r")
        desk.take(desk.answer(about))
        desk.store.writer.run(reply_to(about, ANI, files=[said]))
    elif kept_by == "a draft":
        attached(desk, "a")
        desk.store.drafts.save("reply", "r", {"text": "", "files": [said]}, NOW)
    else:
        attached(desk, "a", complete=False)

    assert not files.tidy(NOW + timedelta(days=2))
    assert kept(desk) == {"a"}


def test_no_more_is_fetched_by_itself_than_there_is_room_for(open_desk: Opened) -> None:
    desk = open_desk()
    files = Files(desk.store.engine, desk.store.reader, room=2500)
    attached(desk, "a", "b", "c")

    assert [each.attachment for each in files.to_fetch()] == ["a/0", "b/0"]
    fetch(files, "a")
    fetch(files, "b")
    assert files.to_fetch() == []
    assert [each.attachment for each in files.to_fetch("c/0")] == ["c/0"]


def test_files_of_requests_that_left_go_with_them(open_desk: Opened) -> None:
    desk = open_desk()
    attached(desk, "a")
    fetch(desk.store.files, "a")
    desk.take(desk.answer(gone={"attachment": (("a/0",),)}))
    assert kept(desk) == set()
    assert CHUNK > 1000
