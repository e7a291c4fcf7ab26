"""Somebody who has left the company, with a session that nobody ended."""

from __future__ import annotations

from typing import Any

from tests.security.attack import Attack
from tests.security.attacker import Attacker
from tests.security.persons import Who

OUT = ("PT403",)


def with_open(call: Any) -> Any:
    """The same in the session that was open before they left."""

    def act(attacker: Attacker) -> Any:
        return call(attacker, attacker.town.opened["open"])

    return act


def say(statement: str) -> Any:
    return lambda attacker, session: attacker.run(statement, on=session)


def sync(attacker: Attacker, session: Any, **more: Any) -> Any:
    return attacker.sync(device="<device of the leaver>", on=session, **more)


def push(attacker: Attacker, session: Any) -> Any:
    body = {"request": "<request>", "text": "x", "internal": True}
    return sync(attacker, session, commands=[attacker.command("AddReply", body)])


def in_stale(call: Any) -> Any:
    """The same in the transaction that looks at a moment before they left."""

    def act(attacker: Attacker) -> Any:
        session = attacker.town.opened["stale"]
        session.execute("savepoint before")
        try:
            return call(attacker, session)
        finally:
            session.execute("rollback to before")

    return act


ATTACKS = [
    Attack("comes in again", Who.LEAVER, lambda a: a.connect(), codes=("28000", None)),
    *(
        Attack(f"{name} in a session that was open", Who.LEAVER, with_open(call), codes=codes)
        for name, call, codes in (
            ("says hello", say("select portal_api.hello('<device of the leaver>', 1)"), OUT),
            ("says hello from a new device", say("select portal_api.hello('another', 1)"), OUT),
            ("pulls", sync, OUT),
            ("pushes a note", push, OUT),
            ("fetches a file", say("select portal_api.chunk_get('<file>', 0)"), ("PT404",)),
            ("asks for pieces", say("select portal_api.chunk_missing('<file>')"), ("PT404",)),
            ("sends a piece", say("select portal_api.chunk_put('<file>', 0, 'x')"), ("PT404",)),
            ("follows a conversation", say("select portal_api.follow('<device of the leaver>', 1, '<request>')"), OUT),
            ("enrols anew", say("select portal_api.enroll('x')"), ("PT422", "PT403")),
            ("reads the tables", say("select * from portal.request"), ("42501",)),
        )
    ),
    *(
        Attack(
            f"{name} in a transaction that still sees them in the team", Who.LEAVER, in_stale(call), codes=("PT412",)
        )
        for name, call in (
            ("pulls", sync),
            ("pushes", push),
            ("fetches a file", say("select portal_api.chunk_get('<file>', 0)")),
            ("asks for pieces", say("select portal_api.chunk_missing('<file>')")),
            ("follows a conversation", say("select portal_api.follow('<device of the leaver>', 1, '<request>')")),
            ("says hello", say("select portal_api.hello('<device of the leaver>', 1)")),
        )
    ),
]
