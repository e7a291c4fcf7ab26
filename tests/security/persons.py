"""Who attacks: each a real person of the company, with a password of their own."""

from __future__ import annotations

from enum import Enum


class Who(Enum):
    """In words that begin a sentence."""

    EMPLOYEE = "an employee"
    """A colleague of the requester's, who answers for no team."""
    REQUESTER = "the requester"
    """Of the request that holds the secrets; not for the team's notes."""
    OTHER_AGENT = "an agent of another team"
    CONTRACTOR = "a contractor"
    """At another site, with the audience of that site."""
    LEAVER = "a leaver"
    """Was an agent of HR, has left, and a session was still open."""
    BARRED = "somebody who was shut out"
    """Was an agent of HR; their laptop may only ask whether to remove its copy."""
    LEAD = "a lead"
    """Of another team."""
    HR = "an HR agent"
    """Reads what HR reads, and nothing else."""


LOGINS = {
    Who.EMPLOYEE: "t-eka",
    Who.REQUESTER: "t-ani",
    Who.OTHER_AGENT: "t-dodi",
    Who.CONTRACTOR: "t-fajar",
    Who.LEAVER: "t-gita",
    Who.BARRED: "t-indra",
    Who.LEAD: "t-hadi",
    Who.HR: "t-citra",
}
