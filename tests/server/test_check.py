"""`db check`: each thing that can be wrong with an installation is done to one, and is found, with what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from sigap_server.check import findings, here
from sigap_server.embedded import EmbeddedPostgres
from sigap_server.health import network, settings, upkeep
from sigap_server.health.finding import Finding, Level
from sigap_server.install import configure, install
from tests.databases import own_folder
from tests.server.portal_bench import Portal


def found(connection: psycopg.Connection) -> set[Finding]:
    return set(findings(connection, here))


@pytest.fixture(scope="module")
def before(shared_portal: Portal) -> set[Finding]:
    """What a test server is known for: it forces nothing to the disk."""
    return found(shared_portal.admin)


def test_a_test_server_is_known_for_what_it_risks(before: set[Finding]) -> None:
    assert {one.what.partition(" ")[0] for one in before if one.level == Level.WRONG} == {
        "fsync", "full_page_writes", "synchronous_commit",
    }  # fmt: skip


EVENT = (
    "insert into portal.event (device, no, id, kind, person, at, body, received, hash)"
    " values ('d', 1, '{}', 'Submit', 't-ani', 0, '{{}}', {}, '')"
)
FILE = (
    "insert into portal.attachment (id, request, name, size, sha256, team, sender)"
    " values ('f/0', 'r', 'x', 1, '', 'hr', 't-ani')"
)
HARMS = {
    "a right that came back": (
        "grant execute on function pg_catalog.pg_sleep(double precision) to public",
        "everybody may use what was taken from everybody: function pg_sleep(double precision).",
    ),
    "a view that came back": ("grant select on pg_stat_activity to public", "view or table pg_stat_activity."),
    "a language that came back": ("grant usage on language plpgsql to public", "language plpgsql."),
    "a table given to a role": ("grant select on portal.request to pg_monitor", "pg_monitor has select on table"),
    "a function given to a role": (
        "grant execute on function portal_api.hello(text, int) to pg_monitor",
        "pg_monitor has execute on function portal_api.hello(text,integer).",
    ),
    "no second wall": ("alter table portal.rating disable row level security", "table rating has no row-level"),
    "another policy": (
        "create policy everybody on portal.rating using (true)",
        "table rating has the policy everybody.",
    ),
    "functions of another version": ("update portal.meta set functions = 'x'", "the functions are not those of this"),
    "migrations missing": ("update portal.migration set version_num = '0001'", "the tables lack "),
    "tables of a newer program": ("update portal.migration set version_num = '9999'", "a newer program (step 9999)."),
    "no lifecycle": ("delete from portal.transition", "there is no lifecycle of requests"),
    "rows that name nothing": ("insert into portal.membership values ('t-nobody', 'hr')", "is not in the company."),
    "an index that broke": (
        "update pg_index set indisvalid = false where indexrelid = 'portal.request_number'::regclass",
        "index portal.request_number is not valid.",
    ),
    "events from the future": (
        EVENT.format("e", "portal.now() + 3600000000"),
        "1 events were received in the future",
    ),
    "a file that never came": (
        f"with e as ({EVENT.format('f', '0')}) {FILE}",
        "1 files were announced over 30 days ago",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("harm", "told"), HARMS.values(), ids=HARMS)
def test_what_was_done_to_the_database_is_found(
    shared_portal: Portal, before: set[Finding], harm: str, told: str
) -> None:
    with shared_portal.undone():
        shared_portal.admin.execute("set local allow_system_table_mods = on")
        shared_portal.admin.execute(harm)  # type: ignore[call-overload]
        new = found(shared_portal.admin) - before
    assert any(told in one.what for one in new), new
    assert all(one.do for one in new)
    assert found(shared_portal.admin) == before


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ("alter role {} createdb", "may do more than call the portal."),
        ("grant pg_read_all_data to {}", "is also a member of pg_read_all_data."),
        ("set local role none; create schema mine authorization {}", "owns something in a database of this server."),
        ("alter role {} nologin", "without a login: t-eka"),
    ],
)
def test_a_login_that_may_too_much_or_nothing_is_found(
    shared_portal: Portal, before: set[Finding], harm: str, told: str
) -> None:
    with shared_portal.undone():
        for one in harm.split("; "):
            shared_portal.admin.execute(sql.SQL(one).format(sql.Identifier("t-eka")))
        new = found(shared_portal.admin) - before
    assert [one.what for one in new if told in one.what and "t-eka" in one.what], new


def test_settings_lost_in_a_copy_are_found_and_set_again(
    fresh_database: Callable[..., str], company_template: str, before: set[Finding]
) -> None:
    with psycopg.connect(fresh_database("copy", company_template), autocommit=True) as admin:
        (lost,) = list(settings.settings_of_the_database(admin))
        everybodys = [one for one in found(admin) if "may connect to this database" in one.what]
        configure(admin)
        after = found(admin)
    assert "plan_cache_mode=force_generic_plan" in lost.what and everybodys
    assert {one for one in after if one.subject == "settings"} == {one for one in before if one.subject == "settings"}


def test_a_clock_that_differs_is_found(shared_portal: Portal) -> None:
    def fast() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=90)

    (one,) = upkeep.clock(shared_portal.admin, fast)
    assert "90 s apart" in one.what
    assert list(upkeep.clock(shared_portal.admin, here)) == []


def test_a_transaction_forgotten_in_two_phases_is_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        admin.execute("begin; create table public.x (); prepare transaction 'forgotten'")
        assert any("forgotten" in one.what for one in upkeep.transactions(admin))
        admin.execute("rollback prepared 'forgotten'")
        assert list(upkeep.transactions(admin)) == []


@pytest.fixture(scope="module")
def own_server() -> Iterator[EmbeddedPostgres]:
    """A server of one's own, listening beyond this machine, with settings nobody should have."""
    given = {
        "max_prepared_transactions": "2", "listen_addresses": "*", "password_encryption": "md5", "log_statement": "all",
        "autovacuum": "off", "shared_preload_libraries": "", "wal_level": "replica", "archive_mode": "on",
        "archive_command": "false", "max_connections": "30",
    }  # fmt: skip
    with EmbeddedPostgres(own_folder(), durable=False, temporary=True, settings=given) as server:
        with psycopg.connect(server.url(), autocommit=True) as admin:
            install(admin)
        yield server


def test_settings_that_break_promises_are_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        names = {one.what.split(" is ")[0] for one in settings.settings(admin)}
    assert names >= {"fsync", "password_encryption", "log_statement", "autovacuum",
                     "shared_preload_libraries"}  # fmt: skip
    assert "archive_mode" not in names


def test_a_server_open_to_others_without_tls_is_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        assert [one.what for one in network.tls(admin)] == ["the server listens on * without TLS."]


def test_ways_in_that_can_be_overheard_are_found_by_their_line(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        row = admin.execute("select current_setting('hba_file')").fetchone()
        assert row is not None
        rules = Path(row[0])
        was = rules.read_text()
        first = len(was.splitlines()) + 1
        with ExitStack() as stack:
            stack.callback(rules.write_text, was)
            rules.write_text(
                was.rstrip("\n")
                + "\nhost all all 10.0.0.0/8 trust\nhost all all 10.0.0.0/8 md5\nhost all all 10.0.0.0/8 scram-sha-256"
                "\nhost all all 127.0.0.1/32 scram-sha-256\nhost nonsense\n"
            )
            told = [one.what for one in network.ways_in(admin)]
    lines = [int(one.split("line ")[1].split(":")[0]) - first for one in told]
    assert lines == [0, 1, 2, 4]
    assert ["without a password" in told[0], "by the method md5" in told[1], "without TLS" in told[2]] == [True] * 3


def test_a_password_kept_as_md5_is_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin, admin.transaction(force_rollback=True):
        admin.execute("create role weak login password 'md5" + "0" * 32 + "'")
        assert any("kept as md5" in one.what for one in network.ways_in(admin))


def test_an_archive_that_fails_is_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        admin.execute("select pg_switch_wal()")
        for _ in range(200):
            if any("archiving fails" in one.what for one in upkeep.copies(admin)):
                return
            admin.execute("select pg_sleep(0.05)")
    raise AssertionError("the failure never showed")


def test_a_slot_that_nobody_reads_is_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin:
        admin.execute("select pg_create_physical_replication_slot('gone', true)")
        told = [one.what for one in upkeep.copies(admin)]
        admin.execute("select pg_drop_replication_slot('gone')")
    assert any("replication slot gone" in one for one in told)


def test_more_people_than_connections_are_found(own_server: EmbeddedPostgres) -> None:
    with psycopg.connect(own_server.url(), autocommit=True) as admin, ExitStack() as stack:
        assert list(settings.connections(admin)) == []
        for _ in range(22):
            stack.enter_context(psycopg.connect(own_server.url()))
        assert any("connections are in use" in one.what for one in settings.connections(admin))
    with psycopg.connect(own_server.url(), autocommit=True) as admin, admin.transaction(force_rollback=True):
        admin.execute(
            "insert into portal.person (login, name, team, role, title, email, phone, site, language)"
            " select 'p' || n, '', '', '', '{}', '', '', '', 'id' from generate_series(1, 40) n"
        )
        assert any("40 people may come" in one.what for one in settings.connections(admin))


def test_every_employee_in_another_database_is_found(
    shared_portal: Portal, fresh_database: Callable[..., str], before: set[Finding]
) -> None:
    other = urlsplit(fresh_database("open")).path[1:]
    (one,) = [one for one in found(shared_portal.admin) if "every employee may connect" in one.what]
    assert other in one.what
