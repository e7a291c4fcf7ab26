"""After so many days without contact a laptop locks itself; a clock that is set back unlocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from desktop_app.store.contact import LOCK_AFTER, Contacts
from desktop_app.store.engine import open_store
from tests.store.replies import ANI, NOW, Desk

Opened = Callable[..., Desk]
DAY = timedelta(days=1)


@pytest.fixture
def contacts(open_desk: Opened) -> Contacts:
    return open_desk().store.contacts


def locked(contacts: Contacts, now: datetime) -> bool:
    last = contacts.last()
    assert last is not None
    return last.locked(now)


def test_a_laptop_that_never_met_the_company_has_nothing_to_lock(contacts: Contacts) -> None:
    contacts.saw(NOW)
    assert contacts.last() is None


@pytest.mark.parametrize(
    ("days", "after", "is_locked"),
    [
        (30, 30 * DAY - timedelta(seconds=1), False),
        (30, 30 * DAY, True),
        (7, 7 * DAY, True),
        (0, 4000 * DAY, False),
        (None, LOCK_AFTER * DAY, True),
        (None, (LOCK_AFTER - 1) * DAY, False),
    ],
)
def test_it_locks_after_the_days_the_company_said(
    contacts: Contacts, days: int | None, after: timedelta, is_locked: bool
) -> None:
    contacts.met(NOW, days)
    assert locked(contacts, NOW + after) is is_locked


def test_a_contact_opens_it(contacts: Contacts) -> None:
    contacts.met(NOW, 30)
    contacts.saw(NOW + 40 * DAY)
    contacts.met(NOW + 40 * DAY, 30)
    assert not locked(contacts, NOW + 41 * DAY)


def test_a_clock_that_is_set_back_does_not_open_it(contacts: Contacts) -> None:
    contacts.met(NOW, 30)
    contacts.saw(NOW + 31 * DAY)
    for shown in (NOW, NOW - 365 * DAY, NOW + 2 * DAY):
        contacts.saw(shown)
        assert locked(contacts, shown)


def test_days_that_have_passed_still_count_when_the_clock_is_set_back(contacts: Contacts) -> None:
    contacts.met(NOW, 30)
    contacts.saw(NOW + 20 * DAY)
    assert not locked(contacts, NOW)
    last = contacts.last()
    assert last is not None and last.days(NOW) == 20


def test_a_contact_under_a_clock_that_was_wrong_counts_from_what_it_shows_now(contacts: Contacts) -> None:
    """A year ahead when it met the company last, and right now: else it would not lock for a year."""
    contacts.met(NOW + 365 * DAY, 30)
    contacts.met(NOW, 30)
    assert locked(contacts, NOW + 30 * DAY)


def test_what_the_company_says_counts_at_once(contacts: Contacts) -> None:
    contacts.met(NOW, 30)
    contacts.met(NOW + timedelta(minutes=1), 2)
    assert locked(contacts, NOW + 3 * DAY)


def test_a_quiet_sync_writes_nothing(contacts: Contacts) -> None:
    """Each write is a flush to the disk, and a laptop looks once a minute."""
    contacts.met(NOW, 30)
    before = contacts.last()
    contacts.met(NOW + timedelta(minutes=59), 30)
    assert contacts.last() == before
    contacts.met(NOW + timedelta(minutes=61), None)
    assert contacts.last() != before


def test_it_survives_a_restart_and_a_damaged_database(open_desk: Opened) -> None:
    desk = open_desk()
    desk.store.contacts.met(NOW, 7)
    desk.close()
    path = desk.folder / "sigap.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 4096 // 2 * 4096])  # half of it is gone
    desk.store = open_store(desk.folder, login=ANI, clock=lambda: NOW)
    last = desk.store.contacts.last()
    assert last is None or last.lock_after_days == 7  # where the settings can still be read
