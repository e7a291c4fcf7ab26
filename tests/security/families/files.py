"""Files: other people's bytes, other bytes than announced, and more of them than allowed."""

from __future__ import annotations

import hashlib
from typing import Any

from tests.security.attack import Attack, End
from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.server.portal_bench import some_id

PIECE = 256 * 1024


def put(file: str, index: Any, content: bytes) -> Any:
    return lambda attacker: attacker.run(f"select portal_api.chunk_put('{file}', %s, %s)", [index, content])


def get(file: str, index: Any = 0) -> Any:
    return lambda attacker: attacker.run("select portal_api.chunk_get(%s, %s)", [attacker.town.fill(file), index])


def announced(attacker: Attacker, size: int = PIECE + 1) -> str:
    """A file of their own to a request of their own, of which nothing has come."""
    id = some_id()
    content = {"name": "a.pdf", "size": size, "sha256": hashlib.sha256(b"x" * size).hexdigest()}
    assert attacker.push("AddReply", {"request": "<own>", "text": "x", "files": [content]}, id=id) == [None]
    return f"{id}/0"


def own(index: Any, content: bytes, before: str = "") -> Any:
    """A piece of a file of their own that is not as it should be."""

    def act(attacker: Attacker) -> Any:
        file = announced(attacker)
        try:
            if before:
                attacker.town.portal.admin.execute(before, {"file": file, "me": attacker.login})
            return put(file, index, content)(attacker)
        finally:
            attacker.town.undo(attacker.device)

    return act


def other_bytes(attacker: Attacker) -> Any:
    """Bytes of another hash are thrown away, and three times is enough."""
    file = announced(attacker, 3)
    try:
        came = [put(file, 0, b"abc")(attacker)[0][0] for _ in range(3)]
        assert came == [False] * 3
        put(file, 0, b"xxx")(attacker)
    finally:
        attacker.town.undo(attacker.device)


def unfinished(attacker: Attacker) -> Any:
    file = announced(attacker)
    try:
        put(file, 0, b"x" * PIECE)(attacker)
        return get(file)(attacker)
    finally:
        attacker.town.undo(attacker.device)


QUOTA = "insert into portal.upload (person, day, bytes) values (%(me)s, portal.now() / 86400000000, 2147483648)"
ATTACKS = [
    Attack("writes a piece of another's file", Who.EMPLOYEE, put("<file>", 0, b"x"), codes=("PT404",)),
    Attack("writes a piece of a file that a requester sends them", Who.HR, put("<file>", 0, b"x"), codes=("PT403",)),
    Attack("reads a file by a pattern", Who.EMPLOYEE, get("%"), codes=("PT404",)),
    Attack("reads a file by its request", Who.EMPLOYEE, get("<request>"), codes=("PT404",)),
    Attack(
        "reads a file that nobody sent",
        Who.EMPLOYEE,
        lambda a: a.run("select portal_api.chunk_get(null, 0)"),
        codes=("PT404",),
    ),
    Attack(
        "reads a piece before the first",
        Who.REQUESTER,
        get("<file>", -1),
        End.USELESS,
        brings=lambda rows: rows == [(None,)],
    ),
    Attack(
        "reads a piece behind the last",
        Who.REQUESTER,
        get("<file>", 10**6),
        End.USELESS,
        brings=lambda rows: rows == [(None,)],
    ),
    Attack("reads their own file before all of it has come", Who.EMPLOYEE, unfinished, codes=("PT404",)),
    Attack("sends a piece before the first", Who.EMPLOYEE, own(-1, b"x"), codes=("PT422",)),
    Attack("sends a piece behind the last", Who.EMPLOYEE, own(2, b"x"), codes=("PT422",)),
    Attack("sends a piece that is too short", Who.EMPLOYEE, own(0, b"x"), codes=("PT422",)),
    Attack("sends a piece that is too long", Who.EMPLOYEE, own(1, b"xx"), codes=("PT422",)),
    Attack("sends a piece of 20 MB", Who.EMPLOYEE, own(0, b"x" * 20_000_000), codes=("PT422",)),
    Attack("sends an empty piece", Who.EMPLOYEE, own(0, b""), codes=("PT422",)),
    Attack("sends no piece", Who.EMPLOYEE, own(0, None), codes=("PT422",)),  # type: ignore[arg-type]
    Attack("sends other bytes than announced, again and again", Who.EMPLOYEE, other_bytes, codes=("PT422",)),
    Attack("sends more in a day than a person may", Who.EMPLOYEE, own(0, b"x" * PIECE, QUOTA), codes=("PT429",)),
    Attack(
        "changes a file that is complete",
        Who.REQUESTER,
        lambda a: put("<file>", 0, b"x" * len(a.town.portal.value("select bytes from portal.chunk")))(a),
        End.USELESS,
        brings=lambda rows: rows == [(True,)],
    ),
]
