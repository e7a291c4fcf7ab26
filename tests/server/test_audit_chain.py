"""The chain of a device goes on over what was taken out of it for a reason, and over nothing else."""

from __future__ import annotations

import pytest

from tests.server.portal_bench import Portal, request
from tests.server.test_lifecycle_parity import enter
from tests.server.test_push import claim, note

TAKE_OUT = """
    insert into portal.forgotten (device, first_no, last_no, hash, why, at)
    select device, %(first)s, %(last)s, hash, %(why)s, 0 from portal.event where no = %(last)s
"""


@pytest.fixture
def recorded(portal: Portal) -> Portal:
    """One device with six events."""
    enter(portal, request(id="r"))
    portal.laptop("t-bona").sync(claim("r"), *(note("r") for _ in range(5)))
    return portal


def take_out(portal: Portal, first: int, last: int, why: str = "retention") -> None:
    portal.admin.execute(TAKE_OUT, {"first": first, "last": last, "why": why})
    if why == "retention":
        portal.admin.execute("delete from portal.event where no between %s and %s", [first, last])
    else:
        portal.admin.execute("update portal.event set body = '' where no between %s and %s", [first, last])


def broken(portal: Portal) -> list[tuple[int, str]]:
    return portal.admin.execute("select no, what from portal.broken_links() order by 1, 2").fetchall()


@pytest.mark.parametrize("why", ["retention", "erased"])
@pytest.mark.parametrize("ranges", [[(1, 2)], [(3, 4)], [(5, 6)], [(1, 6)], [(1, 1), (2, 4)], [(2, 2), (4, 4)]])
def test_the_chain_goes_on_over_what_was_taken_out(recorded: Portal, ranges: list[tuple[int, int]], why: str) -> None:
    for first, last in ranges:
        take_out(recorded, first, last, why)

    assert broken(recorded) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("delete from portal.event where no = 5", [(6, "a number is missing before it")]),
        ("update portal.event set body = body || ' ' where no = 5", [(5, "it is not what was recorded")]),
        ("update portal.forgotten set hash = sha256('x')", [(5, "it is not what was recorded")]),
        ("delete from portal.forgotten", [(5, "a number is missing before it")]),
        ("update portal.forgotten set last_no = 3", [(5, "a number is missing before it")]),
                ("update portal.forgotten set device = 'other'", [
            (None, "events of a device that is not known"), (3, "a number is missing before it"),
            (5, "a number is missing before it"),
        ]),
    ],
)  # fmt: skip
def test_what_happens_around_what_was_taken_out_is_found(
    recorded: Portal, change: str, found: list[tuple[int, str]]
) -> None:
    take_out(recorded, 3, 4)

    recorded.admin.execute(change)

    assert sorted(broken(recorded), key=str) == sorted(found, key=str)


def test_ranges_that_lie_over_each_other_are_found(recorded: Portal) -> None:
    take_out(recorded, 2, 4)
    recorded.admin.execute("insert into portal.forgotten select device, 4, 5, hash, why, at from portal.forgotten")

    assert (4, "its number was taken out of the chain already") in broken(recorded)


def test_words_that_are_said_to_be_erased_and_stand_there_are_found(recorded: Portal) -> None:
    take_out(recorded, 2, 3, "erased")

    recorded.admin.execute("update portal.event set body = 'words' where no = 3")

    assert broken(recorded) == [(3, "it was taken out of the chain, and stands there")]


def test_an_event_shown_to_others_than_those_of_its_request_is_found(recorded: Portal) -> None:
    recorded.admin.execute("update portal.event set team = 'it' where no = 4")

    assert broken(recorded) == [(4, "it is shown to others than those of its request")]


@pytest.mark.parametrize(
    "change",
    ["requester = null where requester is not null", "request = 'x'", "data = '{\"note\": true}'", "kind = 'AddReply'"],
)
def test_what_a_step_left_in_the_timeline_is_part_of_the_chain(recorded: Portal, change: str) -> None:
    recorded.admin.execute(f"update portal.event set {change}")  # type: ignore[call-overload]

    assert "it is not what was recorded" in {what for _, what in broken(recorded)}
