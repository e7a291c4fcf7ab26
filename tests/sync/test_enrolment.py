"""The one-time code of an administrator becomes a secret that only the laptop knows, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import quote

import pytest
from psycopg.conninfo import conninfo_to_dict

from desktop_app.sync.enrolment import comes_in, enrol
from desktop_app.sync.problems import Problem, SyncFailed
from sigap_server import enrol as administrator
from sigap_server.logins import take_login
from tests.sync.bench import HASTY
from tests.world import PASSWORD, REQUESTER, World


@pytest.fixture
def enrolling(world: World) -> Iterator[World]:
    """A company with somebody who is given codes."""
    yield world
    world.admin.execute("truncate portal.enrolment")


def code(world: World, days: float = 14) -> tuple[str, str]:
    """Where a further laptop of Citra's comes in, and the code."""
    info = world.admin.info
    where = f"postgresql://{{login}}@{info.host}:{info.port}/{world.database}"
    (made,) = administrator.enrol(world.admin, [REQUESTER], where, timedelta(days=days))
    return made.url, made.code


def role(where: str) -> str:
    return str(conninfo_to_dict(where)["user"])


def test_the_secret_of_the_laptop_takes_the_place_of_the_code(enrolling: World) -> None:
    (where, given), kept = code(enrolling), list[str]()

    assert enrol(where, given, "of my own", kept.append, HASTY)

    assert kept == ["of my own"]
    assert comes_in(where, "of my own", HASTY)
    assert not comes_in(where, given, HASTY)


def test_the_database_never_reads_the_secret(enrolling: World) -> None:
    where, given = code(enrolling)
    enrol(where, given, "of my own", lambda _: None, HASTY)

    verifier = enrolling.value("select rolpassword from pg_authid where rolname = %s", role(where))
    assert verifier.startswith("SCRAM-SHA-256$")
    assert "of my own" not in verifier


def test_a_code_used_twice_is_refused(enrolling: World) -> None:
    (where, given), kept = code(enrolling), list[str]()
    enrol(where, given, "of my own", kept.append, HASTY)

    with pytest.raises(SyncFailed) as refused:
        enrol(where, given, "of somebody else", kept.append, HASTY)

    assert refused.value.problem is Problem.WRONG_PASSWORD
    assert kept == ["of my own"]


def test_an_expired_code_is_refused(enrolling: World) -> None:
    with pytest.raises(SyncFailed) as refused:
        enrol(*code(enrolling, days=-1), "of my own", lambda _: None, HASTY)

    assert refused.value.problem is Problem.WRONG_PASSWORD


def test_a_login_that_was_closed_in_the_meantime_is_told_apart(enrolling: World) -> None:
    where, given = code(enrolling)
    take_login(enrolling.admin, role(where))

    with pytest.raises(SyncFailed) as refused:
        enrol(where, given, "of my own", lambda _: None, HASTY)

    assert refused.value.problem is Problem.LOGIN_EXPIRED


def test_a_password_that_is_no_code_is_kept_as_it_is(enrolling: World) -> None:
    where, kept = enrolling.url(REQUESTER).replace(f":{quote(PASSWORD)}@", "@"), list[str]()

    assert not enrol(where, PASSWORD, "of my own", kept.append, HASTY)

    assert kept[-1] == PASSWORD
    assert comes_in(where, PASSWORD, HASTY)


def test_what_cannot_be_kept_is_not_sent(enrolling: World) -> None:
    where, given = code(enrolling)

    def no_room(_: str) -> None:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        enrol(where, given, "of my own", no_room, HASTY)

    assert comes_in(where, given, HASTY)


def test_a_database_without_the_portal_is_a_wrong_address(enrolling: World) -> None:
    where, given = code(enrolling)
    elsewhere = where.replace(enrolling.database, "postgres")

    with pytest.raises(SyncFailed) as refused:
        enrol(elsewhere, given, "of my own", lambda _: None, HASTY)

    assert refused.value.problem is Problem.WRONG_ADDRESS
    assert comes_in(where, given, HASTY)
