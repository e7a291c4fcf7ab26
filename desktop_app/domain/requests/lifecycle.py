"""The lifecycle: published rows, judged by named guards. `sql/rules/lifecycle.sql` says the guards again."""

from __future__ import annotations

from collections.abc import Callable

from desktop_app.domain.effects import Refused, Rows
from desktop_app.domain.people.pseudonyms import is_erased
from desktop_app.domain.people.rows import Membership
from desktop_app.domain.requests.rows import OPEN, Request, Transition


def is_member(request: Request, person: str, rows: Rows) -> bool:
    """Whether the person answers for the team that has the request."""
    return rows.get(Membership, person, request.team) is not None


Guard = Callable[[Request, str, Rows], bool]
GUARDS: dict[str, Guard] = {
    "is_requester": lambda request, person, rows: request.requester == person,
    "is_assignee": lambda request, person, rows: request.assignee == person and is_member(request, person, rows),
    "is_member": is_member,
    "is_other_member": lambda request, person, rows: request.requester != person and is_member(request, person, rows),
    "is_colleague": lambda request, person, rows: (
        person not in (request.requester, request.assignee) and is_member(request, person, rows)
    ),
}


def judge(name: str, request_id: str, person: str, rows: Rows) -> tuple[Request, str]:
    """The request and the state it goes to when `person` does `name` to it. Raises `Refused`:

    `unknown`: not there, or not theirs to see. `erased`: of somebody whose data is gone.
    `taken`: a colleague has it (`by` whom, `at` when the database heard).
    `wrong_state`: nobody may, now. `not_yours`: somebody else may.
    """
    request = rows.get(Request, request_id)
    if request is None:
        raise Refused("unknown")
    member = is_member(request, person, rows)
    if request.requester != person and not member:
        raise Refused("unknown")
    if is_erased(request.requester):
        raise Refused("erased")
    ways = rows.where(Transition, state=request.state, command=name)
    for way in sorted(ways, key=lambda way: way.rank):
        if GUARDS[way.guard](request, person, rows):
            return request, way.next
    if member and request.requester != person and request.state in OPEN and request.assignee not in (None, person):
        raise Refused("taken", {"by": request.assignee, "at": request.assigned})
    raise Refused("wrong_state" if not ways else "not_yours")
