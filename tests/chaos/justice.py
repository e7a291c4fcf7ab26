"""Whether a refusal can have been right: read from the published lifecycle, whatever others did at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from desktop_app.domain.effects import Command, Refused
from desktop_app.domain.people.rows import Membership
from desktop_app.domain.requests.conversation import AddReply
from desktop_app.domain.requests.lifecycle import judge
from desktop_app.domain.requests.rows import Request, Transition
from desktop_app.protocol.streams import BY_ROW
from tests.chaos.evidence import Database, Recorded
from tests.model_laptop import Rows

OF_THE_LIFECYCLE = ("wrong_state", "not_yours", "taken")


class _Moment:
    """The rows as they may have been at one moment."""

    def __init__(self, request: Request, member: bool, transitions: list[Transition]) -> None:
        self._request, self._member, self._transitions = request, member, transitions

    def get(self, of: type[Any], *key: Any) -> Any:
        if of is Request:
            return self._request
        return Membership(*key) if of is Membership and self._member else None

    def where(self, of: type[Any], **equal: Any) -> list[Any]:
        assert of is Transition
        return [way for way in self._transitions if all(getattr(way, name) == value for name, value in equal.items())]


class Justice:
    """Judges the refusals of requesters: their relation to a request never changes, so what they may do is certain in
    each state. Refused is right if in some state that the request may have been in it is refused."""

    def __init__(self, everything: Rows, database: Database) -> None:
        self._transitions = [BY_ROW[Transition].decode(row) for row in everything["transition"].values()]
        decoded = (BY_ROW[Request].decode(row) for row in everything["request"].values())
        self._requests: dict[str, Request] = {request.id: request for request in decoded}
        self._done: dict[str, set[str]] = {}
        self._takers: dict[str, set[str | None]] = {}
        for events in database.events.values():
            for event in events:
                if event.request is not None and event.code is None:
                    self._done.setdefault(event.request, set()).update(_names(event))
                    self._takers.setdefault(event.request, {None}).add(event.person)

    def wronged(self, command: Command, event: Recorded) -> bool:
        """Whether it was refused though it was allowed in every state the request can have been in."""
        request = self._requests.get(command.about() or "")
        if request is None or event.code not in OF_THE_LIFECYCLE or request.requester != event.person:
            return False
        name = _judged_as(command)
        for moment in self._moments(request):
            try:
                judge(name, request.id, event.person, moment)
            except Refused:
                return False
        return True

    def _moments(self, request: Request) -> Iterator[_Moment]:
        for state in self._states(request.id):
            for assignee in self._takers.get(request.id, {None}):
                for member in (False, True):
                    yield _Moment(replace(request, state=state, assignee=assignee), member, self._transitions)

    def _states(self, request: str) -> set[str]:
        """Every state that what was done to it can lead to, in whatever order."""
        states, done = {"new"}, self._done.get(request, set())
        while more := {way.next for way in self._transitions if way.state in states and way.command in done} - states:
            states |= more
        return states


def _judged_as(command: Command) -> str:
    if isinstance(command, AddReply):
        return "AddNote" if command.internal else "TakeAndReply" if command.take else "AddReply"
    return type(command).__name__


def _names(event: Recorded) -> set[str]:
    """As what an event may have been judged: a reply as any of its three."""
    return {"AddReply", "AddNote", "TakeAndReply"} if event.kind == "AddReply" else {event.kind}
