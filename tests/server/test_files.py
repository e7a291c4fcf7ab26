"""Files travel in pieces, and show when all their bytes are there and are those that were announced."""

from __future__ import annotations

import hashlib
import random
from typing import Any

import psycopg
import pytest

from desktop_app.domain.requests.conversation import AddReply
from desktop_app.protocol.streams import BY_NAME
from tests.server.portal_bench import NOW, Laptop, Portal, some_id
from tests.server.test_lifecycle_parity import submit

PIECE = 256 * 1024


def announced(laptop: Laptop, content: bytes) -> str:
    """A request with this file; the id of the attachment."""
    file = {"name": "surat.pdf", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    asked = submit("proof", answers={"paper": [file]})
    assert laptop.sync(asked).outcomes[-1].code is None
    return f"{asked.id}/0"


def put(laptop: Laptop, file: str, index: int, content: bytes) -> bool:
    piece = content[index * PIECE : (index + 1) * PIECE]
    return bool(call(laptop, "select portal_api.chunk_put(%s, %s, %s)", file, index, piece))


def call(laptop: Laptop, query: str, *values: Any) -> Any:
    row = laptop.connection.execute(query, values).fetchone()  # type: ignore[call-overload]
    return row[0] if row else None


def missing(laptop: Laptop, file: str) -> list[int]:
    found: list[int] = call(laptop, "select portal_api.chunk_missing(%s)", file)
    return found


def fetched(laptop: Laptop, file: str, index: int) -> bytes:
    return bytes(call(laptop, "select portal_api.chunk_get(%s, %s)", file, index))


def refusal(laptop: Laptop, query: str, *values: Any) -> str:
    with pytest.raises(psycopg.Error) as refused:
        call(laptop, query, *values)
    return refused.value.sqlstate or ""


def complete(laptop: Laptop, file: str) -> bool | None:
    laptop.sync()
    found: bool | None = BY_NAME["attachment"].decode(laptop.rows["attachment"][(file,)]).complete
    return found


@pytest.fixture
def content(chance: random.Random) -> bytes:
    """Two pieces and a bit."""
    return chance.randbytes(2 * PIECE + 17)


def test_a_file_is_complete_with_its_last_piece_in_whatever_order(portal: Portal, content: bytes) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    file = announced(ani, content)
    assert missing(ani, file) == [0, 1, 2]

    assert not put(ani, file, 2, content)
    assert not put(ani, file, 0, content)
    assert missing(ani, file) == [1]
    assert complete(bona, file) is False
    assert put(ani, file, 1, content)

    assert missing(ani, file) == []
    assert complete(bona, file) is True
    assert b"".join(fetched(bona, file, index) for index in range(3)) == content


def test_a_piece_sent_twice_is_taken_once(portal: Portal, content: bytes) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, content)
    for index in (0, 0, 1, 1, 2):
        done = put(ani, file, index, content)

    assert done
    assert put(ani, file, 2, content)
    assert portal.value("select count(*) from portal.chunk") == 3


def test_other_bytes_are_thrown_away_and_the_third_time_refused(portal: Portal, content: bytes) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, content)
    other = content[:-1] + bytes([content[-1] ^ 1])
    for _ in range(3):
        assert not any(put(ani, file, index, other) for index in range(3))
        assert missing(ani, file) == [0, 1, 2]
        assert complete(ani, file) is False

    assert refusal(ani, "select portal_api.chunk_put(%s, 0, %s)", file, content[:PIECE]) == "PT422"


def test_bytes_that_were_damaged_once_are_sent_again(portal: Portal, content: bytes) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, content)
    damaged = bytes([content[0] ^ 1]) + content[1:]
    for index in range(3):
        put(ani, file, index, damaged)

    assert [put(ani, file, index, content) for index in range(3)] == [False, False, True]


def test_a_file_is_not_read_before_it_is_complete(portal: Portal, content: bytes) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, content)
    put(ani, file, 0, content)

    assert refusal(ani, "select portal_api.chunk_get(%s, 0)", file) == "PT404"


@pytest.mark.parametrize(("index", "size"), [(0, 1), (0, PIECE + 1), (0, 0), (1, PIECE), (2, 17), (-1, PIECE), (9, 1)])
def test_a_piece_of_another_size_is_refused(portal: Portal, index: int, size: int) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, b"x" * (PIECE + 17))

    assert refusal(ani, "select portal_api.chunk_put(%s, %s, %s)", file, index, b"x" * size) == "PT422"


def test_strangers_neither_send_nor_read_nor_learn_of_a_file(portal: Portal, content: bytes) -> None:
    ani, eka, dodi = (portal.laptop(login) for login in ("t-ani", "t-eka", "t-dodi"))
    file = announced(ani, content)
    for index in range(3):
        put(ani, file, index, content)

    for stranger in (eka, dodi):
        assert refusal(stranger, "select portal_api.chunk_get(%s, 0)", file) == "PT404"
        assert refusal(stranger, "select portal_api.chunk_missing(%s)", file) == "PT404"
        assert refusal(stranger, "select portal_api.chunk_put(%s, 0, %s)", file, content[:PIECE]) == "PT404"
        assert refusal(stranger, "select portal_api.chunk_get(%s, 0)", "no-such-file/0") == "PT404"


def test_who_may_read_a_file_may_not_send_it(portal: Portal, content: bytes) -> None:
    ani, bona = portal.laptop("t-ani"), portal.laptop("t-bona")
    file = announced(ani, content)

    assert refusal(bona, "select portal_api.chunk_put(%s, 0, %s)", file, content[:PIECE]) == "PT403"


def test_a_file_on_a_note_stays_in_the_team(portal: Portal) -> None:
    ani, bona, citra = (portal.laptop(login) for login in ("t-ani", "t-bona", "t-citra"))
    asked = submit()
    ani.sync(asked)
    file = {"name": "catatan.txt", "size": 3, "sha256": hashlib.sha256(b"abc").hexdigest()}
    note = AddReply(id=some_id(), person="t-bona", at=NOW, request=asked.id, text="lihat", internal=True, files=[file])
    bona.sync(note)
    assert put(bona, f"{note.id}/0", 0, b"abc")

    assert fetched(citra, f"{note.id}/0", 0) == b"abc"
    assert refusal(ani, "select portal_api.chunk_get(%s, 0)", f"{note.id}/0") == "PT404"


def test_a_person_sends_two_gigabytes_a_day(portal: Portal) -> None:
    ani = portal.laptop("t-ani")
    file = announced(ani, b"x" * PIECE)
    portal.admin.execute("insert into portal.upload select 't-ani', portal.now() / 86400000000, 2147483648")

    assert refusal(ani, "select portal_api.chunk_put(%s, 0, %s)", file, b"x" * PIECE) == "PT429"


def test_the_largest_file_is_taken(portal: Portal) -> None:
    ani = portal.laptop("t-ani")
    content = bytes(25 * 1024 * 1024)
    asked = submit()
    named = {"name": "besar.bin", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    reply = AddReply(id=some_id(), person="t-ani", at=NOW, request=asked.id, text="lihat", files=[named])
    ani.sync(asked, reply)
    file = f"{reply.id}/0"

    assert [put(ani, file, index, content) for index in range(100)] == [False] * 99 + [True]
