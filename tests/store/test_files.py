"""Bytes of attachments: what may be attached, how they travel in pieces."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.requests.conversation import LARGEST_FILE
from desktop_app.domain.requests.rows import Attachment, Request
from desktop_app.protocol.wire import Outcome
from desktop_app.store.errors import FileRefused
from desktop_app.store.files import CHUNK, Transfer
from tests.store.replies import ANI, BUDI, Desk, reply_to, request

Opened = Callable[..., Desk]


def attachment(about: Request, content: bytes, id: str = "other/0", **more: Any) -> Attachment:
    sha256 = hashlib.sha256(content).hexdigest()
    given: dict[str, Any] = {"complete": True}
    return Attachment(
        id, about.id, None, "surat.pdf", len(content), sha256, about.requester, about.team, **given | more
    )


def test_a_file_is_known_by_its_hash_and_survives_its_original(open_desk: Opened, tmp_path: Path) -> None:
    desk = open_desk()
    original = tmp_path / "surat dokter.pdf"
    content = os.urandom(CHUNK * 2 + 17)
    original.write_bytes(content)
    said = desk.store.files.put_file(original)
    original.unlink()
    assert said == {"name": "surat dokter.pdf", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    assert desk.store.files.read_file(said["sha256"]) == content
    assert [len(desk.store.files.chunk(said["sha256"], at) or b"") for at in range(3)] == [CHUNK, CHUNK, 17]


def test_the_largest_file_is_taken(open_desk: Opened) -> None:
    desk = open_desk()
    said = desk.store.files.put_file(b"\0" * LARGEST_FILE, "besar.pdf")
    assert len(desk.store.files.read_file(said["sha256"]) or b"") == LARGEST_FILE


def empty(folder: Path) -> Path:
    path = folder / "kosong.pdf"
    path.touch()
    return path


def five_gigabytes(folder: Path) -> Path:
    path = folder / "film.mp4"
    with path.open("wb") as file:
        file.truncate(5 * 1024**3)  # a hole: takes no room
    return path


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipa.pdf")
    return folder / "pipa.pdf"


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (empty, "empty"), (five_gigabytes, "too_large"), (pipe, "unreadable"), (lambda folder: folder, "unreadable"),
        (lambda folder: folder / "tidak ada.pdf", "unreadable"),
    ],
    ids=["empty", "5 GB", "a pipe", "a folder", "not there"],
)  # fmt: skip
def test_what_cannot_be_attached_is_refused_with_the_reason(
    open_desk: Opened, tmp_path: Path, made: Callable[[Path], Path], reason: str
) -> None:
    desk = open_desk()
    (tmp_path / "here").mkdir()
    with pytest.raises(FileRefused) as refused:
        desk.store.files.put_file(made(tmp_path / "here"))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "name", ["../rahasia.pdf", "a/b.pdf", "a\\b.pdf", "", ".", "..", "a\0b.pdf", "a\nb.pdf", "x" * 201]
)
def test_a_name_with_a_path_in_it_is_refused(open_desk: Opened, name: str) -> None:
    with pytest.raises(FileRefused) as refused:
        open_desk().store.files.put_file(b"x", name)
    assert refused.value.reason == "name"


def test_the_same_bytes_are_kept_once(open_desk: Opened) -> None:
    desk = open_desk()
    assert desk.store.files.put_file(b"x", "a.pdf")["sha256"] == desk.store.files.put_file(b"x", "b.pdf")["sha256"]


def test_a_file_is_sent_once_its_command_was_taken_and_until_it_is_complete(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(ANI, asked)
    said = desk.store.files.put_file(b"surat", "surat.pdf")
    reply = reply_to(asked, ANI, files=[said])
    desk.store.writer.run(reply)
    assert desk.store.files.to_send() == []
    row = attachment(asked, b"surat", f"{reply.id}/0", complete=False)
    desk.store.writer.ask()
    desk.take(desk.answer(row, outcomes=(Outcome(1, None),)))
    assert desk.store.files.to_send() == [Transfer(row.id, 5, said["sha256"])]
    desk.take(desk.answer(replace(row, complete=True)))
    assert desk.store.files.to_send() == []


def test_another_s_file_with_the_same_bytes_is_theirs_to_send(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    desk.store.files.put_file(b"surat", "surat.pdf")
    desk.take(desk.answer(attachment(asked, b"surat", complete=False)))
    assert desk.store.files.to_send() == []


def test_complete_files_of_open_requests_are_fetched_piece_by_piece(open_desk: Opened) -> None:
    asked, closed = request(), request(state="closed")
    content = os.urandom(CHUNK + 9)
    desk = open_desk(BUDI, asked, closed)
    row, old = attachment(asked, content), attachment(closed, b"lama", "old/0")
    desk.take(desk.answer(row, old, attachment(asked, b"belum", "late/0", complete=False)))
    (transfer,) = desk.store.files.to_fetch()
    assert (transfer.attachment, desk.store.files.missing(transfer)) == (row.id, [0, 1])
    assert desk.store.files.put_chunk(transfer, 1, content[CHUNK:]) is False
    assert (desk.store.files.missing(transfer), desk.store.files.read_file(row.sha256)) == ([0], None)
    assert desk.store.files.put_chunk(transfer, 0, content[:CHUNK]) is True
    assert desk.store.files.read_file(row.sha256) == content
    assert desk.store.files.to_fetch() == []
    assert [found.attachment for found in desk.store.files.to_fetch(old.id)] == [old.id]


def test_bytes_that_are_not_what_the_hash_says_are_thrown_away(open_desk: Opened) -> None:
    asked = request()
    desk = open_desk(BUDI, asked)
    row = attachment(asked, b"surat")
    desk.take(desk.answer(row))
    (transfer,) = desk.store.files.to_fetch()
    assert desk.store.files.put_chunk(transfer, 0, b"palsu") is False
    assert desk.store.files.missing(transfer) == [0]
    assert desk.store.files.read_file(row.sha256) is None
