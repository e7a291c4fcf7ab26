"""What this laptop itself knows to be over its time: it may leave in any number, and nobody is asked (I11).

A run of the company's retention takes many requests from every laptop at once, as an emptied database would. The two
are told apart without believing the database: nothing has happened to these requests, as this laptop knows them, for as
long as the published policy keeps what has ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.requests.keeping import has_left, later, policy_for
from desktop_app.domain.requests.rows import Retention
from desktop_app.protocol import wire
from desktop_app.protocol.streams import BY_NAME, Stream, Values
from desktop_app.protocol.wire import Reply
from desktop_app.store.work import Work

_OF_REQUEST = ("request", "message", "event", "attachment", "rating")
_LAST_OF_EACH = """
SELECT r.id, r.team, r.form, max(coalesce(r.received, r.written), coalesce(r.resolved, 0), coalesce(
         (SELECT max(coalesce(e.received, e.written)) FROM event e WHERE e.request = r.id), 0)) FROM request r"""


_SAID = {"message": "received", "event": "received", "rating": "written"}


@dataclass(frozen=True)
class Outlived:
    """The `requests` held that have been kept for long enough; `before` it (microseconds) that is so by any policy."""

    requests: frozenset[str] = frozenset()
    before: int = 0

    def covers(self, stream: Stream, values: Values) -> bool:
        """Whether this row may leave without a question. Where its request left before it, its own time says."""
        if stream.name not in _OF_REQUEST:
            return False
        named = stream.named(values)
        if named["id" if stream.name == "request" else "request"] in self.requests:
            return True
        return stream.name in _SAID and (named[_SAID[stream.name]] or self.before) < self.before


def outlived(work: Work, reply: Reply, now: datetime) -> Outlived:
    """By the policies held and those that come with the reply."""
    policies = {(policy.team, policy.form): policy for policy in work.where(Retention)}
    came: list[Retention] = [BY_NAME["retention"].decode(values) for values in reply.rows.get("retention", ())]
    policies |= {(policy.team, policy.form): policy for policy in came}
    held = work.connection.exec_driver_sql(_LAST_OF_EACH).all()
    known = max([now, *(wire.moment(last) for *_, last in held)])  # a clock that is behind asks nobody
    requests = frozenset(
        id
        for id, team, form, last in held
        if has_left(wire.moment(last), policy_for(policies.values(), team, form), known)
    )
    longest = max((policy.laptop_months for policy in policies.values()), default=None)
    return Outlived(requests, 0 if longest is None else wire.microseconds(later(known, -longest)))
