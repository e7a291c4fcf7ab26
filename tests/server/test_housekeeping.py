"""Tombstones that every laptop has had go, and who was away for longer begins again; files that never came are lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import psycopg
import pytest

from desktop_app.domain.people.rows import Membership
from desktop_app.domain.requests.rows import Attachment
from sigap_server.install import restored
from sigap_server.retention import run
from sigap_server.rows import remove
from tests.server.life_bench import Life, in_months
from tests.server.portal_bench import Portal
from tests.server.test_files import announced, call, complete, put
from tests.server.test_push import refused_call

PIECE = 256 * 1024


def left(portal: Portal) -> int:
    return int(portal.value("select count(*) from portal.departed"))


def leave_and_return(portal: Portal) -> None:
    """Tombstones without anything else."""
    remove(portal.admin, Membership, [("t-citra", "hr")])
    portal.admin.execute("insert into portal.membership (person, team) values ('t-citra', 'hr')")


def test_tombstones_go_after_half_a_year(portal: Portal) -> None:
    leave_and_return(portal)
    run(portal.admin, in_months(0))
    assert run(portal.admin, in_months(5)).tombstones == 0
    leave_and_return(portal)

    assert run(portal.admin, in_months(7)).tombstones == 1
    assert left(portal) == 1


def test_a_laptop_that_was_away_for_longer_is_told_to_begin_again(portal: Portal) -> None:
    away, here = portal.laptop("t-bona"), portal.laptop("t-citra")
    leave_and_return(portal)
    run(portal.admin, in_months(0))
    here.sync()
    run(portal.admin, in_months(7))

    assert refused_call(away) == "PT410"
    here.sync()
    away.cursor = None
    away.call()


def test_a_laptop_that_has_had_all_tombstones_that_went_goes_on(portal: Portal) -> None:
    laptop = portal.laptop("t-bona")
    leave_and_return(portal)
    laptop.sync()
    run(portal.admin, in_months(0))
    laptop.sync()
    run(portal.admin, in_months(7))

    laptop.sync()


def test_a_restore_begins_without_a_floor(portal: Portal) -> None:
    run(portal.admin, in_months(0))
    leave_and_return(portal)
    run(portal.admin, in_months(7))
    restored(portal.admin)
    assert portal.value("select floor::text || (select count(*) from portal.watermark) from portal.meta") == "00"


def test_what_was_told_often_is_told_once_and_missed_by_nobody(portal: Portal) -> None:
    laptop = portal.laptop("t-bona")
    for name in ("a", "b", "c"):
        portal.admin.execute("update portal.article set title = %s where id = 'leave'", [name])
    run(portal.admin, in_months(0))
    run(portal.admin, in_months(1))

    assert portal.value("select count(*) from portal.told where stream = 'article' and scope = 'all'") == 1
    laptop.sync()
    assert laptop.rows["article"][("leave", "id")][2] == "c"


@pytest.fixture
def content() -> bytes:
    return bytes(range(256)) * 1024 + b"more"


def row(laptop: Any, file: str) -> Attachment:
    from desktop_app.protocol.streams import BY_NAME

    laptop.sync()
    found: Attachment = BY_NAME["attachment"].decode(laptop.rows["attachment"][(file,)])
    return found


def test_a_file_that_did_not_come_for_a_month_is_lost_and_both_sides_are_told(portal: Portal, content: bytes) -> None:
    sender, agent = portal.laptop("t-ani"), portal.laptop("t-bona")
    file = announced(sender, content)
    put(sender, file, 0, content)

    assert run(portal.admin, in_months(0)).lost_files == 0
    assert run(portal.admin, in_months(0) + timedelta(days=31)).lost_files == 1

    assert (row(sender, file).lost, row(agent, file).lost) == (True, True)
    assert portal.value("select count(*) from portal.chunk") == 0


def test_a_lost_file_that_comes_after_all_is_there(portal: Portal, content: bytes) -> None:
    sender = portal.laptop("t-ani")
    file = announced(sender, content)
    run(portal.admin, in_months(2))
    put(sender, file, 0, content)
    put(sender, file, 1, content)

    assert complete(sender, file)
    assert not row(sender, file).lost


def test_pieces_of_a_file_that_is_not_there_go_and_those_of_archived_ones_stay(portal: Portal, content: bytes) -> None:
    sender = portal.laptop("t-ani")
    kept = announced(sender, content)
    put(sender, kept, 0, content)
    put(sender, kept, 1, content)
    portal.admin.execute("update portal.request set state = 'cancelled'")
    portal.admin.execute("insert into portal.chunk values ('nothing/0', 0, 'x')")

    assert run(portal.admin, in_months(13)).stray_files == 1
    assert portal.value("select count(*) from portal.attachment_archive") == 1
    assert portal.value("select array_agg(distinct attachment) from portal.chunk") == [kept]
    assert portal.value("select count(*) from portal.faults()") == 0

    run(portal.admin, in_months(62))
    assert portal.value("select count(*) from portal.chunk") == 0


def test_a_file_that_was_put_away_is_no_longer_given(portal: Portal, content: bytes) -> None:
    sender = portal.laptop("t-ani")
    file = announced(sender, content)
    put(sender, file, 0, content)
    put(sender, file, 1, content)
    portal.admin.execute("update portal.request set state = 'cancelled'")
    run(portal.admin, in_months(13))
    with pytest.raises(psycopg.Error) as refused:
        call(sender, "select portal_api.chunk_get(%s, 0)", file)
    assert refused.value.sqlstate == "PT404"


def test_counts_of_old_days_and_codes_nobody_used_go(portal: Portal) -> None:
    Life(portal)
    portal.admin.execute("insert into portal.upload values ('t-ani', 1, 5)")
    portal.admin.execute("insert into portal.enrolment values ('t-ani', 1)")
    run(portal.admin, in_months(0))
    assert portal.value("select count(*) from portal.upload") == 0
    assert portal.value("select count(*) from portal.enrolment") == 0
