"""When the next try comes."""

from __future__ import annotations

import random

from desktop_app.sync.backoff import LONGEST, LONGEST_WHILE_COMMANDS_WAIT, SELDOM, Backoff


def waits(chance: random.Random, count: int, *, commands_wait: bool) -> list[float]:
    backoff = Backoff(chance.random)
    return [backoff.failed(commands_wait=commands_wait) for _ in range(count)]


def test_no_wait_is_longer_than_ten_seconds_while_commands_wait(chance: random.Random) -> None:
    assert max(waits(chance, 2_000, commands_wait=True)) < LONGEST_WHILE_COMMANDS_WAIT


def test_waits_grow_to_five_minutes_when_nothing_is_lost_by_it(chance: random.Random) -> None:
    found = waits(chance, 2_000, commands_wait=False)
    assert max(found[:3]) < 8
    assert LONGEST / 2 < max(found) < LONGEST


def test_a_thousand_laptops_come_back_spread_over_time(chance: random.Random) -> None:
    """Full jitter: no second of the thirty has more than three times its share."""
    backoff = Backoff(chance.random)
    seconds = [int(backoff.spread(commands_wait=False)) for _ in range(1_000)]
    assert set(seconds) == set(range(30))
    assert max(map(seconds.count, range(30))) < 3 * 1_000 / 30
    assert max(backoff.spread(commands_wait=True) for _ in range(1_000)) < 10


def test_a_success_begins_anew(chance: random.Random) -> None:
    backoff = Backoff(chance.random)
    for _ in range(20):
        backoff.failed(commands_wait=False)
    backoff.succeeded()
    assert backoff.failed(commands_wait=False) < 2


def test_what_a_person_must_see_to_is_tried_seldom(chance: random.Random) -> None:
    backoff = Backoff(chance.random)
    found = [backoff.failed(commands_wait=True, needs_a_person=True) for _ in range(100)]
    assert SELDOM / 2 <= min(found) <= max(found) <= SELDOM
