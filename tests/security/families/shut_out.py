"""Somebody whose way in was closed: their laptop may still ask one thing, whether to remove its copy."""

from __future__ import annotations

import json
from typing import Any

from tests.security.attack import Attack, End, each
from tests.security.attacker import Attacker
from tests.security.persons import Who
from tests.security.town import everything

STATEMENTS = {
    "says hello": "select portal_api.hello('x', 1)",
    "fetches a file": "select portal_api.chunk_get('<file>', 0)",
    "sends a piece of a file": "select portal_api.chunk_put('<file>', 0, 'x')",
    "asks which pieces have come": "select portal_api.chunk_missing('<file>')",
    "follows a conversation": "select portal_api.follow('x', 1, '<request>')",
    "takes a ticket of a poll": "select portal_api.ballot_sign('<poll>', 'x')",
    "asks how a poll goes": "select portal_api.ballot_open('<poll>')",
    "enrols anew": "select portal_api.enroll('x')",
    "reads the table of requests": "select * from portal.request",
    "reads who else was shut out": "select * from portal.barred",
    "lets themselves in": 'grant portal_employee to "t-indra"',
    "takes the role of an employee": "set role portal_employee",
    "takes the role of all who were shut out": "set role portal_barred",
    "forgets that they were shut out": "delete from portal.barred",
    "gives themselves more time": "alter role \"t-indra\" valid until 'infinity'",
    "gives themselves more connections": 'alter role "t-indra" connection limit 100',
}


def says_goodbye(device: str) -> Any:
    """For a device that is not theirs, or that nobody has; brings what was told."""

    def act(attacker: Attacker) -> Any:
        before = everything(attacker.town.portal.admin)
        [(told,)] = attacker.run(f"select portal_api.farewell('{device}', true)")
        assert everything(attacker.town.portal.admin) == before
        return json.loads(told)["wipe"]

    return act


ATTACKS = [
    *each(Who.BARRED, STATEMENTS),
    Attack("pulls", Who.BARRED, lambda a: a.sync(device="x")),
    Attack(
        "comes in more often than needed to be told",
        Who.BARRED,
        lambda a: [a.connect() for _ in range(7)],
        codes=("53300", None),
    ),
    Attack(
        "says of a colleague's device that its copy is gone",
        Who.BARRED,
        says_goodbye("<device of HR>"),
        End.USELESS,
        brings=lambda wipe: wipe is True,
    ),
    Attack(
        "says of a colleague's device that its copy is gone",
        Who.EMPLOYEE,
        says_goodbye("<device of HR>"),
        End.USELESS,
        brings=lambda wipe: wipe is False,
    ),
    Attack(
        "asks of a device that nobody has",
        Who.EMPLOYEE,
        says_goodbye("nothing"),
        End.USELESS,
        brings=lambda wipe: wipe is False,
    ),
]
