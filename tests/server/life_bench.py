"""Requests that live and end on the administrator's connection: quick to make, and rolled back with it."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from desktop_app.domain.effects import Command
from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.handling import Claim, Close, Rate
from desktop_app.protocol import wire
from tests.server.portal_bench import NOW, Portal, some_id
from tests.server.test_lifecycle_parity import submit

TABLES = ("request", "message", "event", "attachment", "rating")
MONTH = timedelta(days=31)


def device_of(person: str) -> str:
    """Says nothing of whose it is."""
    return f"device-{person.encode().hex()}"


@dataclass
class Life:
    """What people do to requests, each from a device of their own."""

    portal: Portal
    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def tell(self, *commands: Command) -> list[dict[str, Any] | None]:
        """Gives these commands, each from its person's device; their outcomes."""
        return [self._tell(command) for command in commands]

    def _tell(self, command: Command) -> dict[str, Any] | None:
        device = device_of(command.person)
        insert = "insert into portal.device (id, login) values (%s, %s) on conflict do nothing"
        self.portal.admin.execute(insert, [device, command.person])
        self.last[device] += 1
        return self.send(device, self.last[device], command)

    def send(self, device: str, no: int, command: Command) -> dict[str, Any] | None:
        line = [no, type(command).__name__, command.id, wire.microseconds(command.at), wire.body(command)]
        push = "select portal.push(%s, portal.teams(%s), %s, %s)"
        said = self.portal.value(push, command.person, command.person, device, json.dumps([line]))
        assert [pair[0] for pair in said] == [no]
        outcome: dict[str, Any] | None = said[0][1]
        return outcome

    def ended(self, person: str = "t-ani", words: str = "?", agent: str = "t-bona") -> str:
        """A request to HR that was answered, closed and rated; its id."""
        asked = submit(person=person, answers={"text": words})
        id = asked.id
        said = self.tell(
            asked,
            Claim(id=some_id(), person=agent, at=NOW, request=id),
            AddReply(id=some_id(), person=agent, at=NOW, request=id, text="catatan", internal=True),
            Resolve(id=some_id(), person=agent, at=NOW, request=id, text="Sudah"),
            Close(id=some_id(), person=person, at=NOW, request=id),
            Rate(id=some_id(), person=person, at=NOW, request=id, stars=5, text="bagus"),
        )
        assert said == [None] * 6
        return id

    def opened(self, person: str = "t-ani") -> str:
        asked = submit(person=person)
        assert self.tell(asked) == [None]
        return asked.id

    def aged(self, request: str, months: int) -> None:
        """As if all that belongs to it had happened so long ago."""
        back = months * MONTH // timedelta(microseconds=1)
        admin = self.portal.admin
        admin.execute(
            "update portal.request set received = received - %s, resolved = resolved - %s where id = %s",
            [back, back, request],
        )
        # the chain is over what was received then: a test that looks at it does not age
        admin.execute("update portal.event set received = received - %s where request = %s", [back, request])

    def where(self, request: str) -> dict[str, tuple[int, int]]:
        """How many rows of the request each table has, and its archive."""
        found = {}
        for table in TABLES:
            column = "id" if table == "request" else "request"
            counts = [
                self.portal.value(f"select count(*) from portal.{name} where {column} = %s", request)
                for name in (table, f"{table}_archive")
            ]
            found[table] = (counts[0], counts[1])
        return found

    def broken(self) -> list[Any]:
        return self.portal.admin.execute("select device, no, what from portal.broken_links()").fetchall()


def in_months(months: int) -> datetime:
    """So many months after the requests of a test ended."""
    return datetime.now(NOW.tzinfo) + months * MONTH


HERE = {"request": (1, 0), "message": (2, 0), "event": (6, 0), "attachment": (0, 0), "rating": (1, 0)}
PUT_AWAY = {table: (0, here) for table, (here, _) in HERE.items()}
GONE = dict.fromkeys(TABLES, (0, 0))
