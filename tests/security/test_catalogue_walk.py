"""Nothing is in the portal without a word on who may use it and why."""

from __future__ import annotations

from pathlib import Path

from tests.security.catalogue_walk import objects
from tests.security.town import Town

STATED = Path(__file__).parents[1] / "data" / "portal_policies.txt"


def test_every_object_has_a_stated_policy_and_keeps_it(standing: Town) -> None:
    """A new object wants a line in tests/data/portal_policies.txt: what it is | who may use it | why that is right."""
    lines = [line.split(" | ") for line in STATED.read_text(encoding="utf-8").splitlines() if line]
    stated = {name: who for name, who, _ in lines}
    found = objects(standing.portal.admin)

    assert sorted(found.keys() - stated.keys()) == [], (
        "say in tests/data/portal_policies.txt who may use these, and why"
    )
    assert sorted(stated.keys() - found.keys()) == [], "these are there no more: take their lines out"
    assert {name: who for name, who in found.items() if stated[name] != who} == {}
    assert [name for name, _, why in lines if len(why) < 10] == []
