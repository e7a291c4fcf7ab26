"""A laptop has a way in of its own: a second one closes no first, one is shut out and the others not."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from sigap_server.enrol import Enrolment, enrol
from sigap_server.logins import give_login
from sigap_server.ways_in import bar, devices_of, revoke_device, unbar, ways_of
from tests.server.admin_bench import Admin
from tests.server.portal_bench import NOW, PASSWORD, Laptop, Portal, newcomer, request, some_id
from tests.server.test_lifecycle_parity import enter, submit

SECRET = "made by a laptop"


@pytest.fixture
def portal(shared_portal: Portal) -> Portal:
    return shared_portal


@pytest.fixture
def somebody(portal: Portal) -> str:
    return newcomer(portal)


def code_for(portal: Portal, login: str, days: float = 14) -> Enrolment:
    info = portal.admin.info
    where = f"postgresql://{{login}}@{info.host}:{info.port}/{info.dbname}"
    (made,) = enrol(portal.admin, [login], where, timedelta(days=days))
    return made


def comes_in(portal: Portal, made: Enrolment, secret: str = SECRET) -> psycopg.Connection:
    """Uses the code as a laptop does; its connection with the secret it made."""
    role = psycopg.conninfo.conninfo_to_dict(made.url)["user"]
    with psycopg.connect(made.url, password=made.code, autocommit=True) as first:
        verifier = first.pgconn.encrypt_password(secret.encode(), str(role).encode(), b"scram-sha-256").decode()
        first.execute("select portal_api.enroll(%s)", [verifier])
    connection = psycopg.connect(made.url, password=secret, autocommit=True)
    portal.opened.append(connection)
    return connection


def farewell(connection: psycopg.Connection, device: str = "x", *, done: bool = False) -> dict[str, Any]:
    row = connection.execute("select portal_api.farewell(%s, %s)", [device, done]).fetchone()
    assert row is not None
    said: dict[str, Any] = json.loads(row[0])
    return said


def test_a_code_for_a_second_laptop_leaves_the_first_its_secret(portal: Portal, somebody: str) -> None:
    first = comes_in(portal, code_for(portal, somebody), "of the first")
    second = comes_in(portal, code_for(portal, somebody), "of the second")

    assert ways_of(portal.admin, somebody) == [somebody, f"{somebody}~2"]
    psycopg.connect(first.info.dsn, password="of the first").close()
    psycopg.connect(second.info.dsn, password="of the second").close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(first.info.dsn, password="of the second")


def test_a_code_that_nobody_used_gives_way_to_a_newer_one(portal: Portal, somebody: str) -> None:
    old, new = code_for(portal, somebody), code_for(portal, somebody)

    assert (old.url, ways_of(portal.admin, somebody)) == (new.url, [somebody])
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(old.url, password=old.code)
    comes_in(portal, new)


def test_an_expired_code_gives_way_to_a_newer_one_too(portal: Portal, somebody: str) -> None:
    old = code_for(portal, somebody, days=-1)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(old.url, password=old.code)

    comes_in(portal, code_for(portal, somebody))
    assert ways_of(portal.admin, somebody) == [somebody]


def test_a_code_that_expired_meanwhile_sets_no_secret(portal: Portal, somebody: str) -> None:
    """PostgreSQL looks at the end of a password when somebody connects, and then no more."""
    made = code_for(portal, somebody)
    with psycopg.connect(made.url, password=made.code, autocommit=True) as waiting:
        portal.admin.execute("update portal.enrolment set expires = 0 where login = %s", [somebody])
        verifier = waiting.pgconn.encrypt_password(b"late", somebody.encode(), b"scram-sha-256").decode()
        with pytest.raises(psycopg.Error) as late:
            waiting.execute("select portal_api.enroll(%s)", [verifier])

    assert late.value.sqlstate == "PT403"


def test_by_either_way_it_is_the_same_person_with_devices_of_their_own(portal: Portal, somebody: str) -> None:
    one = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    two = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    assert {one.hello()["login"], two.hello()["login"]} == {somebody}
    one.sync()
    asked = submit(person=somebody)
    two.sync()
    assert two.sync(asked).outcomes[0].code is None
    one.sync()

    assert asked.id in one.keys("request")
    by = portal.admin.execute("select person, device from portal.event where id = %s", [asked.id]).fetchone()
    assert by == (somebody, two.device)
    portal.admin.execute("insert into portal.device (id, login) values (%s, 't-ani')", [other := some_id()])
    with pytest.raises(psycopg.Error) as taken:
        Laptop(two.connection, other).hello()
    assert taken.value.sqlstate == "PT403"


def test_files_go_by_a_second_way_too(portal: Portal, somebody: str) -> None:
    comes_in(portal, code_for(portal, somebody))
    second = comes_in(portal, code_for(portal, somebody))
    asked = request(requester=somebody)
    enter(portal, asked)
    portal.admin.execute(
        "insert into portal.attachment (id, request, name, size, sha256, requester, team, sender)"
        " values (%s, %s, 'a.txt', 3, %s, %s, 'hr', %s)",
        [asked.id, asked.id, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", somebody, somebody],
    )

    assert second.execute("select portal_api.chunk_put(%s, 0, 'abc')", [asked.id]).fetchone() == (True,)


def calls(portal: Portal) -> list[str]:
    """Everything a laptop may call, with nulls for arguments."""
    rows = portal.admin.execute(
        "select format('select portal_api.%I(%s)', proname, (select string_agg('null::' || format_type(t, null), ', ')"
        " from unnest(proargtypes) t)) from pg_proc"
        " where pronamespace = 'portal_api'::regnamespace and proname <> 'farewell'"
    ).fetchall()
    return [call for (call,) in rows]


def test_who_is_blocked_is_put_out_and_may_ask_one_thing(portal: Portal, somebody: str) -> None:
    laptop = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    laptop.hello()
    bar(portal.admin, ways_of(portal.admin, somebody), "blocked", wipe=True, now=NOW)

    with pytest.raises(psycopg.OperationalError):
        laptop.connection.execute("select 1")
    with psycopg.connect(laptop.connection.info.dsn, password=SECRET, autocommit=True) as again:
        for call in calls(portal):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                again.execute(call)  # type: ignore[arg-type]
        said = farewell(again, laptop.device)
    assert (said["closed"], said["wipe"], said["reason"]) == (True, True, "blocked")
    assert said["incarnation"] == portal.value("select incarnation from portal.meta")
    (device,) = devices_of(portal.admin, somebody)
    assert device.told is not None and device.wiped is None


def test_only_the_person_s_own_device_is_noted(portal: Portal, somebody: str) -> None:
    other = portal.laptop("t-ani")
    connection = comes_in(portal, code_for(portal, somebody))
    bar(portal.admin, [somebody], "blocked", wipe=True, now=NOW)
    with psycopg.connect(connection.info.dsn, password=SECRET, autocommit=True) as again:
        farewell(again, other.device, done=True)

    assert portal.value("select told is null and wiped is null from portal.device where id = %s", other.device)


def test_who_is_let_in_again_goes_on_with_the_same_secret(portal: Portal, somebody: str) -> None:
    laptop = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    bar(portal.admin, ways_of(portal.admin, somebody), "blocked", wipe=True, now=NOW)
    assert unbar(portal.admin, somebody, "left") == []
    assert unbar(portal.admin, somebody, "blocked") == [somebody]

    with psycopg.connect(laptop.connection.info.dsn, password=SECRET, autocommit=True) as again:
        assert Laptop(again, laptop.device).hello()["login"] == somebody
        said = farewell(again, laptop.device)
        assert (said["closed"], said["wipe"], said["reason"], said["since"]) == (False, False, None, None)


def test_who_comes_back_after_leaving_gets_a_way_that_is_not_barred(portal: Portal, somebody: str) -> None:
    comes_in(portal, code_for(portal, somebody))
    bar(portal.admin, ways_of(portal.admin, somebody), "left", wipe=True, now=NOW)

    assert Laptop(comes_in(portal, code_for(portal, somebody)), some_id()).hello()["login"] == somebody
    assert portal.value("select array_agg(way) from portal.barred where login = %s", somebody) == [somebody]


def test_a_password_given_by_hand_lets_a_barred_way_in_again(portal: Portal, somebody: str) -> None:
    comes_in(portal, code_for(portal, somebody))
    bar(portal.admin, [somebody], "blocked", wipe=True, now=NOW)
    give_login(portal.admin, somebody, PASSWORD)

    assert Laptop(portal.connect(somebody), some_id()).hello()["login"] == somebody


def test_one_lost_laptop_is_shut_out_and_the_other_goes_on(portal: Portal, somebody: str) -> None:
    lost = Laptop(comes_in(portal, code_for(portal, somebody), "of the lost"), some_id())
    kept = Laptop(comes_in(portal, code_for(portal, somebody), "of the kept"), some_id())
    lost.hello()
    kept.hello()

    revoked, others = revoke_device(portal.admin, lost.device, NOW)

    assert (revoked.way, others) == (somebody, [])
    kept.sync()
    with psycopg.connect(lost.connection.info.dsn, password="of the lost", autocommit=True) as again:
        for device in (lost.device, some_id()):  # nor as a laptop that nobody knows
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                Laptop(again, device).hello()
        assert farewell(again, lost.device)["reason"] == "revoked"


def test_a_lost_laptop_that_shares_its_way_is_refused_and_the_others_are_named(portal: Portal, somebody: str) -> None:
    lost = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    kept = Laptop(lost.connection, some_id())
    lost.hello()
    kept.hello()

    _, others = revoke_device(portal.admin, lost.device, NOW)

    assert [other.id for other in others] == [kept.device]
    with psycopg.connect(lost.connection.info.dsn, password=SECRET, autocommit=True) as again:
        with pytest.raises(psycopg.Error) as refused:
            Laptop(again, lost.device).hello()
        assert refused.value.sqlstate == "PT403"
        assert farewell(again, lost.device)["wipe"]
        assert Laptop(again, kept.device).hello()["login"] == somebody
        assert not farewell(again, kept.device)["closed"]


def test_the_administrator_sees_and_shuts_out(
    portal: Portal, somebody: str, typed: Callable[[str], Admin]
) -> None:  # fmt: skip
    info = portal.admin.info
    admin = typed(f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}")
    assert admin.does("devices", "list", somebody) == f"No laptop of {somebody} has ever come in."
    laptop = Laptop(comes_in(portal, code_for(portal, somebody)), some_id())
    laptop.hello()
    assert f"{laptop.device}  by {somebody}  seen " in admin.does("devices", "list", somebody)
    assert json.loads(admin.does("devices", "list", somebody, "--json"))[0]["closed"] is False

    assert "removes its copy" in admin.does("devices", "revoke", laptop.device)

    assert "shut out, not reached yet" in admin.does("devices", "list", somebody)
    with psycopg.connect(laptop.connection.info.dsn, password=SECRET, autocommit=True) as again:
        farewell(again, laptop.device)
        assert "shut out, told " in admin.does("devices", "list", somebody)
        farewell(again, laptop.device, done=True)
        assert "removed its copy" in admin.does("devices", "list", somebody)
    assert admin.fails("devices", "revoke", "none").startswith("No laptop has the name none")


def test_the_administrator_blocks_and_unblocks(
    portal: Portal, somebody: str, typed: Callable[[str], Admin]
) -> None:  # fmt: skip
    info = portal.admin.info
    admin = typed(f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}")
    assert admin.fails("people", "block", somebody) == f"{somebody} has no way in."
    connection = comes_in(portal, code_for(portal, somebody))
    second = comes_in(portal, code_for(portal, somebody))

    assert "also what was not sent" in admin.does("people", "block", somebody)
    for one in (connection, second):
        with pytest.raises(psycopg.OperationalError):
            one.execute("select 1")
    assert "can come in again" in admin.does("people", "unblock", somebody)
    assert admin.fails("people", "unblock", somebody) == f"{somebody} is not blocked."

    assert "keep what is on them" in admin.does("people", "block", somebody, "--keep-data")
    with pytest.raises(psycopg.OperationalError, match="not permitted to log in"):
        psycopg.connect(connection.info.dsn, password=SECRET)
    admin.does("people", "unblock", somebody)
    psycopg.connect(connection.info.dsn, password=SECRET).close()


def test_when_laptops_lock_themselves_is_told_with_the_greeting(
    portal: Portal, typed: Callable[[str], Admin]
) -> None:  # fmt: skip
    info = portal.admin.info
    admin = typed(f"postgresql://{info.user}:{info.password}@{info.host}:{info.port}/{info.dbname}")
    laptop = portal.laptop("t-ani")
    assert laptop.hello()["lock_after_days"] == 30

    assert admin.does("devices", "lock-after", "7") == "Laptops lock themselves after 7 days without contact."
    assert laptop.hello()["lock_after_days"] == 7
    assert admin.does("devices", "lock-after", "0") == "Laptops never lock themselves."
    admin.does("devices", "lock-after", "30")
