"""Whoever connects with their own password sees and does what the application lets them, and no more.

Each attack must end as it says it does; then nothing may have changed in any table, role, right or object, and no word
of a secret may have come back, be it in a row, an error, a notice or a plan.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.security.attack import Attack, End
from tests.security.attacker import Attacker
from tests.security.families import ATTACKS
from tests.security.town import MAY_COUNT, Town, everything

GUIDE = Path(__file__).parents[2] / "docs" / "administrator" / "README.md"
FEWEST = 180


@pytest.fixture
def town(standing: Town) -> Iterator[Town]:
    """The company before an attack and after it."""
    standing.touched = True  # until the attack has ended as it says, and nothing was found to differ
    yield standing
    standing.tidy()
    if standing.touched:
        standing.known = everything(standing.portal.admin)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.sentence)
def test_an_attack_changes_and_shows_nothing(town: Town, attack: Attack, tally: Counter[str]) -> None:
    with Attacker(town, attack.who) as attacker:
        ends_as_it_says(attack, attacker)

    assert attacker.leaks() == []
    after = everything(town.portal.admin)
    allowed = attack.leaves | MAY_COUNT | ({"what was refused"} if attack.end is End.RECORDED else set())
    differs = differing(town.known, after)
    assert differs - allowed == set()
    town.touched = bool(differs)
    tally[attack.end.value] += 1


def ends_as_it_says(attack: Attack, attacker: Attacker) -> None:
    if attack.end is End.REFUSED:
        with pytest.raises(psycopg.Error) as refusal:
            attack.act(attacker)
        assert refusal.value.sqlstate in attack.codes, refusal.value
        return
    brought = attack.act(attacker)
    if attack.end is End.RECORDED:
        assert brought and set(brought) <= set(attack.codes), brought
    else:
        assert attack.brings(brought), brought


def differing(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def test_there_are_as_many_attacks_as_were_agreed_and_no_two_are_the_same() -> None:
    sentences = Counter(attack.sentence for attack in ATTACKS)

    assert len(ATTACKS) >= FEWEST
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


def test_what_stays_open_is_told_to_the_administrator() -> None:
    """Each way has its row in the guide, and each row there a way that was tried."""
    guide = (
        GUIDE.read_text(encoding="utf-8").partition("## What PostgreSQL gives to everybody")[2].partition("\n## ")[0]
    )
    rows = [line.split("|")[1] for line in guide.splitlines() if line.startswith("|")][2:]
    ways = {attack.row for attack in ATTACKS if attack.end is End.OPEN}

    assert ways
    assert [way for way in ways if not any(way in row for row in rows)] == []
    assert [row for row in rows if not any(way in row for way in ways)] == []
