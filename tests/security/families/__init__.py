"""All attacks there are, a family a module."""

from tests.security.families import (
    answers,
    articles,
    ballots,
    catalogue,
    errors,
    exhaustion,
    files,
    forgeries,
    identity,
    keeping,
    leavers,
    outside,
    reading,
    sessions,
    shut_out,
    writing,
)

FAMILIES = (
    reading,
    catalogue,
    errors,
    identity,
    sessions,
    shut_out,
    writing,
    forgeries,
    answers,
    ballots,
    keeping,
    articles,
    files,
    leavers,
    outside,
    exhaustion,
)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]
