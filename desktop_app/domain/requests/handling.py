"""Moving a request through its life without words: taking it, giving it back, waiting, closing, rating."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.domain.effects import Effects, Put, Refused, Rows
from desktop_app.domain.requests.conversation import AboutRequest, event
from desktop_app.domain.requests.lifecycle import judge
from desktop_app.domain.requests.rows import Rating
from desktop_app.domain.text import LONGEST


@dataclass(frozen=True, kw_only=True)
class Claim(AboutRequest):
    """Takes a request nobody has."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Claim", self.request, self.person, rows)
        return [Put(replace(request, state=state, assignee=self.person)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class TakeOver(AboutRequest):
    """Takes a request a colleague has, by name: `of` is who had it, so a take-over of somebody else's is refused."""

    of: str

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("TakeOver", self.request, self.person, rows)
        if request.assignee != self.of:
            raise Refused("taken", {"by": request.assignee, "at": request.assigned})
        return [Put(replace(request, state=state, assignee=self.person)), event(self, request, {"of": self.of})]


@dataclass(frozen=True, kw_only=True)
class Release(AboutRequest):
    """Gives a request back to the queue."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Release", self.request, self.person, rows)
        return [Put(replace(request, state=state, assignee=None)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class WaitForOther(AboutRequest):
    """Waits for somebody who is neither requester nor team; the promise runs on."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("WaitForOther", self.request, self.person, rows)
        return [Put(replace(request, state=state)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class Resume(AboutRequest):
    """Goes on with a request that waited."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Resume", self.request, self.person, rows)
        return [Put(replace(request, state=state)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class Close(AboutRequest):
    """The requester says: thanks, solved."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Close", self.request, self.person, rows)
        return [Put(replace(request, state=state)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class Cancel(AboutRequest):
    """The requester no longer needs it."""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Cancel", self.request, self.person, rows)
        return [Put(replace(request, state=state)), event(self, request)]


@dataclass(frozen=True, kw_only=True)
class Rate(AboutRequest):
    """Rates the answer, one to five stars; a later rating takes the place of the earlier one."""

    stars: int
    text: str = ""

    def effects(self, rows: Rows) -> Effects:
        request, state = judge("Rate", self.request, self.person, rows)
        if type(self.stars) is not int or not 1 <= self.stars <= 5:
            raise Refused("invalid")
        if len(self.text) > LONGEST:
            raise Refused("too_long")
        return [
            Put(Rating(request.id, self.person, self.stars, self.text, request.team, self.at)),
            Put(replace(request, state=state)),
            event(self, request, {"stars": self.stars}),
        ]

    def words(self) -> str:
        return self.text
