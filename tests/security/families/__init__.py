"""All attacks there are, a family a module."""

from tests.security.families import (
    answers,
    catalogue,
    errors,
    exhaustion,
    files,
    forgeries,
    identity,
    leavers,
    outside,
    reading,
    sessions,
    writing,
)

FAMILIES = (
    reading,
    catalogue,
    errors,
    identity,
    sessions,
    writing,
    forgeries,
    answers,
    files,
    leavers,
    outside,
    exhaustion,
)
ATTACKS = [attack for family in FAMILIES for attack in family.ATTACKS]
