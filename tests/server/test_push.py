"""Commands are taken exactly once, in order, from the device they belong to; a refusal holds up nobody behind it."""

from __future__ import annotations

import json
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import psycopg
import pytest

from desktop_app.domain.requests.conversation import AddReply, Resolve
from desktop_app.domain.requests.handling import Claim
from desktop_app.protocol import wire
from tests.server.portal_bench import NOW, Laptop, Portal, request, some_id
from tests.server.test_lifecycle_parity import enter, submit

BOOK = 20_000
REFUSALS = {"failed", "invalid", "unknown", "invalid_file", "wrong_state", "unknown_command", "not_yours"}


def note(request: str, person: str = "t-bona", text: str = "x") -> AddReply:
    return AddReply(id=some_id(), person=person, at=NOW, request=request, text=text, internal=True)


def claim(request: str, person: str = "t-bona") -> Claim:
    return Claim(id=some_id(), person=person, at=NOW, request=request)


def outcomes(reply: wire.Reply) -> list[tuple[int, str | None]]:
    return [(outcome.no, outcome.code) for outcome in reply.outcomes]


def raw(no: int, kind: str, body: Any, id: str | None = None, at: int = 0) -> list[Any]:
    return [no, kind, id or some_id(), at, body if isinstance(body, str) else json.dumps(body)]


def refused_call(laptop: Laptop, *commands: Any) -> str:
    with pytest.raises(psycopg.Error) as refused:
        laptop.call(commands)
    return refused.value.sqlstate or ""


def test_a_repeat_gets_the_stored_outcome_and_changes_nothing(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    line = laptop.numbered(submit())
    first = laptop.call([line])

    again = laptop.call([line])

    assert outcomes(first) == outcomes(again) == [(1, None)]
    assert portal.value("select count(*) from portal.request") == 1
    assert portal.value("select count(*) from portal.event") == 1


def test_a_refusal_is_repeated_with_its_data(portal: Portal) -> None:
    enter(portal, request("in_progress", id="r", assignee="t-citra", assigned=NOW))
    laptop = portal.laptop("t-bona")
    line = laptop.numbered(claim("r"))

    first, again = laptop.call([line]), laptop.call([line])

    assert first.outcomes == again.outcomes
    assert first.outcomes[0].data == {"by": "t-citra", "at": wire.microseconds(NOW)}


def test_what_comes_after_a_gap_waits(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    lines = [laptop.numbered(submit()) for _ in range(4)]

    reply = laptop.call([lines[0], lines[2], lines[3]])
    later = laptop.call(lines)

    assert outcomes(reply) == [(1, None)]
    assert [no for no, _ in outcomes(later)] == [1, 2, 3, 4]
    assert laptop.hello()["last_no"] == 4


def test_another_command_under_a_used_number_is_a_double(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    laptop.sync(submit())
    laptop.no = 0

    assert refused_call(laptop, laptop.numbered(submit())) == "PT409"


def test_a_device_belongs_to_one_login(portal: Portal) -> None:
    portal.laptop("t-ani", "the-laptop")
    stranger = Laptop(portal.connect("t-eka"), "the-laptop")

    with pytest.raises(psycopg.Error) as refused:
        stranger.hello()

    assert refused.value.sqlstate == "PT403"
    assert refused_call(stranger) == "PT403"


def test_a_revoked_device_is_put_out(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    portal.admin.execute("update portal.device set revoked = true")

    assert refused_call(laptop) == "PT403"


def test_who_is_no_longer_in_the_company_gets_nothing(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    portal.admin.execute("delete from portal.person where login = 't-ani'")

    assert refused_call(laptop) == "PT403"


def test_the_person_is_whoever_logged_in(portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-eka")
    forged = raw(1, "AddReply", {"request": "r", "text": "x", "person": "t-bona", "author": "t-bona", "me": "t-bona"})

    reply = laptop.call([forged])

    assert outcomes(reply) == [(1, "unknown")]
    assert portal.value("select person from portal.event") == "t-eka"


def test_an_unknown_kind_is_refused_and_recorded(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")

    reply = laptop.call([raw(1, "Teleport", {"to": "Bali"})])

    assert outcomes(reply) == [(1, "unknown_command")]
    assert portal.value("select body from portal.event") == '{"to": "Bali"}'


@pytest.mark.parametrize(
    "broken",
    [
        raw(1, "Submit", "{not json"),
        raw(1, "Submit", '{"form": "question\\u0000"}'),
        raw(1, "Submit", "[]"),
        raw(1, "Submit", "null"),
        raw(1, "Submit", {"form": "question", "version": "one"}),
        raw(1, "AddReply", {"request": {"a": 1}, "text": ["x"], "internal": "perhaps"}),
        raw(1, "AddReply", {"request": "r", "text": "x", "internal": "perhaps"}),
        raw(1, "AddReply", {"request": "r", "text": "x", "files": "many"}),
        raw(1, "Rate", {"request": "r", "stars": {"of": 5}}),
        raw(1, "Submit", {}, id="x" * 65),
        raw(1, "Submit", {}, at=-1),
        raw(1, "Submit", {}, at=9_000_000_000_000_000_000),
        raw(1, "AddReply" * 1000, {}),
        raw(1, "", ""),
    ],
    ids=range(14),
)
def test_a_broken_command_is_refused_and_the_next_goes_on(portal: Portal, broken: list[Any]) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-ani")
    laptop.no = 1

    reply = laptop.call([broken, laptop.numbered(submit())])

    assert [outcome.no for outcome in reply.outcomes] == [1, 2]
    assert reply.outcomes[0].code in REFUSALS
    assert reply.outcomes[1].code is None
    assert portal.value("select count(*) from portal.broken_links()") == 0


def test_a_defect_in_one_command_is_told_in_words_and_the_next_goes_on(portal: Portal) -> None:
    portal.admin.execute(
        "create or replace function portal.apply_claim(c portal.command) returns portal.step language plpgsql as"
        " $$ begin return (select nowhere from portal.request); end $$"
    )
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-bona")

    reply = laptop.sync(claim("r"), note("r"))

    assert outcomes(reply) == [(1, "failed"), (2, None)]
    assert "nowhere" in reply.outcomes[0].data["words"]


def test_an_id_that_was_used_is_refused(portal: Portal) -> None:
    enter(portal, request(id="r"))
    bona, citra = portal.laptop("t-bona"), portal.laptop("t-citra")
    first = note("r")
    bona.sync(first)

    copied = raw(1, "Claim", {"request": "r"}, id=first.id)

    assert outcomes(citra.call([copied])) == [(1, "failed")]
    assert portal.value("select assignee from portal.request") is None


def test_a_lock_that_is_not_given_in_time_is_tried_again_later(portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-bona")
    line = laptop.numbered(claim("r"))
    with portal.admin.transaction():
        portal.admin.execute("select from portal.request for update")
        laptop.connection.execute("set lock_timeout = '50ms'")
        assert refused_call(laptop, line) == "55P03"

    assert outcomes(laptop.call([line])) == [(1, None)]


def test_a_call_takes_a_hundred_commands(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    lines = [laptop.numbered(submit()) for _ in range(101)]

    assert refused_call(laptop, *lines) == "PT413"
    assert len(laptop.call(lines[:100]).outcomes) == 100


def test_a_call_takes_a_megabyte(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")

    assert refused_call(laptop, *[raw(no, "Claim", "x" * BOOK) for no in range(1, 100)]) == "PT413"


def test_a_flood_is_stopped_over_all_devices_of_a_person(portal: Portal) -> None:
    first, second, other = portal.laptop("t-ani"), portal.laptop("t-ani"), portal.laptop("t-eka")
    first.sync(submit())
    hour = portal.value("select quota_hour from portal.device where quota_used > 0")
    portal.admin.execute("update portal.device set quota_used = 1999 where quota_hour = %s", [hour])

    assert refused_call(second, *[raw(no, "Claim", {"request": "r"}) for no in (1, 2)]) == "PT429"
    assert outcomes(second.call([raw(1, "Claim", {"request": "r"})])) == [(1, "unknown")]
    assert outcomes(other.sync(submit())) == [(1, None)]


def test_a_person_cannot_make_devices_without_end(portal: Portal) -> None:
    portal.admin.execute("insert into portal.device select 'd' || g, 't-ani' from generate_series(1, 50) g")

    with pytest.raises(psycopg.Error) as refused:
        Laptop(portal.connect("t-ani"), "one more").hello()

    assert refused.value.sqlstate == "PT429"


def test_a_schema_it_does_not_take_is_said(portal: Portal) -> None:
    connection = portal.connect("t-ani")
    for schema in (0, 99, None):
        with pytest.raises(psycopg.Error) as refused:
            connection.execute("select portal_api.hello('d', %s)", [schema])
        assert refused.value.sqlstate == "PT426"


def test_a_request_gets_its_number_and_calendar_from_its_team(portal: Portal) -> None:
    portal.laptop("t-ani").sync(submit(), submit("repair", answers={"text": "AC"}), submit())

    found = portal.admin.execute("select number, team, calendar from portal.request order by number").fetchall()

    assert found == [("HR-1001", "hr", "office@1"), ("HR-1002", "hr", "office@1"), ("IT-1001", "it", "office@1")]


def test_of_two_who_claim_one_is_told_who_was_faster(portal: Portal) -> None:
    enter(portal, request(id="r"))
    bona, citra = portal.laptop("t-bona"), portal.laptop("t-citra")
    bona.sync(claim("r"))
    late = citra.sync(
        claim("r", "t-citra"), AddReply(id=some_id(), person="t-citra", at=NOW, request="r", text="Halo", take=True)
    )

    assert outcomes(late) == [(1, "taken"), (2, "taken")]
    assert late.outcomes[0].data["by"] == "t-bona"
    assert late.outcomes[0].data["at"] == portal.value("select assigned from portal.request")
    assert portal.value("select count(*) from portal.message") == 0


def test_one_wins_each_of_many_races(portal: Portal) -> None:
    ids = [f"r{number}" for number in range(40)]
    enter(portal, *(request(id=one) for one in ids))
    laptops = [portal.laptop(login) for login in ("t-bona", "t-citra") for _ in range(2)]
    start = threading.Barrier(len(laptops))

    def race(laptop: Laptop, login: str) -> list[str]:
        start.wait()
        won = []
        for one in ids:
            if laptop.sync(claim(one, login)).outcomes[0].code is None:
                won.append(one)
        return won

    with ThreadPoolExecutor() as pool:
        wins = list(pool.map(race, laptops, ["t-bona", "t-bona", "t-citra", "t-citra"]))

    assert Counter(one for won in wins for one in won) == Counter(ids)


def test_batches_that_name_the_same_requests_in_any_order_do_not_deadlock(portal: Portal, chance: Any) -> None:
    ids = [f"r{number}" for number in range(6)]
    enter(portal, *(request(id=one) for one in ids))
    laptops = [(portal.laptop(login), login) for login in ("t-bona", "t-citra") for _ in range(2)]
    orders = [[chance.sample(ids, 6) for _ in range(15)] for _ in laptops]

    def live(number: int) -> int:
        laptop, login = laptops[number]
        return sum(len(laptop.sync(*(note(one, login) for one in order)).outcomes) for order in orders[number])

    with ThreadPoolExecutor() as pool:
        done = list(pool.map(live, range(len(laptops))))

    assert done == [90] * 4
    assert portal.value("select count(*) from portal.message") == 360


def test_one_device_on_two_connections_is_taken_once(portal: Portal) -> None:
    first = portal.laptop("t-ani")
    second = Laptop(portal.connect("t-ani"), first.device, first.cursor, first.scopes)
    lines = [first.numbered(submit()) for _ in range(60)]
    batches = [lines[at : at + 3] for at in range(0, 60, 3)]

    with ThreadPoolExecutor() as pool:
        list(pool.map(lambda laptop: [laptop.call(batch) for batch in batches], (first, second)))

    assert portal.value("select count(*) from portal.request") == 60
    assert portal.value("select array_agg(no order by no) from portal.event") == list(range(1, 61))


def test_every_event_follows_from_the_one_before(portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-bona")
    laptop.sync(claim("r"), claim("r"), note("r", text="Ünïcode 🙂"))
    laptop.sync(Resolve(id=some_id(), person="t-bona", at=NOW, request="r", text="selesai"))

    assert portal.admin.execute("select * from portal.broken_links()").fetchall() == []


@pytest.mark.parametrize(
    "forgery",
    [
        "update portal.event set body = replace(body, 'x', 'y') where no = 2",
        "update portal.event set person = 't-citra' where no = 2",
        "update portal.event set outcome = null where no = 1",
        "update portal.event set received = received - 1 where no = 3",
        "update portal.event set at = at + 1 where no = 1",
        "delete from portal.event where no = 2",
        "delete from portal.event where no = 3",
        "delete from portal.device",
    ],
)
def test_a_forgery_in_the_audit_is_found(portal: Portal, forgery: str) -> None:
    enter(portal, request("cancelled", id="r"))
    portal.laptop("t-bona").sync(claim("r"), note("r"), note("r"))

    portal.admin.execute(forgery)

    assert portal.value("select count(*) from portal.broken_links()") > 0


def test_what_is_hashed_depends_on_no_setting_of_the_session(portal: Portal) -> None:
    enter(portal, request(id="r"))
    laptop = portal.laptop("t-bona")
    laptop.connection.execute("set datestyle = 'German'; set timezone = 'Asia/Jayapura'; set bytea_output = 'escape'")
    laptop.connection.execute("set extra_float_digits = -15; set intervalstyle = 'iso_8601'; set lc_monetary = 'C'")
    laptop.sync(note("r"), note("r"))

    assert portal.value("select count(*) from portal.broken_links()") == 0


def test_a_command_is_lost_with_its_transaction(portal: Portal) -> None:
    laptop = portal.laptop("t-ani")
    line = laptop.numbered(submit())
    with closing(portal.connect("t-ani")) as cut:
        cut.execute("begin")
        Laptop(cut, laptop.device, laptop.cursor, laptop.scopes).call([line])

    assert outcomes(laptop.call([line])) == [(1, None)]
    assert portal.value("select count(*) from portal.event") == 1
